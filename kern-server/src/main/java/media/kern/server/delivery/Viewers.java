package media.kern.server.delivery;

import io.vertx.core.http.HttpServerResponse;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import media.kern.core.session.Admission;
import media.kern.core.session.Collector;
import media.kern.core.session.Newcomer;
import media.kern.core.session.Session;
import media.kern.server.http.Exchange;
import media.kern.server.http.HttpError;
import media.kern.server.net.ClientNetwork;

/**
 * Whoever watches HLS or DASH. A viewer is an id and the network it comes from: an id that is passed on, or made up, is a
 * viewer of its own and has to pass the limits. Who fetches media without an id has one all the same, by his address and
 * what the names of the segments have in common.
 */
final class Viewers {
    private static final String PARAMETER = "session";
    private static final double HEADROOM_FOR_A_VIEWER = 2;

    private final Collector collector;
    private final Uploads uploads;
    private final SessionIds ids = new SessionIds();

    Viewers(Collector collector, Uploads uploads) {
        this.collector = collector;
        this.uploads = uploads;
    }

    boolean collects(Exchange exchange) {
        return collector.collects(exchange.client().address());
    }

    /** Whether the client brings an id. */
    boolean hasId(Exchange exchange) {
        return !exchange.query().get(PARAMETER).isEmpty();
    }

    /** An id for somebody who begins; he is nobody until he comes back with it. */
    String expected(String path) throws HttpError {
        Optional<Admission.Refused> refusal = collector.refusal(need(path));
        if (refusal.isPresent()) {
            throw refused(refusal.get());
        }
        return ids.mint();
    }

    /** Somebody with an id gets a playlist. Returns the id that his segments are to have. */
    String playlist(Exchange exchange, String path) throws HttpError {
        Session session = session(exchange, path, wellFormed(exchange));
        follow(exchange, session);
        return session.newcomer().id();
    }

    /** Somebody gets a manifest. Returns the id that his segments are to have. */
    String manifest(Exchange exchange, String path) throws HttpError {
        if (hasId(exchange)) {
            return playlist(exchange, path);
        }
        Session session;
        try {
            session = session(exchange, path, ids.mint());
        } catch (HttpError full) {
            // Some players never ask with their id again: a limit must not end what they watch.
            session = collector.findActive(path, origin(exchange)).orElseThrow(() -> full);
        }
        follow(exchange, session);
        return session.newcomer().id();
    }

    /** Somebody gets media. */
    void segment(Exchange exchange, String path) throws HttpError {
        String id = exchange.query().get(PARAMETER);
        String stream = PathNames.stream(path);
        Session session;
        if (SessionIds.wellFormed(id)) {
            String watched =
                    collector.find(id).map(known -> known.newcomer().location()).orElse(stream);
            session = session(exchange, watched, id);
        } else {
            session = session(exchange, stream, ids.derive(address(exchange), stream));
        }
        if (!session.activate()) {
            throw refused(Admission.Refused.TOO_MANY_SESSIONS);
        }
        follow(exchange, session);
    }

    private Session session(Exchange exchange, String path, String id) throws HttpError {
        Optional<Session> known = own(exchange, id);
        if (known.isPresent()) {
            return known.get();
        }
        boolean taken = collector.find(id).isPresent();
        Newcomer newcomer = new Newcomer(
                taken ? foreign(exchange, id) : id,
                PathNames.reference(path),
                path,
                referer(exchange),
                "[" + origin(exchange) + "] " + header(exchange, "User-Agent"),
                origin(exchange));
        return switch (collector.register(newcomer, need(path))) {
            case Admission.Admitted(Session session) -> session;
            case Admission.Refused refused -> throw refused(refused);
        };
    }

    /** The session that an id is for this client. */
    private Optional<Session> own(Exchange exchange, String id) {
        Optional<Session> known = collector.find(id);
        return known.isPresent() && !known.get().newcomer().origin().equals(origin(exchange))
                ? collector.find(foreign(exchange, id))
                : known;
    }

    /** The id for somebody who brings one that belongs to another. */
    private String foreign(Exchange exchange, String id) {
        return ids.derive(id, origin(exchange));
    }

    private static String wellFormed(Exchange exchange) throws HttpError {
        String id = exchange.query().get(PARAMETER);
        if (!SessionIds.wellFormed(id)) {
            throw HttpError.of(403);
        }
        return id;
    }

    private double need(String path) {
        return HEADROOM_FOR_A_VIEWER * uploads.bitrate(path);
    }

    private static void follow(Exchange exchange, Session session) {
        session.transferBegins();
        exchange.whenAnswered(() -> {
            HttpServerResponse response = exchange.response();
            int status = response.getStatusCode();
            if ((status == 200) || (status == 206)) {
                session.sent(HeaderSize.of(response.headers()) + response.bytesWritten());
            }
            session.transferEnds();
        });
    }

    private static HttpError refused(Admission.Refused refused) {
        return new HttpError(509, "Bandwith limit exceeded", refused.text());
    }

    private static InetAddress inet(Exchange exchange) {
        InetAddress address = exchange.client().address();
        if (address == null) {
            throw new IllegalStateException("a client without address is not collected");
        }
        return address;
    }

    private static String address(Exchange exchange) {
        return inet(exchange).getHostAddress();
    }

    private static String origin(Exchange exchange) {
        return ClientNetwork.of(inet(exchange));
    }

    private static String header(Exchange exchange, String name) {
        String value = exchange.request().headers().get(name);
        return value == null ? "" : value;
    }

    /** Where the page is that shows the player. */
    private static String referer(Exchange exchange) {
        String referer = header(exchange, "Referer");
        try {
            String authority = new URI(referer).getRawAuthority();
            return authority == null ? "" : authority.substring(authority.lastIndexOf('@') + 1);
        } catch (URISyntaxException e) {
            return referer;
        }
    }
}
