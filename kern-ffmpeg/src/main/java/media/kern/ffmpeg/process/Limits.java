package media.kern.ffmpeg.process;

import java.time.Duration;

/**
 * When a process uses too much.
 *
 * @param cpuPercent 100 is everything the machine (or container) has; 0 is no limit
 * @param memoryBytes resident memory; 0 is no limit
 * @param waitFor how long a limit has to be exceeded without a break before the process is stopped
 */
public record Limits(double cpuPercent, long memoryBytes, Duration waitFor) {
    public static final Limits NONE = new Limits(0, 0, Duration.ZERO);
}
