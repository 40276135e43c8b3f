package media.kern.core.session;

import java.util.concurrent.TimeUnit;

/** The rate of a growing total over the last ten seconds, or as long as it is counted. One thread samples. */
final class RateWindow {
    private static final int POINTS = 11;
    private static final double NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

    private final long[] nanos = new long[POINTS];
    private final long[] totals = new long[POINTS];
    private int next = 1;
    private int known = 1;
    private volatile double bitrate;

    RateWindow(long now) {
        nanos[0] = now;
    }

    /** Takes the total of now; to be called once a second. */
    void sample(long now, long totalBytes) {
        nanos[next] = now;
        totals[next] = totalBytes;
        next = (next + 1) % POINTS;
        known = Math.min(known + 1, POINTS);
        int first = (next - known + POINTS) % POINTS;
        double seconds = (now - nanos[first]) / NANOS_PER_SECOND;
        // In the first second any burst would count as a rate.
        bitrate = seconds < 1 ? 0 : (totalBytes - totals[first]) * 8 / seconds;
    }

    /** In bit/s. */
    double bitrate() {
        return bitrate;
    }
}
