package media.kern.ffmpeg.process;

import java.time.Duration;

/**
 * How long to wait before the next start. A command that cannot work must not be started in a tight loop: after runs that
 * end at once the delay doubles from one second on, up to a bound. It is never shorter than the configured one, and a run
 * that lasted begins anew.
 */
final class Backoff {
    /** A run that ends earlier has ended at once. */
    static final Duration AT_ONCE = Duration.ofSeconds(3);

    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(3650);
    /** Longer than any bound that makes sense. */
    private static final int MAX_DOUBLINGS = 30;

    private final Duration configured;
    private final Duration bound;
    private int inARow;

    /**
     * @param configured the shortest delay
     * @param bound what the delay grows to; below a second acts as a second
     */
    Backoff(Duration configured, Duration bound) {
        this.configured = min(configured, LONGEST);
        this.bound = min(bound, LONGEST);
    }

    /** The delay after a run that lasted so long. */
    Duration after(Duration run) {
        if (run.compareTo(AT_ONCE) >= 0) {
            inARow = 0;
            return configured;
        }
        Duration grown = FIRST.multipliedBy(1L << Math.min(inARow, MAX_DOUBLINGS));
        inARow++;
        Duration delay = max(FIRST, min(grown, bound));
        return max(configured, delay);
    }

    /** A user has started it. */
    void reset() {
        inARow = 0;
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) <= 0 ? a : b;
    }

    private static Duration max(Duration a, Duration b) {
        return a.compareTo(b) >= 0 ? a : b;
    }
}
