package media.kern.server.tls;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/** Whatever a client sends first is read or put aside, and left where it is. */
class HelloReaderFuzzTest {
    @FuzzTest
    void anyFirstBytesAreReadOrPutAside(byte[] bytes) {
        ByteBuf in = Unpooled.wrappedBuffer(bytes);
        assertThat(HelloReader.read(in)).isNotNull();
        assertThat(in.readableBytes()).isEqualTo(bytes.length);
    }
}
