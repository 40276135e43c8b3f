package media.kern.server.http;

import io.vertx.core.net.HostAndPort;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.util.List;
import java.util.regex.Pattern;
import media.kern.server.net.TrustedProxies;

/**
 * Sends clients from HTTP to HTTPS. Not those of this machine: FFmpeg reads and writes files of the server over HTTP. Not
 * those whose proxy has come over HTTPS, which would go round in circles. And not the requests by which an ACME server
 * makes sure that a name leads here.
 */
public final class HttpsRedirect implements EarlyAnswer {
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}]");
    private static final String ACME = "/.well-known/acme-challenge/";
    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;

    private final int port;
    private final List<String> names;
    private final TrustedProxies proxies;

    /**
     * Creates the rule.
     *
     * @param port of the HTTPS listener
     * @param names of this server, for clients that do not say which one they mean
     */
    public HttpsRedirect(int port, List<String> names, TrustedProxies proxies) {
        this.port = port;
        this.names = List.copyOf(names);
        this.proxies = proxies;
    }

    @Override
    public boolean answer(Exchange exchange) {
        if (isExempt(exchange)) {
            return false;
        }
        HostAndPort asked = exchange.request().authority();
        String host = asked == null ? "" : asked.host();
        if (!HOST.matcher(host).matches()) {
            if (names.isEmpty()) {
                return false;
            }
            host = names.getFirst();
        }
        // Who asks on port 80 sees this server through mapped ports, so HTTPS is where it is expected, too.
        boolean mapped = asked == null || asked.port() <= 0 || asked.port() == HTTP_PORT;
        String target = mapped || port == HTTPS_PORT ? host : host + ":" + port;
        boolean repeatable =
                exchange.method().equals("GET") || exchange.method().equals("HEAD");
        exchange.response()
                .headers()
                .set("Location", "https://" + target + exchange.request().uri());
        // 308 keeps the method and the body (RFC 9110 section 15.4.9).
        exchange.empty(repeatable ? 301 : 308);
        return true;
    }

    private boolean isExempt(Exchange exchange) {
        SocketAddress remote = exchange.request().remoteAddress();
        SocketAddress local = exchange.request().localAddress();
        if (exchange.client().local() || exchange.rawPath().startsWith(ACME) || remote == null || local == null) {
            return true;
        }
        boolean sameMachine = exchange.client().direct() && remote.hostAddress().equals(local.hostAddress());
        boolean form = !exchange.request().uri().startsWith("/");
        return sameMachine
                || form
                || proxies.cameSecurely(InetAddress.ofLiteral(remote.hostAddress()), exchange::headers);
    }
}
