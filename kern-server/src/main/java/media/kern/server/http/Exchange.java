package media.kern.server.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.netty.buffer.Unpooled;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.internal.buffer.BufferInternal;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import media.kern.core.json.JsonOutput;
import media.kern.server.net.ClientAddress;
import media.kern.server.net.TrustedProxies;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A request and its answer. Answers may be given on any thread; they are sent on the event loop of the connection.
 */
public final class Exchange {
    private static final Logger LOG = LoggerFactory.getLogger("HTTP");
    private static final int GZIP_FROM_BYTES = 1000;
    private static final long TIME_TO_READ_ANSWER_MILLIS = 2000;
    private static final long HTTP2_NO_ERROR = 0;
    private static final long HTTP2_INTERNAL_ERROR = 2;
    private static final byte[] OK = "\"OK\"\n".getBytes(StandardCharsets.US_ASCII);

    private final HttpServerRequest request;
    private final Context context;
    private final ClientAddress client;
    private final Query query;
    private final List<Runnable> followers = new ArrayList<>();
    /** Only touched by the event loop. */
    private final List<Runnable> atLeave = new ArrayList<>();

    private boolean answered;
    private boolean compressible;
    private boolean problems;

    Exchange(HttpServerRequest request, Context context, ClientAddress client) {
        this.request = request;
        this.context = context;
        this.client = client;
        this.query = Query.parse(request.query());
        request.response().endHandler(ended -> answered()).closeHandler(closed -> left());
    }

    public HttpServerRequest request() {
        return request;
    }

    public HttpServerResponse response() {
        return request.response();
    }

    public String method() {
        return request.method().name();
    }

    /** The path as it was sent, not decoded. */
    public String rawPath() {
        String path = request.path();
        return path == null ? "" : path;
    }

    /** Where the client finds a path of this server, whatever proxies are in between. */
    public String urlOf(String path, TrustedProxies proxies) {
        return proxies.urlOf(peer(), path, this::headers);
    }

    /** The other end of the connection, which may be a proxy. */
    public InetAddress peer() {
        return peer(request);
    }

    static InetAddress peer(HttpServerRequest request) {
        SocketAddress remote = request.remoteAddress();
        return InetAddress.ofLiteral(remote == null ? "0.0.0.0" : remote.hostAddress());
    }

    public Query query() {
        return query;
    }

    public ClientAddress client() {
        return client;
    }

    /** From here on errors are problem details (RFC 9457) for who accepts JSON, and text for everybody else. */
    public void answerProblems() {
        problems = true;
    }

    /** All values of a request header. */
    public List<String> headers(String name) {
        return request.headers().getAll(name);
    }

    /** From here on the answer may be compressed, whatever its content type. */
    public void allowCompression() {
        compressible = true;
        response().headers().add("Vary", "Accept-Encoding");
    }

    public boolean acceptsGzip() {
        return AcceptEncoding.gzip(request.headers().getAll("Accept-Encoding"));
    }

    /** The JSON text {@code "OK"}. */
    public void ok() {
        bytes(200, "application/json", OK);
    }

    /** An answer of JSON. */
    public void json(JsonOutput.Content content) {
        bytes(200, "application/json", document(content));
    }

    /** An answer of JSON with another status. */
    public void json(int status, JsonOutput.Content content) {
        bytes(status, "application/json", document(content));
    }

    /** The error in the form of the API; a HEAD request gets no body. */
    public void fail(HttpError error) {
        compressible = false;
        MultiMap headers = response().headers();
        headers.remove("Content-Encoding");
        headers.remove("Cache-Control");
        headers.remove("ETag");
        if (problems) {
            problem(error);
            return;
        }
        String type = response().headers().get("Content-Type");
        bytes(error.status(), type == null ? "application/json" : type, document(out -> writeError(out, error)));
    }

    private void problem(HttpError error) {
        String text = error.details().isEmpty() ? error.message() : String.join("\n", error.details());
        boolean json = headers("Accept").stream().anyMatch(accept -> accept.contains("json"));
        if (json) {
            bytes(error.status(), "application/problem+json", document(out -> {
                out.writeStartObject();
                out.writeStringField("type", "about:blank");
                out.writeStringField("title", error.message());
                out.writeNumberField("status", error.status());
                out.writeStringField("detail", text);
                out.writeEndObject();
            }));
        } else {
            bytes(error.status(), "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** A whole body. */
    public void bytes(int status, String contentType, byte[] body) {
        if (compressible && body.length >= GZIP_FROM_BYTES && acceptsGzip()) {
            response().headers().set("Content-Encoding", "gzip");
            send(status, contentType, Gzip.compress(body));
        } else {
            send(status, contentType, body);
        }
    }

    /** A whole body that is not to be compressed on its way: it already is, or is part of something. */
    public void asIs(int status, String contentType, byte[] body) {
        send(status, contentType, body);
    }

    /**
     * Tells a client that waits for it to send its body (RFC 9110 section 10.1.1). Not before it is known that the body
     * is wanted: FFmpeg sends credentials only when it is refused at this point. Call on the event loop.
     */
    public void inviteBody() {
        if ("100-continue".equalsIgnoreCase(request.getHeader("Expect"))) {
            response().writeContinue();
        }
    }

    /**
     * The rest of the request is not worth reading: the connection ends two seconds later, whatever the client still
     * sends. Not at once, or it would lose the answer.
     */
    public void closeAfterAnswer() {
        onEventLoop(() -> {
            if (!isMultiplexed()) {
                response().headers().set("Connection", "close");
            }
            request.resume();
            after(TIME_TO_READ_ANSWER_MILLIS, this::abort);
        });
    }

    /**
     * Gives up: the connection ends, or if it carries other requests, too, only this one (RFC 9113 section 8.1: without
     * error if the answer is complete).
     */
    public void abort() {
        onEventLoop(() -> {
            if (isMultiplexed()) {
                response().reset(response().ended() ? HTTP2_NO_ERROR : HTTP2_INTERNAL_ERROR);
            } else {
                request.connection().close();
            }
        });
    }

    private boolean isMultiplexed() {
        return request.version() == HttpVersion.HTTP_2;
    }

    /** Runs {@code action} on the event loop, later. */
    public void after(long millis, Runnable action) {
        context.owner().setTimer(millis, waited -> onEventLoop(action));
    }

    /** Runs {@code action} on the event loop after what it is doing now. */
    public void later(Runnable action) {
        context.runOnContext(_ -> action.run());
    }

    /** Runs {@code action} on the event loop if the client goes before it has its answer. */
    public void whenClientLeaves(Runnable action) {
        onEventLoop(() -> {
            if (response().closed()) {
                action.run();
            } else {
                atLeave.add(action);
            }
        });
    }

    /** Runs {@code action} when the answer has been sent, or its client has gone; at once if that is over. */
    public void whenAnswered(Runnable action) {
        synchronized (followers) {
            if (!answered) {
                followers.add(action);
                return;
            }
        }
        action.run();
    }

    /** FFmpeg goes right behind the last byte of an upload: its answer is never read, but its request is done. */
    private void left() {
        atLeave.forEach(Runnable::run);
        atLeave.clear();
        answered();
    }

    private void answered() {
        List<Runnable> all;
        synchronized (followers) {
            answered = true;
            all = List.copyOf(followers);
            followers.clear();
        }
        all.forEach(Runnable::run);
    }

    /** Work on an answer that may fail. */
    @FunctionalInterface
    public interface Work {
        void run() throws HttpError;
    }

    /**
     * Runs work on another thread; whatever goes wrong there becomes the answer. An executor that takes no more work is
     * answered with 503.
     */
    public void work(Executor executor, Work work) {
        try {
            executor.execute(() -> attempt(work));
        } catch (RejectedExecutionException e) {
            fail(new HttpError(503, "Service Unavailable", String.valueOf(e.getMessage())));
        }
    }

    /** Runs work on this thread; whatever goes wrong becomes the answer. */
    void attempt(Work work) {
        try {
            work.run();
        } catch (HttpError | RuntimeException | Error e) {
            failWith(e);
        }
    }

    /** Makes whatever went wrong the answer. */
    public void failWith(Throwable cause) {
        if (cause instanceof HttpError error) {
            fail(error);
            return;
        }
        LOG.atError()
                .addKeyValue("method", method())
                .addKeyValue("path", rawPath())
                .setCause(cause)
                .log("A request could not be handled");
        fail(new HttpError(500, "Internal Server Error", String.valueOf(cause.getMessage())));
    }

    /**
     * An answer that somebody else has given, as it is.
     *
     * @param contentType null if there was none
     * @return done when the body has been sent or the client has gone
     */
    public Future<Void> relay(int status, @Nullable String contentType, Buffer body) {
        return callOnEventLoop(() -> {
            HttpServerResponse response = response();
            if (response.ended() || response.closed()) {
                return Future.succeededFuture();
            }
            if (contentType != null) {
                response.headers().set("Content-Type", contentType);
            }
            return response.setStatusCode(status).end(body);
        });
    }

    /** An answer without body. */
    public void empty(int status) {
        answer(response -> response.setStatusCode(status).end());
    }

    /** Runs on the event loop of the connection: now if this is it, else soon. */
    public void onEventLoop(Runnable action) {
        if (isOnEventLoop()) {
            action.run();
        } else {
            context.runOnContext(_ -> action.run());
        }
    }

    @SuppressWarnings("ReferenceEquality") // The same context object is the point.
    private boolean isOnEventLoop() {
        return Context.isOnEventLoopThread() && Vertx.currentContext() == context;
    }

    /** Runs {@code action} on the event loop and hands on its result. */
    public <T> Future<T> callOnEventLoop(Supplier<Future<T>> action) {
        Promise<T> promise = Promise.promise();
        onEventLoop(() -> {
            try {
                action.get().onComplete(promise);
            } catch (RuntimeException e) {
                promise.tryFail(e);
            }
        });
        return promise.future();
    }

    private void send(int status, String contentType, byte[] body) {
        answer(response -> {
            MultiMap headers = response.headers();
            headers.set("Content-Type", contentType);
            response.setStatusCode(status);
            if (method().equals("HEAD")) {
                response.end();
            } else {
                headers.set("Content-Length", Integer.toString(body.length));
                response.end(BufferInternal.buffer(Unpooled.wrappedBuffer(body)));
            }
        });
    }

    /** Nothing is sent to a client that has gone, or has its answer. */
    private void answer(Consumer<HttpServerResponse> answer) {
        onEventLoop(() -> {
            HttpServerResponse response = response();
            if (!response.ended() && !response.closed()) {
                answer.accept(response);
            }
        });
    }

    private byte[] document(JsonOutput.Content content) {
        JsonOutput.Content line = out -> {
            content.write(out);
            out.flush();
            out.writeRaw('\n');
        };
        return query.has("pretty") ? JsonOutput.indented(2, line) : JsonOutput.compact(line);
    }

    private static void writeError(JsonGenerator out, HttpError error) throws IOException {
        out.writeStartObject();
        out.writeNumberField("code", error.status());
        out.writeStringField("message", error.message());
        JsonOutput.strings(out, "details", error.details());
        out.writeEndObject();
    }
}
