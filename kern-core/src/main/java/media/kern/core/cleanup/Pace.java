package media.kern.core.cleanup;

import java.time.Duration;

/** When something that repeats is due. Times are of {@link System#nanoTime}. */
final class Pace {
    private final long interval;
    private final long share;
    private long due;

    /**
     * @param interval from one beginning to the next, unless the runs take long
     * @param share a run takes at most one part of so many of the time, 20 = 5 %
     * @param now the first run is due one interval later
     */
    Pace(Duration interval, int share, long now) {
        this.interval = interval.toNanos();
        this.share = share;
        this.due = now + this.interval;
    }

    long nanosLeft(long now) {
        return due - now;
    }

    /** To be called after each run. */
    void ran(long begin, long end) {
        due = begin + Math.max(interval, (end - begin) * share);
    }
}
