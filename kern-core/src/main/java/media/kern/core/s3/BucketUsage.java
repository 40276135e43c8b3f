package media.kern.core.s3;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.LongSupplier;
import media.kern.core.fs.FileInfo;
import media.kern.core.fs.StorageException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How much is in the bucket: counted now and then, as each listing costs time and money, and in between changed by what
 * this server stores and removes.
 */
final class BucketUsage {
    private static final Logger LOG = LoggerFactory.getLogger("FS");
    private static final Duration TIME_BETWEEN_COUNTS = Duration.ofMinutes(10);
    private static final Duration TIME_AFTER_FAILURE = Duration.ofMinutes(1);

    private final Listing listing;
    private final LongSupplier nanoTime;

    // Guarded by this object's monitor.
    private long bytes;
    private long files;
    private @Nullable FutureTask<Boolean> counting;
    private long due;

    /** Lists all files. */
    @FunctionalInterface
    interface Listing {
        List<FileInfo> all() throws StorageException;
    }

    BucketUsage(Listing listing, LongSupplier nanoTime) {
        this.listing = listing;
        this.nanoTime = nanoTime;
        this.due = nanoTime.getAsLong();
    }

    long bytes() {
        refresh();
        synchronized (this) {
            return bytes;
        }
    }

    long files() {
        refresh();
        synchronized (this) {
            return files;
        }
    }

    /** A file has been stored. */
    synchronized void stored(long size, Optional<Long> replaced) {
        bytes += size - replaced.orElse(0L);
        files += replaced.isPresent() ? 0 : 1;
    }

    /** A file has been removed. */
    synchronized void removed(long size) {
        bytes -= size;
        files--;
    }

    /** Counts if it is time to; of several that come at the same time one counts and the others wait. */
    private void refresh() {
        FutureTask<Boolean> task;
        synchronized (this) {
            if (counting == null && nanoTime.getAsLong() - due < 0) {
                return;
            }
            if (counting == null) {
                counting = new FutureTask<>(this::count);
            }
            task = counting;
        }
        task.run();
        try {
            task.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException("counting does not fail", e);
        }
    }

    /** Returns whether it could. */
    private boolean count() {
        Duration next = TIME_AFTER_FAILURE;
        try {
            List<FileInfo> all = listing.all();
            long sum = all.stream().mapToLong(FileInfo::size).sum();
            synchronized (this) {
                bytes = sum;
                files = all.size();
            }
            next = TIME_BETWEEN_COUNTS;
            return true;
        } catch (StorageException e) {
            LOG.atDebug().setCause(e).log("The files of the bucket can not be counted now");
            return false;
        } finally {
            synchronized (this) {
                counting = null;
                due = nanoTime.getAsLong() + next.toNanos();
            }
        }
    }
}
