package media.kern.core.session;

/** Whether a newcomer may stay. */
public sealed interface Admission {
    /** He may. */
    record Admitted(Session session) implements Admission {}

    /** He has to be refused. */
    enum Refused implements Admission {
        TOO_MANY_SESSIONS("Number of sessions exceeded"),
        TOO_MUCH_BANDWIDTH("Bitrate limit exceeded");

        private final String text;

        Refused(String text) {
            this.text = text;
        }

        /** For the one who is refused. */
        public String text() {
            return text;
        }
    }
}
