package media.kern.server.api;

import io.vertx.core.Vertx;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import media.kern.server.auth.Access;
import media.kern.server.auth.TokenGate;
import media.kern.server.http.AccessLists;
import media.kern.server.http.BodyBudget;
import media.kern.server.http.Exchange;
import media.kern.server.http.Handler;
import media.kern.server.http.HttpError;
import media.kern.server.http.RequestBody;
import media.kern.server.openapi.Match;
import media.kern.server.openapi.OpenApi;
import media.kern.server.openapi.Operation;
import media.kern.server.openapi.PathRouter;
import org.jspecify.annotations.Nullable;

/** Everything below {@code /api}: IP lists, then the token, then the operation. */
public final class Api implements Handler {
    private static final byte[] NO_BODY = {};
    private static final long MAX_ANONYMOUS_BODY_BYTES = 64 * 1024;
    private static final long MAX_SIGNALLING_BODY_BYTES = 64 * 1024;

    private final Vertx vertx;
    private final Executor blocking;
    private final AccessLists lists;
    private final @Nullable TokenGate gate;
    private final boolean publicViewing;
    private final long maxBodyBytes;
    private final BodyBudget bodies;
    private final PathRouter router;
    private final Endpoints endpoints;

    /**
     * The rules of access and size.
     *
     * @param gate null if no token is needed
     * @param publicViewing whether viewers need none
     * @param maxBodyBytes of a JSON body
     */
    public record Rules(AccessLists lists, @Nullable TokenGate gate, boolean publicViewing, long maxBodyBytes) {}

    /** @param settings tells which of the conditions of the document hold, see {@link Operation#availableWith} */
    public Api(
            Vertx vertx,
            Executor blocking,
            Rules rules,
            OpenApi document,
            Predicate<String> settings,
            ApiResources resources) {
        this.vertx = vertx;
        this.blocking = blocking;
        this.lists = rules.lists();
        this.gate = rules.gate();
        this.publicViewing = rules.publicViewing();
        this.maxBodyBytes = rules.maxBodyBytes();
        // A fraction of the heap, but room for one of the largest.
        this.bodies =
                new BodyBudget(Math.max(2 * maxBodyBytes, Runtime.getRuntime().maxMemory() / 8));
        this.endpoints = resources.endpoints(vertx);
        endpoints.requireExactly(
                document.operations().stream().map(Operation::id).collect(Collectors.toUnmodifiableSet()));
        this.router = new PathRouter(document.operations().stream()
                .filter(operation -> operation.availableWith(settings))
                .toList());
    }

    /** Whether a path that is not below {@code /api} belongs to an operation all the same. */
    public boolean hasOperation(String method, String path) {
        return router.match(method, path) instanceof Match.Found;
    }

    /** Names the methods of a path, where an answer may name them. */
    public void options(Exchange exchange) {
        if (router.match("OPTIONS", exchange.rawPath()) instanceof Match.MethodNotAllowed refused) {
            exchange.response().headers().set("Allow", refused.header());
        }
    }

    @Override
    public void handle(Exchange exchange) throws HttpError {
        Match match = router.match(exchange.method(), exchange.rawPath());
        boolean below = exchange.rawPath().startsWith("/api");
        if (below && !lists.allow(exchange)) {
            throw HttpError.of(403);
        }
        Operation operation = match instanceof Match.Found found ? found.operation() : null;
        Access access = access(exchange, operation == null ? Operation.Auth.ACCESS : operation.auth());
        switch (match) {
            case Match.Found(Operation matched, Map<String, String> params) -> call(exchange, matched, params, access);
            case Match.MethodNotAllowed refused -> {
                exchange.response().headers().set("Allow", refused.header());
                answerInStyle(exchange, refused.style());
                throw HttpError.of(405);
            }
            case Match.Rejected(String reason) -> throw new HttpError(400, "Bad Request", reason);
            case Match.NotFound _ -> throw HttpError.of(404);
        }
    }

    private Access access(Exchange exchange, Operation.Auth needed) throws HttpError {
        boolean spared = needed == Operation.Auth.NONE || (needed == Operation.Auth.VIEWER && publicViewing);
        if (gate == null || spared) {
            return new Access.Spared();
        }
        Access access = needed == Operation.Auth.REFRESH
                ? gate.refresh(exchange.headers("Authorization"), exchange.client())
                : gate.access(exchange.headers("Authorization"), exchange.client());
        if (access instanceof Access.Denied && needed != Operation.Auth.OPTIONAL) {
            throw new HttpError(401, "Unauthorized", "Missing or invalid JWT token");
        }
        return access;
    }

    private void call(Exchange exchange, Operation operation, Map<String, String> params, Access access)
            throws HttpError {
        if (operation.path().startsWith("/api/v3/")) {
            exchange.allowCompression();
        }
        answerInStyle(exchange, operation.style());
        Endpoint endpoint = endpoints.get(operation.id());
        switch (endpoint.mode()) {
            case INLINE, STREAMING -> endpoint.action().answer(new ApiCall(exchange, params, NO_BODY, access));
            case BLOCKING -> inBackground(endpoint, new ApiCall(exchange, params, NO_BODY, access));
            case WITH_BODY ->
                RequestBody.read(vertx, exchange, limit(operation), bodies)
                        .onSuccess(body -> inBackground(endpoint, new ApiCall(exchange, params, body, access)))
                        .onFailure(cause -> {
                            if (cause instanceof HttpError error) {
                                exchange.fail(error);
                            }
                        });
        }
    }

    private static void answerInStyle(Exchange exchange, Operation.Style style) {
        if (style == Operation.Style.SIGNALLING) {
            exchange.answerProblems();
        }
    }

    /** Who has not shown a token yet gets little memory. */
    private RequestBody.Limit limit(Operation operation) {
        if (operation.style() == Operation.Style.SIGNALLING) {
            return new RequestBody.Limit(MAX_SIGNALLING_BODY_BYTES, "");
        }
        long bytes = operation.auth() == Operation.Auth.NONE
                ? Math.min(maxBodyBytes, MAX_ANONYMOUS_BODY_BYTES)
                : maxBodyBytes;
        return new RequestBody.Limit(bytes, " (setting api.max_body_mbytes)");
    }

    private void inBackground(Endpoint endpoint, ApiCall call) {
        call.exchange().work(blocking, () -> endpoint.action().answer(call));
    }
}
