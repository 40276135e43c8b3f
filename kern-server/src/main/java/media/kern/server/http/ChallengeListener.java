package media.kern.server.http;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.net.BindException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import media.kern.server.tls.Certificates;
import media.kern.server.tls.ChallengePort;
import media.kern.server.tls.Pending;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Port 80, while a certificate is being got: the only place where Let's Encrypt looks for the answer to http-01. */
public final class ChallengeListener implements ChallengePort {
    private static final Logger LOG = LoggerFactory.getLogger("Let's Encrypt");
    private static final int IDLE_SECONDS = 10;
    private static final Duration TIME_TO_BIND = Duration.ofSeconds(5);

    private final Vertx vertx;
    private final Certificates certificates;
    private final String host;
    private final int port;

    /** @param host empty for all addresses */
    public ChallengeListener(Vertx vertx, Certificates certificates, String host, int port) {
        this.vertx = vertx;
        this.certificates = certificates;
        this.host = host;
        this.port = port;
    }

    @Override
    public Pending open() {
        HttpServer server = vertx.createHttpServer(new HttpServerOptions()
                        .setHost(host.isEmpty() ? Listener.ALL_ADDRESSES : host)
                        .setPort(port)
                        .setIdleTimeout(IDLE_SECONDS)
                        .setHttp2ClearTextEnabled(false))
                .requestHandler(this::answer);
        try {
            server.listen()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(TIME_TO_BIND.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            tell(e.getCause() == null ? e : e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return () -> server.close();
    }

    private void tell(Throwable cause) {
        if (cause instanceof BindException && String.valueOf(cause.getMessage()).contains("in use")) {
            LOG.atInfo().addKeyValue("port", port).log("The port is taken, its owner should lead the request here");
        } else {
            LOG.atWarn()
                    .addKeyValue("port", port)
                    .addKeyValue("error", cause.getMessage())
                    .log("The port cannot be opened, the request has to come in on the address of the HTTP server");
        }
    }

    private void answer(HttpServerRequest request) {
        String authority = request.getHeader("Host");
        Optional<String> text = authority == null || request.path() == null
                ? Optional.empty()
                : certificates.httpChallenge(authority, request.path());
        request.response().putHeader("Connection", "close");
        if (text.isPresent()) {
            var _ = request.response().putHeader("Content-Type", "text/plain").end(text.get());
        } else {
            var _ = request.response().setStatusCode(404).end();
        }
    }
}
