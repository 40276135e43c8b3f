package media.kern.server.delivery;

import io.vertx.core.net.HostAndPort;
import java.util.Locale;
import media.kern.server.http.Exchange;

/** What a request asked for, as a reference beside the file itself. */
final class RequestTarget {
    private RequestTarget() {}

    /** This server, as the client knows it; empty if he did not say. */
    static String host(Exchange exchange) {
        HostAndPort authority = exchange.request().authority();
        return authority == null ? "" : authority.toString().toLowerCase(Locale.ROOT);
    }

    static Reference reference(Exchange exchange) {
        String path = exchange.rawPath();
        String query = exchange.request().query();
        return new Reference("", path.substring(path.lastIndexOf('/') + 1), query == null ? "" : query, "");
    }

    /** The last element of the path and the query, but for a session in it. */
    static String nameAndQuery(Exchange exchange) {
        Reference reference = reference(exchange);
        Template.Builder out = new Template.Builder().text(reference.path()).text("?");
        Reference.writeQuery(out, reference.query());
        return new String(out.build(false).with(""), java.nio.charset.StandardCharsets.UTF_8);
    }
}
