package media.kern.server.delivery;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import media.kern.core.fs.StoredFile;
import media.kern.core.session.Admission;
import media.kern.core.session.Collector;
import media.kern.core.session.Newcomer;
import media.kern.core.session.Session;
import media.kern.server.http.Exchange;

/**
 * Whoever uploads HLS or DASH. One session for each playlist, which pays for the segments that it names: they come before
 * it, so their sizes wait for it, for two minutes at most and 20,000 of them.
 */
final class Uploads {
    private static final Duration SEGMENT_WAITS = Duration.ofMinutes(2);
    private static final int MAX_SEGMENTS = 20_000;

    private final Collector collector;
    private final ExpiringMap<String, Long> segments = new ExpiringMap<>(MAX_SEGMENTS, SEGMENT_WAITS);

    Uploads(Collector collector) {
        this.collector = collector;
    }

    /** The bit/s at which a playlist is being uploaded: the highest of late; 0 if it is not. */
    double bitrate(String playlist) {
        return collector.find(playlist).map(Session::topReceiving).orElse(0.0);
    }

    void segment(Exchange exchange, String path) {
        segments.put(path, size(exchange));
    }

    /** A playlist or manifest was stored. */
    void index(Exchange exchange, String path, StoredFile file) throws IOException {
        String agent = exchange.request().headers().get("User-Agent");
        Newcomer newcomer = new Newcomer(path, PathNames.reference(path), path, "", agent == null ? "" : agent);
        if (collector.register(newcomer) instanceof Admission.Admitted(Session session)) {
            session.activate();
            session.extra(newcomer.extra());
            session.received(size(exchange));
            named(path, file).forEach(segment -> segments.remove(segment).ifPresent(session::received));
        }
    }

    /** What a playlist names; of a manifest all there is in its folder, because it has templates of names. */
    private Collection<String> named(String path, StoredFile file) throws IOException {
        if (MediaKind.of(path) == MediaKind.PLAYLIST) {
            Optional<String> text = Texts.read(file);
            return text.isEmpty() ? List.of() : HlsPlaylist.segments(text.get(), path);
        }
        String folder = path.substring(0, path.lastIndexOf('/') + 1);
        return segments.keys(segment -> segment.startsWith(folder));
    }

    private static long size(Exchange exchange) {
        return exchange.request().bytesRead() + HeaderSize.of(exchange.request().headers());
    }
}
