package media.kern.server.playout;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import java.net.ConnectException;
import java.time.Duration;
import media.kern.server.http.BodyBudget;
import media.kern.server.http.HttpError;
import org.jspecify.annotations.Nullable;

/** One call, from its first byte to the last of the answer. Only used on one event loop. */
final class PlayoutCall {
    private static final Duration TIME_LIMIT = Duration.ofSeconds(10);
    private static final String BUSY = "too many calls of the playout API at the same time, try again";

    private final PlayoutRequest request;
    private final BodyBudget budget;
    private final Promise<PlayoutAnswer> result = Promise.promise();
    private final Buffer answer = Buffer.buffer();
    private @Nullable HttpClientRequest upstream;

    PlayoutCall(PlayoutRequest request, BodyBudget budget) {
        this.request = request;
        this.budget = budget;
    }

    Future<PlayoutAnswer> begin(Vertx vertx, HttpClient http) {
        int bodyBytes = request.body().length;
        if (result.future().isComplete()) {
            return result.future();
        }
        if (!budget.take(bodyBytes)) {
            return Future.failedFuture(busy());
        }
        long timer = vertx.setTimer(
                TIME_LIMIT.toMillis(),
                late -> fail("no complete answer within " + TIME_LIMIT.toSeconds() + " seconds"));
        result.future().onComplete(done -> {
            vertx.cancelTimer(timer);
            budget.giveBack(bodyBytes);
        });
        http.request(request.options()).onSuccess(this::connected).onFailure(this::unreachable);
        return result.future();
    }

    /** Nobody waits for the answer any more. */
    void cancel() {
        fail("the client has gone");
    }

    private void connected(HttpClientRequest connected) {
        upstream = connected;
        connected.exceptionHandler(this::broken);
        connected.connection().exceptionHandler(this::broken);
        if (result.future().isComplete()) {
            end(connected);
            return;
        }
        connected.send(Buffer.buffer(request.body())).onSuccess(this::answered).onFailure(this::broken);
    }

    private void unreachable(Throwable cause) {
        if (cause instanceof ConnectionPoolTooBusyException) {
            fail(busy());
        } else if (cause instanceof ConnectException) {
            fail("dial tcp " + request.authority() + ": connect: connection refused");
        } else {
            broken(cause);
        }
    }

    private void answered(HttpClientResponse response) {
        response.exceptionHandler(this::broken);
        int status = response.statusCode();
        if (status < 200 || status > 599) {
            fail("the status " + status + " is not one of an answer");
            return;
        }
        String contentType = response.getHeader("Content-Type");
        response.handler(this::part);
        response.endHandler(ended -> result.tryComplete(new PlayoutAnswer(status, contentType, answer, budget)));
    }

    private void part(Buffer part) {
        if (result.future().isComplete()) {
            return;
        }
        if (answer.length() + (long) part.length() > request.maxAnswerBytes()) {
            fail("the answer is larger than " + request.maxAnswerBytes() + " bytes");
        } else if (budget.take(part.length())) {
            answer.appendBuffer(part);
        } else {
            fail(busy());
        }
    }

    private void broken(Throwable cause) {
        fail(String.valueOf(cause.getMessage()));
    }

    private void fail(String reason) {
        fail(request.failed(reason));
    }

    private void fail(HttpError error) {
        if (!result.tryFail(error)) {
            return;
        }
        budget.giveBack(answer.length());
        if (upstream != null) {
            end(upstream);
        }
    }

    /** Whatever FFmpeg still sends. The reset of a request whose answer is malformed would leave the connection open. */
    private static void end(HttpClientRequest connected) {
        var _ = connected.connection().close();
    }

    private static HttpError busy() {
        return new HttpError(503, "Service Unavailable", BUSY);
    }
}
