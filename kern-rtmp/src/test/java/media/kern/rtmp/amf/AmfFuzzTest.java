package media.kern.rtmp.amf;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.List;

class AmfFuzzTest {
    private static final int MOST_WRITTEN = 4 << 20;

    /** Whatever is read can be written, in bounded space, and reads as the same. */
    @FuzzTest(maxDuration = "1m")
    void readsOrRefusesAnyBytes(byte[] data) throws AmfException {
        List<AmfValue> values;
        try {
            values = AmfReader.readAll(Unpooled.wrappedBuffer(data));
        } catch (AmfException e) {
            assertThat(e.getMessage()).isNotEmpty();
            return;
        }
        ByteBuf written = Unpooled.buffer(64, MOST_WRITTEN);
        AmfWriter.write(written, values);
        ByteBuf again = Unpooled.buffer(64, MOST_WRITTEN);
        AmfWriter.write(again, AmfReader.readAll(written.duplicate()));
        assertThat(again).isEqualTo(written);
    }
}
