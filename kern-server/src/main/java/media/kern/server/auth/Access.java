package media.kern.server.auth;

/** Whether a request passes the token check of the API. */
public sealed interface Access {

    /**
     * It carries a valid token.
     *
     * @param subject whose token it is
     */
    record Granted(TokenVerdict.Subject subject) implements Access {}

    /** It needs no token because it comes from this machine and {@code api.auth.disable_localhost} is set. */
    record Spared() implements Access {}

    /**
     * It is refused with 401.
     *
     * @param reason for the log; the answer to the client does not tell
     */
    record Denied(String reason) implements Access {}
}
