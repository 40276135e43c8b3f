package media.kern.webrtc.rtp;

/** Continues 16-bit sequence numbers beyond their end, for packets that arrive in about their order. */
public final class ExtendedSequence {
    private static final int CYCLE = 1 << 16;

    private long newest = -1;

    /** The number without wrapping that is next to the newest one; never negative. */
    public long extend(int sequence) {
        if (newest < 0) {
            newest = (long) sequence + CYCLE;
            return newest;
        }
        long extended = near(sequence, newest);
        newest = Math.max(newest, extended);
        return extended;
    }

    /** The number with these 16 low bits that is next to {@code reference}. */
    public static long near(int sequence, long reference) {
        return reference + (short) (sequence - (int) reference);
    }
}
