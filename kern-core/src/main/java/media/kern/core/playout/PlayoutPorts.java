package media.kern.core.playout;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The ports for the playout of all processes. Safe for use by several threads. */
public final class PlayoutPorts {
    private final @Nullable PortRange range;

    private PlayoutPorts(@Nullable PortRange range) {
        this.range = range;
    }

    /** Playout is off: no input gets a port. */
    public static PlayoutPorts disabled() {
        return new PlayoutPorts(null);
    }

    /**
     * The ports from {@code min} to {@code max}, both included, as far as they are within 1 to 65535.
     *
     * @throws IllegalArgumentException unless {@code min} is less than {@code max}
     */
    public static PlayoutPorts between(int min, int max) {
        return new PlayoutPorts(new PortRange(min, max));
    }

    /**
     * Begins to give a process the ports it needs.
     *
     * @param held the port of each input it has now, by id of the input
     */
    public PortClaim claim(Map<String, Integer> held) {
        return new PortClaim(range, held);
    }

    /** Takes back all ports of a process that is gone. */
    public void release(Map<String, Integer> held) {
        if (range != null) {
            held.values().forEach(range::giveBack);
        }
    }
}
