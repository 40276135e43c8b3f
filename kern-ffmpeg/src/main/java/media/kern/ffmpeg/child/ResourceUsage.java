package media.kern.ffmpeg.child;

/**
 * CPU and memory of a child and everything it started.
 *
 * @param cpuPercent since the reading before; 100 is all processors this server may use
 * @param memoryBytes resident memory
 */
public record ResourceUsage(double cpuPercent, long memoryBytes) {
    public static final ResourceUsage NONE = new ResourceUsage(0, 0);
}
