package media.kern.server.files;

import java.util.List;
import java.util.OptionalLong;

/**
 * Which files of a mount clients may keep, by the settings of the disk cache.
 *
 * @param ttlSeconds for how long; negative for none at all
 * @param maxFileBytes larger files are not kept; 0 is no limit
 * @param allow extensions with dot; empty is all
 * @param block extensions with dot, looked at first
 */
public record CacheAdvice(long ttlSeconds, long maxFileBytes, List<String> allow, List<String> block) {
    /** Nothing is said about keeping. */
    public static final CacheAdvice NONE = new CacheAdvice(-1, 0, List.of(), List.of());

    /** The {@code max-age} of a file, or nothing. */
    OptionalLong maxAge(String path, long size) {
        String extension = MimeTypes.extension(path);
        boolean kept = ttlSeconds >= 0
                && (maxFileBytes == 0 || size <= maxFileBytes)
                && !block.contains(extension)
                && (allow.isEmpty() || allow.contains(extension));
        return kept ? OptionalLong.of(ttlSeconds) : OptionalLong.empty();
    }
}
