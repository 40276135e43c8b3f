package media.kern.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;

/** A connection with TLS 1.3 and AES-128-GCM, so that every server has the same work to do. */
final class TlsConnection extends Connection {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final SSLEngine engine;
    private final ByteBuffer plain;
    private final ByteBuffer outgoing;
    /** The beginning of a record whose end has not come. */
    private final ByteBuffer rest;

    /** Connects and shakes hands. */
    TlsConnection(InetSocketAddress server, long bodyBytes, SSLContext trust) throws IOException {
        super(server, bodyBytes);
        engine = trust.createSSLEngine();
        engine.setUseClientMode(true);
        engine.setEnabledProtocols(new String[] {"TLSv1.3"});
        engine.setEnabledCipherSuites(new String[] {"TLS_AES_128_GCM_SHA256"});
        plain = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize());
        outgoing = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
        rest = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
        shakeHands();
    }

    private void shakeHands() throws IOException {
        ByteBuffer incoming = ByteBuffer.allocate(2 * engine.getSession().getPacketBufferSize())
                .limit(0);
        engine.beginHandshake();
        while (true) {
            HandshakeStatus status = engine.getHandshakeStatus();
            switch (status) {
                case NEED_WRAP -> write(NOTHING.duplicate());
                case NEED_TASK -> engine.getDelegatedTask().run();
                case NEED_UNWRAP -> {
                    if (unwrap(incoming).getStatus() == Status.BUFFER_UNDERFLOW) {
                        incoming.compact();
                        read(incoming);
                        incoming.flip();
                    }
                }
                default -> {
                    rest.put(incoming);
                    return;
                }
            }
        }
    }

    @Override
    int receive(ByteBuffer buffer) throws IOException {
        buffer.clear();
        buffer.put(rest.flip());
        rest.clear();
        read(buffer);
        buffer.flip();
        int length = 0;
        while (buffer.hasRemaining()) {
            SSLEngineResult result = unwrap(buffer);
            if (result.getStatus() == Status.BUFFER_UNDERFLOW) {
                break;
            }
            if (result.getStatus() == Status.CLOSED) {
                throw new BadAnswerException("the server closed a connection");
            }
            length += result.bytesProduced();
            if (plain.position() > 0) {
                take(plain.flip());
            }
        }
        rest.put(buffer);
        return length;
    }

    private SSLEngineResult unwrap(ByteBuffer incoming) throws IOException {
        plain.clear();
        return engine.unwrap(incoming, plain);
    }

    @Override
    void write(ByteBuffer bytes) throws IOException {
        outgoing.clear();
        engine.wrap(bytes, outgoing);
        super.write(outgoing.flip());
    }
}
