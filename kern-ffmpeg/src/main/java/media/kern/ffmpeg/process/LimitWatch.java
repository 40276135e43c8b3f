package media.kern.ffmpeg.process;

import java.util.Locale;
import java.util.Optional;
import media.kern.ffmpeg.child.ResourceUsage;

/** Notices that a limit has been exceeded without a break for as long as {@link Limits#waitFor} says. */
final class LimitWatch {
    private static final long NEVER = Long.MIN_VALUE;
    private static final double MEBIBYTE = 1024 * 1024;
    private static final int HARD_FACTOR = 2;

    private final Limits limits;
    private long cpuSince = NEVER;
    private long memorySince = NEVER;

    LimitWatch(Limits limits) {
        this.limits = limits;
    }

    /**
     * A limit that was exceeded for too long.
     *
     * @param text for the report of the process
     */
    record Exceeded(LastExit.Reason reason, String text) {}

    /** What it is to be stopped for, if so. */
    Optional<Exceeded> exceeded(ResourceUsage usage, long nanos) {
        cpuSince = since(cpuSince, limits.cpuPercent() > 0 && usage.cpuPercent() > limits.cpuPercent(), nanos);
        memorySince = since(memorySince, limits.memoryBytes() > 0 && usage.memoryBytes() > limits.memoryBytes(), nanos);
        if (due(memorySince, nanos)) {
            return Optional.of(exceeded(
                    LastExit.Reason.MEMORY_LIMIT,
                    "memory usage of %.1f MiB exceeds the limit of %.1f MiB",
                    usage.memoryBytes() / MEBIBYTE,
                    limits.memoryBytes() / MEBIBYTE));
        }
        if (due(cpuSince, nanos)) {
            return Optional.of(exceeded(
                    LastExit.Reason.CPU_LIMIT,
                    "CPU usage of %.1f %% exceeds the limit of %.1f %%",
                    usage.cpuPercent(),
                    limits.cpuPercent()));
        }
        return Optional.empty();
    }

    private Exceeded exceeded(LastExit.Reason reason, String text, double used, double limit) {
        String waited =
                limits.waitFor().isZero() ? "" : " for " + limits.waitFor().toSeconds() + " s or more";
        return new Exceeded(reason, String.format(Locale.ROOT, text, used, limit) + waited);
    }

    /** Whether it uses so much memory that there is no time to let it end by itself. */
    boolean farBeyond(ResourceUsage usage) {
        return limits.memoryBytes() > 0 && usage.memoryBytes() / HARD_FACTOR > limits.memoryBytes();
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
