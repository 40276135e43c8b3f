package media.kern.core.fs;

import java.time.Instant;

/**
 * One line of a listing.
 *
 * @param name full name with leading {@code /}
 * @param size in bytes
 */
public record FileInfo(String name, long size, Instant lastModified) {}
