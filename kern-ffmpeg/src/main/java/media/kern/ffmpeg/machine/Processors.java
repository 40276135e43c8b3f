package media.kern.ffmpeg.machine;

import java.util.OptionalLong;

/** How much CPU this server may use. */
public final class Processors {
    private static final double NANOS_PER_SECOND = 1e9;

    private final ControlGroup group;

    /** @param group of this server */
    public Processors(ControlGroup group) {
        this.group = group;
    }

    /**
     * In processors, with fractions: half a processor is 0.5. The processors of the machine that this server may run on,
     * or less if its control group has a quota. The JDK knows the quota, too, but rounds it up.
     */
    public double available() {
        return available(group.cpuLimitNanos(), Runtime.getRuntime().availableProcessors());
    }

    static double available(OptionalLong limitNanos, int processors) {
        double limit = limitNanos.isPresent() ? limitNanos.getAsLong() / NANOS_PER_SECOND : processors;
        // The JDK's number is never below one, and never below the quota.
        return Math.min(limit, processors);
    }
}
