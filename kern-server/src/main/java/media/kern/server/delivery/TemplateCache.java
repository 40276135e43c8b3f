package media.kern.server.delivery;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rewritten playlists: a live one is asked for by every viewer before it changes. Holds 16 MiB at most. */
final class TemplateCache {
    private static final long MAX_BYTES = 16L * 1024 * 1024;

    private final Map<Key, Template> templates = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    /**
     * What a template was made from and for.
     *
     * @param etag of the file
     * @param name how it was asked for
     */
    record Key(String path, String etag, String host, String name) {}

    synchronized @Nullable Template get(Key key) {
        return templates.get(key);
    }

    synchronized void put(Key key, Template template) {
        if (template.bytes() > MAX_BYTES / 8) {
            return;
        }
        Template old = templates.put(key, template);
        bytes += template.bytes() - (old == null ? 0 : old.bytes());
        var eldest = templates.values().iterator();
        while (bytes > MAX_BYTES) {
            bytes -= eldest.next().bytes();
            eldest.remove();
        }
    }
}
