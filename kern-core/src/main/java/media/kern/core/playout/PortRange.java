package media.kern.core.playout;

import java.util.BitSet;

/** A range of ports, of which the lowest free one is given first. Whether something listens on it is not looked at. */
final class PortRange {
    private static final int FIRST = 1;
    private static final int LAST = 65_535;

    private final int min;
    private final int max;
    private final BitSet taken = new BitSet();

    /**
     * Both ends belong to the range; what is not a port, below 1 or above 65535, is cut off.
     *
     * @throws IllegalArgumentException unless {@code min} is less than {@code max}
     */
    PortRange(int min, int max) {
        if (min >= max) {
            throw new IllegalArgumentException("invalid port range [" + min + "," + max + "]");
        }
        this.min = Math.clamp(min, FIRST, LAST);
        this.max = Math.clamp(max, FIRST, LAST);
    }

    synchronized int take() throws NoFreePortException {
        int port = taken.nextClearBit(min);
        if (port > max) {
            throw new NoFreePortException("no more ports available from range [" + min + "," + max + "]");
        }
        taken.set(port);
        return port;
    }

    /** Nothing happens if the port is not taken. */
    synchronized void giveBack(int port) {
        taken.clear(port);
    }
}
