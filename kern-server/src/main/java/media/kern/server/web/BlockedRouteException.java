package media.kern.server.web;

/** A route of the configuration begins with what is kept for the server itself. */
public final class BlockedRouteException extends Exception {
    private static final long serialVersionUID = 1L;

    BlockedRouteException(String route) {
        super("incorrect routes provided: the prefix of the route " + route + " is blocked");
    }
}
