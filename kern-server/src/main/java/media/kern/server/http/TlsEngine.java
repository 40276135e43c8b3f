package media.kern.server.http;

import io.netty.handler.ssl.SslContext;
import io.vertx.core.net.SSLEngineOptions;
import io.vertx.core.spi.tls.SslContextFactory;
import java.util.List;
import javax.net.ssl.SSLException;
import media.kern.server.tls.Certificates;

/** Lets a listener use the TLS context of {@link Certificates} instead of one of its own. */
final class TlsEngine extends SSLEngineOptions {
    private final Certificates certificates;

    TlsEngine(Certificates certificates) {
        this.certificates = certificates;
    }

    @Override
    public SSLEngineOptions copy() {
        return this;
    }

    @Override
    public SslContextFactory sslContextFactory() {
        return new Contexts(certificates);
    }

    private static final class Contexts implements SslContextFactory {
        private final Certificates certificates;
        private List<String> protocols = List.of();

        Contexts(Certificates certificates) {
            this.certificates = certificates;
        }

        @Override
        public SslContextFactory applicationProtocols(List<String> applicationProtocols) {
            protocols = List.copyOf(applicationProtocols);
            return this;
        }

        @Override
        public SslContext create() throws SSLException {
            return certificates.serverContext(protocols);
        }
    }
}
