package media.kern.core.s3;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The memory that all uploads share: what they have received and not sent yet. */
final class UploadMemory {
    static final int CHUNK_BYTES = 64 * 1024;

    private final long limit;
    private final AtomicLong used = new AtomicLong();

    UploadMemory(long limit) {
        this.limit = limit;
    }

    long limit() {
        return limit;
    }

    /** A new chunk; null if there is no memory left. */
    byte @Nullable [] take() {
        if (used.addAndGet(CHUNK_BYTES) > limit) {
            used.addAndGet(-CHUNK_BYTES);
            return null;
        }
        return new byte[CHUNK_BYTES];
    }

    /** Chunks are not used any more. */
    void giveBack(int chunks) {
        used.addAndGet(-(long) chunks * CHUNK_BYTES);
    }
}
