package media.kern.core.fs;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the files below a directory take. Others write there too, so it is measured, at most every 10 seconds; own changes
 * count at once. They happen under the same lock, so that each of them is either measured or counted.
 */
final class DiskUsage {
    static final Duration MAX_AGE = Duration.ofSeconds(10);

    private static final Logger log = LoggerFactory.getLogger("DiskFS");

    private final Path root;
    private final Quota quota;
    private final LongSupplier nanoTime;
    private long files;
    private boolean measured;
    private long measuredAt;

    /** A change of what is on disk. */
    @FunctionalInterface
    interface Change {
        /** Returns the size of the file that the name had before, empty if the name was free. */
        OptionalLong run() throws IOException;
    }

    /** A change that no file is part of. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws IOException;
    }

    DiskUsage(Path root, long limitBytes, LongSupplier nanoTime) {
        this.root = root;
        this.quota = new Quota(limitBytes);
        this.nanoTime = nanoTime;
    }

    synchronized long limit() {
        return quota.limit();
    }

    synchronized long bytes() {
        measure();
        return quota.used();
    }

    synchronized long files() {
        measure();
        return files;
    }

    synchronized Quota.Claim claim(String name, long replaced) {
        return quota.claim(name, replaced);
    }

    synchronized void take(Quota.Claim claim, long bytes) throws StorageException {
        if (quota.limit() > 0) {
            measure();
        }
        quota.take(claim, bytes, false);
    }

    synchronized void drop(Quota.Claim claim) {
        quota.drop(claim);
    }

    /** Runs the change that gives an upload its name, if there is room for it. */
    synchronized OptionalLong store(Quota.Claim claim, Change rename) throws IOException {
        if (quota.missing(claim) > 0) {
            throw new NoSpaceException();
        }
        OptionalLong before = rename.run();
        quota.drop(claim);
        quota.changed(claim.name(), before.orElse(0), claim.bytes());
        files += before.isPresent() ? 0 : 1;
        return before;
    }

    /** Runs the change that removes a file. */
    synchronized OptionalLong remove(String name, Change delete) throws IOException {
        OptionalLong before = delete.run();
        quota.changed(name, before.orElse(0), 0);
        files -= before.isPresent() ? 1 : 0;
        return before;
    }

    /** Runs a change of folders, or what must not be disturbed by one. */
    synchronized <T> T undisturbed(Work<T> work) throws IOException {
        return work.run();
    }

    private void measure() {
        long now = nanoTime.getAsLong();
        if (measured && now - measuredAt < MAX_AGE.toNanos()) {
            return;
        }
        long[] sum = new long[2];
        try {
            DiskTree.walk(root, (path, attributes) -> {
                sum[0] += attributes.size();
                sum[1]++;
                return true;
            });
            quota.used(sum[0]);
            files = sum[1];
        } catch (IOException e) {
            log.atWarn().setCause(e).log("Measuring the size of the files failed, keeping the last one");
        }
        measured = true;
        measuredAt = now;
    }
}
