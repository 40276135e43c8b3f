package media.kern.core.s3;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import media.kern.core.fs.StorageUnavailableException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Whether the bucket can be used. While it can not, nobody waits for it: calls fail at once, and one thread tries to
 * reach it, after delays that grow. What changes is logged, once.
 */
final class BucketConnection implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("FS");

    private final Bucket bucket;
    private final S3Clients clients;
    private final BucketAccess access;
    private final Limits.Times times;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile State state = new State.Unavailable("it is not connected yet");

    // Guarded by this object's monitor.
    private @Nullable Thread connector;
    private long delayMillis;
    private long upSince;

    private sealed interface State {
        record Available(S3Client client) implements State {}

        /** @param reason fit for clients: without addresses and keys */
        record Unavailable(String reason) implements State {}
    }

    BucketConnection(Bucket bucket, Limits limits) {
        this.bucket = bucket;
        this.times = limits.times();
        this.clients = new S3Clients(bucket, limits);
        this.access = new BucketAccess(bucket, clients);
        this.delayMillis = times.firstDelay().toMillis();
        connect(0);
    }

    S3Client client() throws StorageUnavailableException {
        return switch (state) {
            case State.Available(S3Client client) -> client;
            case State.Unavailable(String reason) -> throw unavailable(reason, null);
        };
    }

    private StorageUnavailableException unavailable(String reason, @Nullable Throwable cause) {
        String text = "the S3 storage '" + bucket.name() + "' is not available: " + reason;
        return cause == null ? new StorageUnavailableException(text) : new StorageUnavailableException(text, cause);
    }

    /** A call has failed in a way that others will, too: the bucket is to be reached anew. */
    synchronized StorageUnavailableException lost(String reason, Throwable cause) {
        if (state instanceof State.Available && closed.getCount() > 0) {
            become(reason, cause);
            // What breaks again and again is not tried more often for working in between.
            boolean worked = System.nanoTime() - upSince > times.longestDelay().toNanos();
            delayMillis = worked ? times.firstDelay().toMillis() : delayMillis;
            connect(delayMillis);
        }
        return unavailable(reason, cause);
    }

    private synchronized void connect(long waitMillis) {
        connector = Thread.ofVirtual().name("kern-s3-" + bucket.name()).start(() -> connectAfter(waitMillis));
    }

    private void connectAfter(long waitMillis) {
        try {
            for (long wait = waitMillis; !closed.await(wait, TimeUnit.MILLISECONDS); wait = nextDelay()) {
                if (reached()) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized long nextDelay() {
        long delay = delayMillis;
        delayMillis = Math.min(2 * delay, times.longestDelay().toMillis());
        return delay;
    }

    private boolean reached() {
        try {
            become(access.gain());
            return true;
        } catch (BucketAccess.DeniedException e) {
            become(String.valueOf(e.getMessage()), e.getCause());
        } catch (SdkException | IllegalArgumentException | IllegalStateException e) {
            become(Failure.reason(e), e);
        }
        return false;
    }

    private synchronized void become(S3Client client) {
        if (closed.getCount() > 0) {
            state = new State.Available(client);
            upSince = System.nanoTime();
            about(LOG.atInfo()).log("The S3 storage is available");
        }
    }

    private synchronized void become(String reason, @Nullable Throwable cause) {
        State next = new State.Unavailable(reason);
        if (!state.equals(next) && closed.getCount() > 0) {
            state = next;
            about(LOG.atWarn())
                    .addKeyValue("reason", reason)
                    .addKeyValue("error", cause == null ? "" : String.valueOf(cause.getMessage()))
                    .log("The S3 storage is not available, trying again and again");
        }
    }

    private org.slf4j.spi.LoggingEventBuilder about(org.slf4j.spi.LoggingEventBuilder event) {
        return event.addKeyValue("filesystem", bucket.name())
                .addKeyValue("endpoint", bucket.endpoint())
                .addKeyValue("bucket", bucket.bucket());
    }

    /** Ends all connections and attempts. */
    @Override
    public void close() {
        Thread trying;
        synchronized (this) {
            closed.countDown();
            state = new State.Unavailable("the server ends");
            trying = connector;
        }
        if (trying != null) {
            trying.interrupt();
        }
        clients.close();
    }
}
