package media.kern.core.playout;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The change from the ports a process holds to those it needs. Closed before it was kept, it leaves everything as it
 * was. Only the process' own ports and free ones are touched, so a change works in a range that is used up.
 */
public final class PortClaim implements AutoCloseable {
    private final @Nullable PortRange range;
    private final Map<String, Integer> held;
    private final TreeSet<Integer> added = new TreeSet<>();
    private final TreeSet<Integer> unused;

    PortClaim(@Nullable PortRange range, Map<String, Integer> held) {
        this.range = range;
        this.held = Map.copyOf(held);
        this.unused = new TreeSet<>(held.values());
    }

    /**
     * Finds a port for each input: the one it has, else one of the process that is not needed any more, else the lowest
     * free one. Call once.
     *
     * @param inputs the ids, each once
     * @return the ports by id; empty if playout is off
     * @throws NoFreePortException if there are not enough
     */
    public Map<String, Integer> assign(Collection<String> inputs) throws NoFreePortException {
        if (range == null) {
            return Map.of();
        }
        Map<String, Integer> assigned = new HashMap<>();
        for (String input : inputs) {
            Integer own = held.get(input);
            if (own != null) {
                unused.remove(own);
                assigned.put(input, own);
            }
        }
        for (String input : inputs) {
            if (!assigned.containsKey(input)) {
                assigned.put(input, another(range));
            }
        }
        return Map.copyOf(assigned);
    }

    private int another(PortRange from) throws NoFreePortException {
        Integer own = unused.pollFirst();
        if (own != null) {
            return own;
        }
        int port = from.take();
        added.add(port);
        return port;
    }

    /** The process has its new ports; what it does not need any more is free for others. Its FFmpeg must have ended. */
    public void keep() {
        giveBack(unused);
        added.clear();
    }

    /** Gives back what was taken, unless it was kept. */
    @Override
    public void close() {
        giveBack(added);
    }

    private void giveBack(Set<Integer> ports) {
        if (range != null) {
            ports.forEach(range::giveBack);
        }
        ports.clear();
    }
}
