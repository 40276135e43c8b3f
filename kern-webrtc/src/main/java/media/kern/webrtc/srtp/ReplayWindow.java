package media.kern.webrtc.srtp;

/** Which of the last 64 indices have been seen (RFC 3711 section 3.3.2). */
public final class ReplayWindow {
    private static final int SIZE = 64;

    private long newest = -1;
    private long seen;

    /** Whether the index is neither seen nor too old; nothing is noted, as the packet may be forged. */
    public boolean isNew(long index) {
        if (index > newest) {
            return true;
        }
        long age = newest - index;
        return age < SIZE && (seen >>> age & 1) == 0;
    }

    /** Notes the index of a packet that has been authenticated. */
    public void add(long index) {
        if (index > newest) {
            long step = index - newest;
            seen = step >= SIZE ? 0 : seen << step;
            newest = index;
        }
        seen |= 1L << (newest - index);
    }
}
