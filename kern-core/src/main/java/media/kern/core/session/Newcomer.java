package media.kern.core.session;

/**
 * What is known of a session when it begins. Texts that are empty stay empty here and are shown as {@code unknown}.
 *
 * @param id unique in its collector
 * @param reference the process it is about, as far as that can be told
 * @param location what is watched or published
 * @param peer where from
 * @param extra anything else worth knowing, such as the player
 * @param origin what tells whether another one uses the same id; not shown
 */
public record Newcomer(String id, String reference, String location, String peer, String extra, String origin) {
    private static final int MAX_CHARS = 512;
    private static final String UNKNOWN = "unknown";

    /** Texts come from outside: they are cut at 512 characters. */
    public Newcomer {
        reference = cut(reference);
        location = cut(location);
        peer = cut(peer);
        extra = cut(extra);
    }

    /** One whose id nobody else can use. */
    public Newcomer(String id, String reference, String location, String peer, String extra) {
        this(id, reference, location, peer, extra, "");
    }

    private static String cut(String text) {
        return text.length() <= MAX_CHARS ? text : text.substring(0, MAX_CHARS);
    }

    String shownLocation() {
        return location.isEmpty() ? UNKNOWN : location;
    }

    String shownPeer() {
        return peer.isEmpty() ? UNKNOWN : peer;
    }
}
