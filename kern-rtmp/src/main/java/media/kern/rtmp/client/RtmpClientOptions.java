package media.kern.rtmp.client;

import io.netty.handler.ssl.SslContext;
import java.net.InetSocketAddress;
import java.util.Optional;
import media.kern.rtmp.amf.AmfValue;

/**
 * How a client connects.
 *
 * @param application as in {@code connect}
 * @param name as in {@code publish} and {@code play}
 * @param tls present for RTMPS
 * @param digest whether to begin with the handshake of Flash
 * @param chunkSize of what is sent, 1 or more
 * @param capabilities further properties of {@code connect}
 */
public record RtmpClientOptions(
        InetSocketAddress server,
        String application,
        String name,
        Optional<SslContext> tls,
        boolean digest,
        int chunkSize,
        AmfValue capabilities) {
    private static final int CHUNK_SIZE = 4096;

    /** Plain, with the simple handshake. */
    public static RtmpClientOptions of(InetSocketAddress server, String application, String name) {
        AmfValue none = AmfValue.object().build();
        return new RtmpClientOptions(server, application, name, Optional.empty(), false, CHUNK_SIZE, none);
    }

    /** By RTMPS. */
    public RtmpClientOptions withTls(SslContext context) {
        return new RtmpClientOptions(server, application, name, Optional.of(context), digest, chunkSize, capabilities);
    }

    /** With the handshake of Flash. */
    public RtmpClientOptions withDigest() {
        return new RtmpClientOptions(server, application, name, tls, true, chunkSize, capabilities);
    }

    /** With chunks of another size. */
    public RtmpClientOptions withChunkSize(int size) {
        return new RtmpClientOptions(server, application, name, tls, digest, size, capabilities);
    }

    /** With further properties of {@code connect}. */
    public RtmpClientOptions withCapabilities(AmfValue properties) {
        return new RtmpClientOptions(server, application, name, tls, digest, chunkSize, properties);
    }
}
