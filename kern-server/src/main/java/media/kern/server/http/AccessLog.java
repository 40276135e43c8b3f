package media.kern.server.http;

import io.vertx.core.http.HttpServerResponse;
import java.util.concurrent.TimeUnit;
import media.kern.ffmpeg.report.Secrets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** One event per request that was answered to its end: debug, and a warning if the answer is an error. */
final class AccessLog {
    private final Logger log;
    private final String listener;

    /** @param component HTTP or HTTPS */
    AccessLog(String component, String listener) {
        this.log = LoggerFactory.getLogger(component);
        this.listener = listener;
    }

    /** Follows {@code exchange} to its end; costs nothing if nobody will see the event. */
    void follow(Exchange exchange) {
        long begun = System.nanoTime();
        HttpServerResponse response = exchange.response();
        exchange.whenAnswered(() -> {
            if (!response.ended()) {
                return;
            }
            if (log.isDebugEnabled()) {
                write(Level.DEBUG, exchange, begun);
            }
            if (response.getStatusCode() >= 400) {
                write(Level.WARN, exchange, begun);
            }
        });
    }

    private void write(Level level, Exchange exchange, long begun) {
        HttpServerResponse response = exchange.response();
        String userAgent = exchange.request().headers().get("User-Agent");
        log.atLevel(level)
                .addKeyValue("address", listener)
                .addKeyValue("client", exchange.client().text())
                .addKeyValue("method", exchange.method())
                .addKeyValue("path", Secrets.mask(exchange.request().uri()))
                .addKeyValue("proto", protocol(exchange))
                .addKeyValue("status", response.getStatusCode())
                .addKeyValue("status_text", response.getStatusMessage())
                .addKeyValue("tx_size_bytes", response.bytesWritten())
                .addKeyValue("rx_size_bytes", exchange.request().bytesRead())
                .addKeyValue("latency_ms", TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun))
                .addKeyValue("user_agent", userAgent == null ? "" : userAgent)
                .log("");
    }

    private static String protocol(Exchange exchange) {
        return switch (exchange.request().version()) {
            case HTTP_1_0 -> "HTTP/1.0";
            case HTTP_1_1 -> "HTTP/1.1";
            default -> "HTTP/2.0";
        };
    }
}
