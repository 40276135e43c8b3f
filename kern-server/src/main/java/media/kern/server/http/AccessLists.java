package media.kern.server.http;

import media.kern.server.net.IpFilter;

/**
 * Who may use the API: lists of their own for each listener.
 *
 * @param plain for HTTP
 * @param secure for HTTPS
 */
public record AccessLists(IpFilter plain, IpFilter secure) {
    /** Whether the client of a request is let in. */
    public boolean allow(Exchange exchange) {
        IpFilter filter = exchange.request().isSSL() ? secure : plain;
        return filter.allows(exchange.client().address());
    }
}
