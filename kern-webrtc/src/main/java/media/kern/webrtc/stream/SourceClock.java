package media.kern.webrtc.stream;

/**
 * How the timestamps of a source follow the wall clock, as its sender reports tell. Both media of a stream have the same
 * wall clock, which is what keeps lips in step with voices.
 */
final class SourceClock {
    private final int rate;
    private volatile Mapping mapping = new Mapping(0, 0, false);

    private record Mapping(long ntp, long timestamp, boolean known) {}

    SourceClock(int rate) {
        this.rate = rate;
    }

    /** Takes a sender report. */
    void report(long ntp, long timestamp) {
        mapping = new Mapping(ntp, timestamp, true);
    }

    /** Whether there has been a report. */
    boolean known() {
        return mapping.known;
    }

    /** The timestamp of this moment, 32 bits. */
    long timestampAt(long ntp) {
        Mapping now = mapping;
        // Seconds in the upper 32 bits: the difference is a fixed-point number.
        double seconds = (ntp - now.ntp) / 4294967296.0;
        return (now.timestamp + Math.round(seconds * rate)) & 0xFFFFFFFFL;
    }
}
