package media.kern.core.session;

/** What sessions that are over came to. */
public record Totals(long sessions, long receivedBytes, long sentBytes) {
    /** Of no session. */
    public static final Totals NONE = new Totals(0, 0, 0);

    /** Both together. */
    public Totals plus(Totals other) {
        return new Totals(sessions + other.sessions, receivedBytes + other.receivedBytes, sentBytes + other.sentBytes);
    }
}
