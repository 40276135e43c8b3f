package media.kern.server.http;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Reads a whole request body, up to a limit of size and time. */
public final class RequestBody {
    private static final Duration TIME_LIMIT = Duration.ofSeconds(60);

    private final Exchange exchange;
    private final HttpServerRequest request;
    private final Limit limit;
    private final BodyBudget budget;
    private final Promise<byte[]> promise = Promise.promise();
    private final Buffer body = Buffer.buffer();

    /**
     * The most that is read.
     *
     * @param source where the limit can be changed, to be appended to the error; or empty
     */
    public record Limit(long bytes, String source) {}

    private RequestBody(Exchange exchange, Limit limit, BodyBudget budget) {
        this.exchange = exchange;
        this.request = exchange.request();
        this.limit = limit;
        this.budget = budget;
    }

    /**
     * Must be called on the event loop, in the same turn in which the request arrived.
     *
     * @return fails with an {@link HttpError}: 413 beyond the limit, 408 beyond the time, 503 if
     *     all bodies together are too large
     */
    public static Future<byte[]> read(Vertx vertx, Exchange exchange, Limit limit, BodyBudget budget) {
        RequestBody body = new RequestBody(exchange, limit, budget);
        return body.read(vertx);
    }

    private Future<byte[]> read(Vertx vertx) {
        Long length = contentLength(request);
        if (length != null && length > limit.bytes()) {
            refuse(tooLarge());
            return promise.future();
        }
        long timer = vertx.setTimer(
                TIME_LIMIT.toMillis(),
                late -> refuse(new HttpError(
                        408,
                        "Request Timeout",
                        "the request body did not arrive within " + TIME_LIMIT.toSeconds() + " seconds")));
        request.exceptionHandler(promise::tryFail);
        request.handler(this::chunk);
        request.endHandler(ended -> promise.tryComplete(body.getBytes()));
        exchange.inviteBody();
        return promise.future().onComplete(done -> {
            vertx.cancelTimer(timer);
            budget.giveBack(body.length());
        });
    }

    private void chunk(Buffer chunk) {
        if (promise.future().isComplete()) {
            return;
        }
        if (body.length() + (long) chunk.length() > limit.bytes()) {
            refuse(tooLarge());
        } else if (budget.take(chunk.length())) {
            body.appendBuffer(chunk);
        } else {
            refuse(new HttpError(503, "Service Unavailable", "too many large requests at the same time, try again"));
        }
    }

    private HttpError tooLarge() {
        return new HttpError(
                413,
                "Request Entity Too Large",
                "the request body is larger than " + limit.bytes() + " bytes" + limit.source());
    }

    /** The rest of the body is not worth reading: the connection ends with the answer. */
    private void refuse(HttpError error) {
        exchange.closeAfterAnswer();
        promise.tryFail(error);
    }

    private static @Nullable Long contentLength(HttpServerRequest request) {
        String header = request.getHeader("Content-Length");
        try {
            return header == null ? null : Long.valueOf(header);
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
