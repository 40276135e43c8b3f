package media.kern.server.http;

import java.util.concurrent.atomic.AtomicLong;

/** How much all request bodies that are being received may hold together: many slow clients must not fill the heap. */
public final class BodyBudget {
    private final AtomicLong freeBytes;

    public BodyBudget(long bytes) {
        freeBytes = new AtomicLong(bytes);
    }

    boolean take(long bytes) {
        if (freeBytes.addAndGet(-bytes) >= 0) {
            return true;
        }
        freeBytes.addAndGet(bytes);
        return false;
    }

    void giveBack(long bytes) {
        freeBytes.addAndGet(bytes);
    }
}
