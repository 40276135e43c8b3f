package media.kern.rtmp.flv;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

class MediaTagFuzzTest {
    @FuzzTest(maxDuration = "1m")
    void readsOrRefusesAnyMessage(byte[] data) {
        ByteBuf payload = Unpooled.wrappedBuffer(data);
        try {
            assertThat(VideoTag.parse(payload).codecName()).isNotNull();
        } catch (FlvException e) {
            assertThat(e.getMessage()).contains("header");
        }
        try {
            assertThat(AudioTag.parse(payload).keyframe()).isFalse();
        } catch (FlvException e) {
            assertThat(e.getMessage()).contains("header");
        }
        assertThat(payload.readableBytes()).isEqualTo(data.length);
    }
}
