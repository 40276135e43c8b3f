package media.kern.server.playout;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.PoolOptions;
import media.kern.server.http.BodyBudget;
import media.kern.server.http.Exchange;
import media.kern.server.http.HttpError;

/**
 * Asks FFmpeg on behalf of clients of the API. Bounds: 10 s per call, {@value #CALLS_AT_A_TIME} calls of an input at a
 * time and {@value #WAITING_CALLS} that wait, and what all bodies on their way may hold together.
 */
public final class PlayoutClient {
    static final int CALLS_AT_A_TIME = 8;
    static final int WAITING_CALLS = 32;
    private static final int MIN_BUDGET_BYTES = 64 * 1024 * 1024;

    private final Vertx vertx;
    private final HttpClient http;
    private final BodyBudget bodies =
            new BodyBudget(Math.max(MIN_BUDGET_BYTES, Runtime.getRuntime().maxMemory() / 8));

    /** The client ends with {@code vertx}. */
    public PlayoutClient(Vertx vertx) {
        this.vertx = vertx;
        // No connection outlives its call: the FFmpeg behind the port is replaced without notice.
        this.http = vertx.createHttpClient(
                new HttpClientOptions().setKeepAlive(false).setPipelining(false),
                new PoolOptions().setHttp1MaxSize(CALLS_AT_A_TIME).setMaxWaitQueueSize(WAITING_CALLS));
    }

    /**
     * Asks FFmpeg; the call is given up if the client of {@code exchange} goes away.
     *
     * @return completed on the event loop of the exchange; fails with an {@link HttpError}: 500 if FFmpeg cannot be
     *     reached or does not give a complete answer within its bounds, 503 if there are too many calls
     */
    public Future<PlayoutAnswer> call(Exchange exchange, PlayoutRequest request) {
        return exchange.callOnEventLoop(() -> {
            PlayoutCall call = new PlayoutCall(request, bodies);
            exchange.whenClientLeaves(call::cancel);
            return call.begin(vertx, http);
        });
    }
}
