package media.kern.ffmpeg.process;

import java.time.Duration;

/**
 * Measures for how long there was no progress. Time in which nobody looked does not count: if this server stood still, the
 * progress of that time is still unread, and nobody is to be stopped for it.
 */
final class SilenceWatch {
    private static final long LONGEST_GAP_NANOS = Duration.ofSeconds(2).toNanos();

    private final long timeoutNanos;
    private long advance;
    private long lookedAt;
    private long silentNanos;

    /**
     * @param timeout zero is never
     * @param startNanos when the process was started
     */
    SilenceWatch(Duration timeout, long startNanos) {
        this.timeoutNanos = timeout.toNanos();
        this.advance = startNanos;
        this.lookedAt = startNanos;
    }

    /**
     * Looks.
     *
     * @param lastAdvance when there was progress last
     * @return whether the timeout is over
     */
    boolean over(long lastAdvance, long nanos) {
        if (lastAdvance != advance) {
            advance = lastAdvance;
            silentNanos = Math.clamp(nanos - lastAdvance, 0, LONGEST_GAP_NANOS);
        } else {
            silentNanos += Math.clamp(nanos - lookedAt, 0, LONGEST_GAP_NANOS);
        }
        lookedAt = nanos;
        return timeoutNanos > 0 && silentNanos > timeoutNanos;
    }

    /** For how long there has been no progress. */
    Duration silence() {
        return Duration.ofNanos(silentNanos);
    }
}
