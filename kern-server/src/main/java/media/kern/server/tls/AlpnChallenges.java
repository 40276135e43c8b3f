package media.kern.server.tls;

import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLException;

/** The certificates by which host names are proven inside a TLS handshake (RFC 8737), while somebody asks for them. */
final class AlpnChallenges {
    static final String PROTOCOL = "acme-tls/1";

    private final Map<String, SslContext> byName = new ConcurrentHashMap<>();

    /** Answers for {@code host} until closed. */
    Pending offer(String host, Identity proof) throws SSLException {
        SslContext context = SslContextBuilder.forServer(proof.key(), proof.chain())
                .sslProvider(SslProvider.JDK)
                .applicationProtocolConfig(new ApplicationProtocolConfig(
                        Protocol.ALPN,
                        SelectorFailureBehavior.NO_ADVERTISE,
                        SelectedListenerFailureBehavior.ACCEPT,
                        PROTOCOL))
                .build();
        String name = host.toLowerCase(Locale.ROOT);
        byName.put(name, context);
        return () -> byName.remove(name, context);
    }

    boolean isEmpty() {
        return byName.isEmpty();
    }

    /** The context for a handshake that asks for this protocol and nothing else, as the RFC demands. */
    Optional<SslContext> contextFor(FirstMessage.ClientHello hello) {
        return hello.applicationProtocols().equals(List.of(PROTOCOL))
                ? hello.serverName().map(name -> byName.get(name.toLowerCase(Locale.ROOT)))
                : Optional.empty();
    }
}
