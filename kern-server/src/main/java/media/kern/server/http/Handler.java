package media.kern.server.http;

/** Answers requests of one part of the server. Called on the event loop; must not block. */
@FunctionalInterface
public interface Handler {
    /**
     * Answers now or later.
     *
     * @throws HttpError the answer, if it is an error
     */
    void handle(Exchange exchange) throws HttpError;
}
