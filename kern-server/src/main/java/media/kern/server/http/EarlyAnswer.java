package media.kern.server.http;

/** Answers some requests of a listener before the site sees them. */
@FunctionalInterface
public interface EarlyAnswer {
    /** Returns whether it has answered. Called on the event loop; must not block. */
    boolean answer(Exchange exchange);
}
