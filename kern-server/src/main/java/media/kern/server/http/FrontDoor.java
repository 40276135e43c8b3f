package media.kern.server.http;

import io.vertx.core.Context;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import java.util.function.Consumer;
import media.kern.server.net.ClientAddress;
import media.kern.server.net.TrustedProxies;

/**
 * The way of every request, in this order: access log, form of the header, early answers of the listener, CORS,
 * redirects, the part of the site, errors.
 */
public final class FrontDoor {
    private final TrustedProxies proxies;
    private final AccessLog accessLog;
    private final List<EarlyAnswer> earlyAnswers;
    private final Consumer<Exchange> audience;
    private final Site site;

    /**
     * Which listener a door belongs to.
     *
     * @param component HTTP or HTTPS
     * @param address of the listener, for the access log
     * @param earlyAnswers asked in this order before the site
     */
    public record Entrance(String component, String address, List<EarlyAnswer> earlyAnswers) {}

    /** @param audience is told of every request when it comes */
    public FrontDoor(Entrance entrance, TrustedProxies proxies, Consumer<Exchange> audience, Site site) {
        this.proxies = proxies;
        this.accessLog = new AccessLog(entrance.component(), entrance.address());
        this.earlyAnswers = List.copyOf(entrance.earlyAnswers());
        this.audience = audience;
        this.site = site;
    }

    /** @param context the event loop of the connection */
    void handle(HttpServerRequest request, Context context) {
        Exchange exchange = new Exchange(request, context, client(request));
        request.response().exceptionHandler(gone -> {});
        request.exceptionHandler(gone -> {});
        accessLog.follow(exchange);
        audience.accept(exchange);
        exchange.attempt(() -> {
            requireClearHeader(exchange);
            if (earlyAnswers.stream().noneMatch(early -> early.answer(exchange))) {
                route(exchange);
            }
        });
    }

    private static void requireClearHeader(Exchange exchange) throws HttpError {
        try {
            HeaderRules.check(exchange.request().headers());
        } catch (HttpError e) {
            exchange.closeAfterAnswer();
            throw e;
        }
    }

    private void route(Exchange exchange) throws HttpError {
        HttpServerResponse response = exchange.response();
        MultiMap headers = response.headers();
        headers.add("Vary", "Origin");
        String origin = exchange.request().getHeader("Origin");
        Site.Part part = site.part(exchange.rawPath());
        if (exchange.method().equals("OPTIONS")) {
            part.options().prepare(exchange);
            part.cors().applyPreflight(origin, headers);
            exchange.empty(204);
            return;
        }
        part.cors().apply(origin, headers);
        String redirect = site.redirect(exchange.rawPath()).orElse(null);
        if (redirect != null) {
            headers.set("Location", redirect);
            exchange.empty(301);
            return;
        }
        part.handler().handle(exchange);
    }

    private ClientAddress client(HttpServerRequest request) {
        return proxies.resolve(
                Exchange.peer(request), name -> List.copyOf(request.headers().getAll(name)));
    }
}
