package media.kern.webrtc;

import java.util.concurrent.atomic.AtomicInteger;

/** How many viewers there are, and may be. */
final class PeerCount {
    private final int max;
    private final AtomicInteger count = new AtomicInteger();

    /** @param max 0 is no limit */
    PeerCount(int max) {
        this.max = max;
    }

    int max() {
        return max;
    }

    int value() {
        return count.get();
    }

    /** Takes a place; of those who want the last one at the same time, one gets it. */
    boolean take() {
        int before = count.getAndUpdate(now -> max > 0 && now >= max ? now : now + 1);
        return max <= 0 || before < max;
    }

    void give() {
        count.decrementAndGet();
    }
}
