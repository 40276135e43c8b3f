package media.kern.server.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.Test;

/** The first message of a real client, in pieces. */
class HelloReaderTest {

    private static byte[] hello() throws Exception {
        SSLEngine engine = SSLContext.getDefault().createSSLEngine();
        engine.setUseClientMode(true);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setServerNames(List.of(new SNIHostName("stream.example")));
        parameters.setApplicationProtocols(new String[] {"acme-tls/1"});
        engine.setSSLParameters(parameters);
        return wrap(engine);
    }

    private static byte[] wrap(SSLEngine engine) throws SSLException {
        ByteBuffer out = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
        engine.wrap(ByteBuffer.allocate(0), out);
        byte[] bytes = new byte[out.flip().remaining()];
        out.get(bytes);
        return bytes;
    }

    @Test
    void nothingIsSaidBeforeTheEndAndEverythingThen() throws Exception {
        byte[] hello = hello();
        for (int length = 0; length < hello.length; length++) {
            assertThat(HelloReader.read(Unpooled.wrappedBuffer(hello, 0, length)))
                    .isEqualTo(new FirstMessage.Incomplete());
        }
        ByteBuf whole = Unpooled.wrappedBuffer(hello);
        assertThat(HelloReader.read(whole))
                .isEqualTo(new FirstMessage.ClientHello(Optional.of("stream.example"), List.of("acme-tls/1")));
        assertThat(whole.readerIndex()).isZero();
    }

    @Test
    void oneThatIsSpreadOverRecordsIsPutTogether() throws Exception {
        byte[] hello = hello();
        ByteBuf records = Unpooled.buffer();
        for (int at = 5; at < hello.length; at += 100) {
            int length = Math.min(100, hello.length - at);
            records.writeBytes(hello, 0, 3).writeShort(length).writeBytes(hello, at, length);
        }
        assertThat(HelloReader.read(records)).isInstanceOf(FirstMessage.ClientHello.class);
    }

    @Test
    void whatIsNoTlsIsToldAtOnce() {
        assertThat(HelloReader.read(Unpooled.wrappedBuffer(new byte[] {'G'}))).isEqualTo(new FirstMessage.Other());
    }

    @Test
    void oneThatClaimsToBeHugeIsNotWaitedFor() {
        byte[] start = {22, 3, 1, 0, 4, 1, (byte) 0xff, (byte) 0xff, (byte) 0xff};
        assertThat(HelloReader.read(Unpooled.wrappedBuffer(start))).isEqualTo(new FirstMessage.Other());
    }
}
