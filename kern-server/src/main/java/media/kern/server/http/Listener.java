package media.kern.server.http;

import io.netty.channel.ChannelPipeline;
import io.netty.util.NetUtil;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.impl.ConnectionBase;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import media.kern.server.tls.Certificates;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A listener for HTTP, or for HTTP/1.1 and HTTP/2 inside TLS, served by all event loops. Bounds: 10 s for a handshake and
 * for the header of a request, 120 s without traffic, 1 MiB of headers, 64 KiB of request line; with HTTP/2 64 KiB of
 * headers and 100 requests at a time on a connection.
 */
public final class Listener {
    private static final Logger LOG = LoggerFactory.getLogger("HTTP");
    private static final String DEADLINE_HANDLER = HeaderDeadline.class.getName();
    /** Handlers of Vert.x, by their names. */
    private static final String TLS_HANDLER = "ssl";

    private static final String HTTP1_DECODER = "httpDecoder";

    private static final Duration HEADER_LIMIT = Duration.ofSeconds(10);
    private static final int IDLE_SECONDS = 120;
    private static final int MAX_HEADER_BYTES = 1024 * 1024;
    /** IPv6 and IPv4 where the machine has both. */
    static final String ALL_ADDRESSES = NetUtil.isIpV4StackPreferred() ? "0.0.0.0" : "::";

    private static final int MAX_LINE_BYTES = 64 * 1024;
    /** What belongs to requests that wait is kept a hundred times per connection. */
    private static final int MAX_HTTP2_HEADER_BYTES = 64 * 1024;

    private static final int MAX_HTTP2_STREAMS = 100;
    /** What a client may send of an upload before it has to wait: enough for 200 Mbit/s at 10 ms. */
    private static final int HTTP2_STREAM_WINDOW_BYTES = 256 * 1024;

    private static final int HTTP2_CONNECTION_WINDOW_BYTES = 1024 * 1024;

    private final Vertx vertx;
    private final FrontDoor door;
    private final @Nullable Certificates certificates;
    private final List<HttpServer> servers = new CopyOnWriteArrayList<>();

    private Listener(Vertx vertx, FrontDoor door, @Nullable Certificates certificates) {
        this.vertx = vertx;
        this.door = door;
        this.certificates = certificates;
    }

    /** Without TLS. */
    public static Listener plain(Vertx vertx, FrontDoor door) {
        return new Listener(vertx, door, null);
    }

    /** With TLS; the certificates have to outlive it. */
    public static Listener secure(Vertx vertx, FrontDoor door, Certificates certificates) {
        return new Listener(vertx, door, certificates);
    }

    /**
     * Binds the address.
     *
     * @param host empty for all addresses
     * @param port 0 for a free one
     * @return the port
     */
    public Future<Integer> listen(String host, int port) {
        int eventLoops = Runtime.getRuntime().availableProcessors();
        HttpServerOptions options = new HttpServerOptions()
                .setHost(host.isEmpty() ? ALL_ADDRESSES : host)
                .setPort(port)
                .setReusePort(false)
                .setTcpNoDelay(true)
                .setIdleTimeout(IDLE_SECONDS)
                .setIdleTimeoutUnit(TimeUnit.SECONDS)
                .setMaxHeaderSize(MAX_HEADER_BYTES)
                .setMaxInitialLineLength(MAX_LINE_BYTES)
                .setMaxFormAttributeSize(0)
                .setHttp2ClearTextEnabled(false)
                .setCompressionSupported(false);
        if (certificates != null) {
            secure(options, certificates);
        }
        return vertx.deployVerticle(() -> new Instance(options), new DeploymentOptions().setInstances(eventLoops))
                .map(id -> servers.getFirst().actualPort());
    }

    private static void secure(HttpServerOptions options, Certificates certificates) {
        options.setSsl(true)
                .setSslEngineOptions(new TlsEngine(certificates))
                .setKeyCertOptions(KeyCertOptions.wrap(certificates.keyManager()))
                .setUseAlpn(true)
                .setSslHandshakeTimeout(HEADER_LIMIT.toSeconds())
                .setSslHandshakeTimeoutUnit(TimeUnit.SECONDS)
                .setInitialSettings(new Http2Settings()
                        .setMaxConcurrentStreams(MAX_HTTP2_STREAMS)
                        .setMaxHeaderListSize(MAX_HTTP2_HEADER_BYTES)
                        .setInitialWindowSize(HTTP2_STREAM_WINDOW_BYTES))
                .setHttp2ConnectionWindowSize(HTTP2_CONNECTION_WINDOW_BYTES);
    }

    /** Takes no more connections and ends the ones there are when their requests are done, or at the limit. */
    public Future<Void> close(Duration limit) {
        return Future.join(servers.stream()
                        .map(server -> server.shutdown(limit.toMillis(), TimeUnit.MILLISECONDS))
                        .toList())
                .mapEmpty();
    }

    /** One per event loop; they share the socket. */
    private final class Instance extends VerticleBase {
        private final HttpServerOptions options;

        Instance(HttpServerOptions options) {
            this.options = options;
        }

        @Override
        public Future<?> start() {
            HttpServer server = vertx.createHttpServer(options)
                    .connectionHandler(Listener::guard)
                    .exceptionHandler(Listener::broken)
                    .requestHandler(this::handle)
                    .invalidRequestHandler(Listener::refuse);
            servers.add(server);
            return server.listen();
        }

        private void handle(HttpServerRequest request) {
            HeaderDeadline deadline = deadline(request.connection());
            if (deadline != null && deadline.connectionEnds()) {
                var _ = request.connection().close();
                return;
            }
            if (deadline != null) {
                int exchange = deadline.headerComplete();
                request.response()
                        .headersEndHandler(writing -> announced(request, deadline))
                        .bodyEndHandler(sent -> deadline.exchangeComplete(exchange));
            }
            door.handle(request, context);
        }

        /** What the client has sent behind a request that is answered like this may not be one: it is not looked at. */
        private static void announced(HttpServerRequest request, HeaderDeadline deadline) {
            if ("close".equals(request.response().headers().get("Connection"))) {
                deadline.endConnection();
            }
        }
    }

    /** What the decoder does not understand; nothing more is said if the last answer has been given. */
    private static void refuse(HttpServerRequest request) {
        HeaderDeadline deadline = deadline(request.connection());
        if (deadline != null && deadline.connectionEnds()) {
            var _ = request.connection().close();
        } else {
            HttpServerRequest.DEFAULT_INVALID_REQUEST_HANDLER.handle(request);
        }
    }

    /** Handshakes fail all the time: scanners, old clients, people who do not trust the certificate. */
    private static void broken(Throwable cause) {
        LOG.atDebug().addKeyValue("error", cause.getMessage()).log("A connection failed");
    }

    private static void guard(HttpConnection connection) {
        ChannelPipeline pipeline = pipeline(connection);
        HeaderDeadline deadline = new HeaderDeadline(HEADER_LIMIT);
        if (pipeline.get(TLS_HANDLER) == null) {
            pipeline.addFirst(DEADLINE_HANDLER, deadline);
        } else if (pipeline.get(HTTP1_DECODER) != null) {
            pipeline.addAfter(TLS_HANDLER, DEADLINE_HANDLER, deadline);
        }
    }

    private static @Nullable HeaderDeadline deadline(HttpConnection connection) {
        return (HeaderDeadline) pipeline(connection).get(DEADLINE_HANDLER);
    }

    private static ChannelPipeline pipeline(HttpConnection connection) {
        return ((ConnectionBase) connection).channelHandlerContext().pipeline();
    }
}
