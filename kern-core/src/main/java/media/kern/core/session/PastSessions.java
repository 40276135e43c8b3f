package media.kern.core.session;

/** What the sessions of one place, peer and process came to that are over. */
public record PastSessions(String location, String peer, String reference, Totals totals) {}
