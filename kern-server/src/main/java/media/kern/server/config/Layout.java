package media.kern.server.config;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The versions of the document. Old ones are read, only the current one is written. An old layout is a view on the
 * current settings: what it does not know, it leaves alone.
 */
final class Layout {
    private static final Set<String> UNKNOWN_BEFORE_3 = Set.of(
            "tls.email",
            "storage.s3",
            "storage.disk.cache.types.block",
            "debug.memory_limit_mbytes",
            "trusted_proxies",
            "api.max_body_mbytes");

    /** RTMPS took the place of RTMP on the same address. */
    static final Layout V1 = new Layout(1);

    /** The cache had only a list of allowed types. */
    static final Layout V2 = new Layout(2);

    static final Layout CURRENT = new Layout(3);

    private final int version;
    private final Section root = new Section();

    private Layout(int version) {
        this.version = version;
        for (Setting<?> setting : fileOrder()) {
            if (version == 3) {
                root.add(setting.path(), setting);
            } else if (setting == Settings.STORAGE_DISK_CACHE_TYPES_ALLOW) {
                root.add("storage.disk.cache.types", setting);
            } else if (!isUnknown(version, setting)) {
                root.add(setting.path(), setting);
            }
        }
    }

    private static boolean isUnknown(int oldVersion, Setting<?> setting) {
        String path = setting.path();
        return UNKNOWN_BEFORE_3.contains(path)
                || path.startsWith("webrtc.")
                || (oldVersion == 1 && setting == Settings.RTMP_ADDRESS_TLS);
    }

    /** The layout of that version. */
    static Layout of(long version) throws UnknownConfigVersionException {
        return Stream.of(V1, V2, CURRENT)
                .filter(layout -> layout.version == version)
                .findFirst()
                .orElseThrow(() -> new UnknownConfigVersionException(version));
    }

    int version() {
        return version;
    }

    Section root() {
        return root;
    }

    void write(JsonGenerator out, Config config, UnknownFields unknown) throws IOException {
        root.write(out, config, unknown);
    }

    /** Two settings stand elsewhere in the file than in the order of messages. */
    private static List<Setting<?>> fileOrder() {
        List<Setting<?>> order = new ArrayList<>(Settings.ALL);
        order.remove(Settings.CREATED_AT);
        order.addFirst(Settings.CREATED_AT);
        order.remove(Settings.STORAGE_MIMETYPES_FILE);
        order.add(order.indexOf(Settings.STORAGE_CORS_ORIGINS) + 1, Settings.STORAGE_MIMETYPES_FILE);
        return order;
    }
}
