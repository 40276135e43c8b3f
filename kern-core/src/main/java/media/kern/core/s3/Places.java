package media.kern.core.s3;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import media.kern.core.fs.StorageException;
import media.kern.core.fs.StorageUnavailableException;

/** How much may be under way at a time. A few more wait for a short time; everybody else is turned away at once. */
final class Places {
    private final String what;
    private final int limit;
    private final int maxWaiting;
    private final Duration patience;
    private final Semaphore free;

    /** @param what is under way, for errors, e.g. {@code calls} */
    Places(String what, int limit, int maxWaiting, Duration patience) {
        this.what = what;
        this.limit = limit;
        this.maxWaiting = maxWaiting;
        this.patience = patience;
        this.free = new Semaphore(limit);
    }

    /** One place; closing it twice does nothing. */
    final class Place implements AutoCloseable {
        private final AtomicBoolean left = new AtomicBoolean();

        @Override
        public void close() {
            if (left.compareAndSet(false, true)) {
                free.release();
            }
        }
    }

    Place enter() throws StorageException {
        try {
            if (free.tryAcquire() || waitForOne()) {
                return new Place();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StorageException("interrupted while waiting for the S3 storage", e);
        }
        throw new StorageUnavailableException(
                "the S3 storage is busy: " + limit + " " + what + " are under way, the most there may be; try again");
    }

    private boolean waitForOne() throws InterruptedException {
        return free.getQueueLength() < maxWaiting && free.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS);
    }
}
