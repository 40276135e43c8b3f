package media.kern.core.process;

/**
 * Which files of an output are removed.
 *
 * @param pattern {@code <storage>:<glob>}
 * @param maxFiles keep so many of the newest; 0 is no limit
 * @param maxFileAgeSeconds remove what is older; 0 is no limit
 * @param purgeOnDelete remove all when the process is deleted
 */
public record CleanupRule(String pattern, long maxFiles, long maxFileAgeSeconds, boolean purgeOnDelete) {
    static final CleanupRule EMPTY = new CleanupRule("", 0, 0, false);
}
