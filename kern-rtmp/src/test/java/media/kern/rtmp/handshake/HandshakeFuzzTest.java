package media.kern.rtmp.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

class HandshakeFuzzTest {
    /** A server answers once at most, and takes no more than belongs to the handshake; a client takes any answer or none. */
    @FuzzTest(maxDuration = "1m")
    void answersOrRefusesAnyBytes(byte[] data) {
        ByteBuf in = Unpooled.wrappedBuffer(data);
        ServerHandshake server = new ServerHandshake();
        try {
            int answers = server.read(in).isPresent() ? 1 : 0;
            answers += server.read(in).isPresent() ? 1 : 0;
            assertThat(answers).isLessThanOrEqualTo(1);
            assertThat(in.readerIndex()).isLessThanOrEqualTo(3073);
        } catch (HandshakeException e) {
            assertThat(data[0]).isNotEqualTo((byte) 3);
        }
        try {
            ClientHandshake client = new ClientHandshake(data.length % 2 == 0);
            assertThat(client.read(Unpooled.wrappedBuffer(data))).isEmpty();
        } catch (HandshakeException e) {
            assertThat(e.getMessage()).isNotEmpty();
        }
    }
}
