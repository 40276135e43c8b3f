package media.kern.core.cleanup;

import java.time.Duration;
import java.time.Instant;
import media.kern.core.glob.Glob;
import media.kern.core.process.CleanupRule;

/** A rule whose pattern has been understood. Two rules are the same only if they are one object. */
final class FileRule {
    private final String processId;
    private final CleanedFiles place;
    private final Glob files;
    private final CleanupRule limits;
    private final Duration maxAge;

    /** @param files what its pattern says of files of {@code place} */
    FileRule(String processId, CleanedFiles place, Glob files, CleanupRule limits) {
        this.processId = processId;
        this.place = place;
        this.files = files;
        this.limits = limits;
        this.maxAge = Duration.ofSeconds(limits.maxFileAgeSeconds());
    }

    String processId() {
        return processId;
    }

    CleanedFiles place() {
        return place;
    }

    Glob files() {
        return files;
    }

    /** Whether all its files are removed when the process is deleted. */
    boolean purges() {
        return limits.purgeOnDelete();
    }

    /** Whether it says something about the files of a process that is not deleted. */
    boolean limits() {
        return limits.maxFiles() > 0 || maxAge.isPositive();
    }

    boolean limitsAge() {
        return maxAge.isPositive();
    }

    /** How many of so many files are too many. */
    long excess(int count) {
        return limits.maxFiles() == 0 ? 0 : Math.max(0, count - limits.maxFiles());
    }

    boolean tooOld(Instant lastModified, Instant now) {
        return limitsAge() && Duration.between(lastModified, now).compareTo(maxAge) > 0;
    }
}
