package media.kern.server.auth;

/** What a presented token is worth. */
public sealed interface TokenVerdict {

    /**
     * A token of this server for this use, in its time.
     *
     * @param subject its {@code sub} claim
     */
    record Valid(Subject subject) implements TokenVerdict {}

    /**
     * A token to refuse.
     *
     * @param reason for the log; the answer to the client does not tell
     */
    record Invalid(String reason) implements TokenVerdict {}

    /** The {@code sub} claim. */
    sealed interface Subject {

        /**
         * A user.
         *
         * @param name empty if the claim is missing
         */
        record User(String name) implements Subject {}

        /** The claim is not a string; it names nobody a new token could be issued for. */
        record NotAString() implements Subject {}
    }
}
