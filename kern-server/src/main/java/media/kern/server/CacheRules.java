package media.kern.server;

import java.io.IOException;
import java.time.Duration;
import media.kern.server.config.Config;
import media.kern.server.config.Settings;
import media.kern.server.files.ResponseCache;
import org.jspecify.annotations.Nullable;

/** What the cache for the files of disk and S3 mounts keeps, by the configuration. */
final class CacheRules {
    private static final long MEBIBYTE = 1024 * 1024;

    private CacheRules() {}

    /**
     * The cache; null if it is off.
     *
     * @throws IOException if there is no memory for it
     */
    static @Nullable ResponseCache cache(Config config) throws IOException {
        if (!config.get(Settings.STORAGE_DISK_CACHE_ENABLE)) {
            return null;
        }
        return new ResponseCache(new ResponseCache.Rules(
                config.get(Settings.STORAGE_DISK_CACHE_MAX_SIZE_MBYTES) * MEBIBYTE,
                config.get(Settings.STORAGE_DISK_CACHE_MAX_FILE_SIZE_MBYTES) * MEBIBYTE,
                Duration.ofSeconds(config.get(Settings.STORAGE_DISK_CACHE_TTL_SECONDS)),
                config.get(Settings.STORAGE_DISK_CACHE_TYPES_ALLOW),
                config.get(Settings.STORAGE_DISK_CACHE_TYPES_BLOCK)));
    }
}
