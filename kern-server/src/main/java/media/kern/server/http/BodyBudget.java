package media.kern.server.http;

import java.util.concurrent.atomic.AtomicLong;

/** How much all bodies that are being received may hold together: many slow peers must not fill the heap. */
public final class BodyBudget {
    private final AtomicLong freeBytes;

    public BodyBudget(long bytes) {
        freeBytes = new AtomicLong(bytes);
    }

    /** False, and nothing is taken, if so much is not left. */
    public boolean take(long bytes) {
        if (freeBytes.addAndGet(-bytes) >= 0) {
            return true;
        }
        freeBytes.addAndGet(bytes);
        return false;
    }

    public void giveBack(long bytes) {
        freeBytes.addAndGet(bytes);
    }
}
