package media.kern.server.delivery;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.function.Consumer;
import media.kern.core.session.Admission;
import media.kern.core.session.Collector;
import media.kern.core.session.CollectorId;
import media.kern.core.session.Newcomer;
import media.kern.core.session.Session;
import media.kern.core.session.Sessions;
import media.kern.server.http.Exchange;

/** All requests are one session; those over TLS are one more, of another collector. */
public final class RequestSession implements Consumer<Exchange> {
    private static final Newcomer EVERYBODY = new Newcomer("HTTP", "", "any", "any", "");

    private final Collector all;
    private final Collector encrypted;

    public RequestSession(Sessions sessions) {
        this.all = sessions.collector(CollectorId.HTTP);
        this.encrypted = sessions.collector(CollectorId.HTTPS);
    }

    @Override
    public void accept(Exchange exchange) {
        if (all.collects(exchange.peer())) {
            exchange.whenAnswered(() -> count(exchange));
        }
    }

    private void count(Exchange exchange) {
        HttpServerRequest request = exchange.request();
        HttpServerResponse response = exchange.response();
        long received = request.bytesRead() + HeaderSize.of(request.headers());
        long sent = response.bytesWritten() + HeaderSize.of(response.headers());
        count(all, received, sent);
        if (request.isSSL()) {
            count(encrypted, received, sent);
        }
    }

    private static void count(Collector collector, long received, long sent) {
        if (collector.register(EVERYBODY) instanceof Admission.Admitted(Session session)) {
            session.activate();
            session.received(received);
            session.sent(sent);
        }
    }
}
