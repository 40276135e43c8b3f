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
     * @throws IOException if its limits contradict each other
     */
    static @Nullable ResponseCache cache(Config config) throws IOException {
        if (!config.get(Settings.STORAGE_DISK_CACHE_ENABLE)) {
            return null;
        }
        long max = config.get(Settings.STORAGE_DISK_CACHE_MAX_SIZE_MBYTES);
        long maxFile = config.get(Settings.STORAGE_DISK_CACHE_MAX_FILE_SIZE_MBYTES);
        if ((max != 0) && (maxFile > max)) {
            throw new IOException("unable to create cache: the max cache size has to be bigger than the max file size"
                    + " (storage.disk.cache.max_size_mbytes is " + max + ", max_file_size_mbytes " + maxFile + ")");
        }
        return new ResponseCache(new ResponseCache.Rules(
                max * MEBIBYTE,
                maxFile * MEBIBYTE,
                Duration.ofSeconds(config.get(Settings.STORAGE_DISK_CACHE_TTL_SECONDS)),
                config.get(Settings.STORAGE_DISK_CACHE_TYPES_ALLOW),
                config.get(Settings.STORAGE_DISK_CACHE_TYPES_BLOCK)));
    }
}
