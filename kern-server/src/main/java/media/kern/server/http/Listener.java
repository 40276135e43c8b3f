package media.kern.server.http;

import io.netty.channel.ChannelPipeline;
import io.netty.util.NetUtil;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/**
 * A plain HTTP listener, served by all event loops. Bounds: 10 s for the header of a request, 120 s without traffic,
 * 1 MiB of headers, 64 KiB of request line.
 */
public final class Listener {
    private static final Duration HEADER_LIMIT = Duration.ofSeconds(10);
    private static final int IDLE_SECONDS = 120;
    private static final int MAX_HEADER_BYTES = 1024 * 1024;
    /** IPv6 and IPv4 where the machine has both. */
    private static final String ALL_ADDRESSES = NetUtil.isIpV4StackPreferred() ? "0.0.0.0" : "::";

    private static final int MAX_LINE_BYTES = 64 * 1024;

    private final Vertx vertx;
    private final FrontDoor door;
    private final List<HttpServer> servers = new CopyOnWriteArrayList<>();

    public Listener(Vertx vertx, FrontDoor door) {
        this.vertx = vertx;
        this.door = door;
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
        return vertx.deployVerticle(() -> new Instance(options), new DeploymentOptions().setInstances(eventLoops))
                .map(id -> servers.getFirst().actualPort());
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

    private static void guard(HttpConnection connection) {
        ChannelPipeline pipeline = pipeline(connection);
        pipeline.addFirst(HeaderDeadline.class.getName(), new HeaderDeadline(HEADER_LIMIT));
    }

    private static @org.jspecify.annotations.Nullable HeaderDeadline deadline(HttpConnection connection) {
        return (HeaderDeadline) pipeline(connection).get(HeaderDeadline.class.getName());
    }

    private static ChannelPipeline pipeline(HttpConnection connection) {
        return ((ConnectionBase) connection).channelHandlerContext().pipeline();
    }
}
