package media.kern.ffmpeg.process;

/** Notices that a limit has been exceeded without a break for as long as {@link Limits#waitFor} says. */
final class LimitWatch {
    private static final long NEVER = Long.MIN_VALUE;

    private final Limits limits;
    private long cpuSince = NEVER;
    private long memorySince = NEVER;

    LimitWatch(Limits limits) {
        this.limits = limits;
    }

    /** True if the process is to be stopped. */
    boolean exceeded(ResourceUsage usage, long nanos) {
        cpuSince = since(cpuSince, limits.cpuPercent() > 0 && usage.cpuPercent() > limits.cpuPercent(), nanos);
        memorySince = since(memorySince, limits.memoryBytes() > 0 && usage.memoryBytes() > limits.memoryBytes(), nanos);
        return due(cpuSince, nanos) || due(memorySince, nanos);
    }

    private static long since(long since, boolean over, long nanos) {
        if (!over) {
            return NEVER;
        }
        return since == NEVER ? nanos : since;
    }

    private boolean due(long since, long nanos) {
        return since != NEVER && nanos - since >= limits.waitFor().toNanos();
    }
}
