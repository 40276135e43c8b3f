package media.kern.core.process;

/**
 * What a process may take of the machine.
 *
 * @param cpuPercent 100 is everything the machine has; 0 is no limit
 * @param memoryBytes 0 is no limit
 * @param waitForSeconds how long a limit has to be exceeded
 */
public record LimitConfig(double cpuPercent, long memoryBytes, long waitForSeconds) {
    public static final LimitConfig NONE = new LimitConfig(0, 0, 0);
}
