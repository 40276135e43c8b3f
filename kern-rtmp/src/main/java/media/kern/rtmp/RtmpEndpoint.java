package media.kern.rtmp;

import io.netty.handler.ssl.SslContext;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Where a server listens.
 *
 * @param address with port 0 for any that is free
 * @param tls present for RTMPS; asked for every connection, so that a new certificate serves from the next one on
 */
public record RtmpEndpoint(InetSocketAddress address, Optional<Supplier<SslContext>> tls) {
    /** RTMP. */
    public static RtmpEndpoint plain(InetSocketAddress address) {
        return new RtmpEndpoint(address, Optional.empty());
    }

    /** RTMPS. */
    public static RtmpEndpoint secure(InetSocketAddress address, Supplier<SslContext> context) {
        return new RtmpEndpoint(address, Optional.of(context));
    }
}
