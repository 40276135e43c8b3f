package media.kern.ffmpeg.progress;

/**
 * Average per second of the last {@value #WINDOW_SECONDS} whole seconds. Seconds are counted from the first value; the
 * second that is still running doesn't count, so the average is 0 in the first one.
 */
final class SlidingRate {

    static final int WINDOW_SECONDS = 30;

    private static final int BUCKETS = WINDOW_SECONDS + 1;

    private final long[] buckets = new long[BUCKETS];
    private long newest;

    /** Adds to a second; one that lies before the newest counts as the newest. */
    void add(long second, long amount) {
        if (second > newest) {
            long cleared = Math.min(second - newest, BUCKETS);
            for (long s = second - cleared + 1; s <= second; s++) {
                buckets[bucket(s)] = 0;
            }
            newest = second;
        }
        buckets[bucket(newest)] += amount;
    }

    /** The average of the seconds before the given one; seconds without values count as 0. */
    double perSecond(long second) {
        long now = Math.max(second, newest);
        long from = Math.max(0, now - WINDOW_SECONDS);
        if (now == from) {
            return 0;
        }
        double sum = 0;
        for (long s = from; s < now && s <= newest; s++) {
            sum += buckets[bucket(s)];
        }
        return sum / (now - from);
    }

    private static int bucket(long second) {
        return (int) (second % BUCKETS);
    }
}
