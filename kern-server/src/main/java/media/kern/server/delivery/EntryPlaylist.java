package media.kern.server.delivery;

import media.kern.server.http.Exchange;

/**
 * What a player without a session gets in the place of a media playlist: a list of one variant, which is the same playlist
 * with a session. From then on the player brings it.
 */
final class EntryPlaylist {
    /** What a list has to say if nothing is known. */
    private static final long MIN_BANDWIDTH = 1024;

    private EntryPlaylist() {}

    /** @param bitrate of the stream in bit/s, 0 = not known */
    static Template of(Exchange exchange, double bitrate) {
        Template.Builder out = new Template.Builder()
                .text("#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-STREAM-INF:BANDWIDTH=")
                .text(Long.toString(Math.max(MIN_BANDWIDTH, Math.round(bitrate))))
                .text("\n");
        RequestTarget.reference(exchange).write(out);
        return out.build(true);
    }
}
