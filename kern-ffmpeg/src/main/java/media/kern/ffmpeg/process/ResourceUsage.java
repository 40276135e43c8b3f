package media.kern.ffmpeg.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * CPU and memory of one process, read from {@code /proc} (proc(5)): user, system and block-I/O time of all its threads,
 * and its resident pages. On systems without {@code /proc} everything stays 0.
 *
 * @param cpuPercent since the sample before; 100 is all processors this server may use
 * @param memoryBytes resident memory
 */
record ResourceUsage(double cpuPercent, long memoryBytes) {
    static final ResourceUsage NONE = new ResourceUsage(0, 0);

    private static final String RESIDENT = "VmRSS:";
    /** USER_HZ, which is 100 on every Linux platform Java runs on. */
    private static final double TICKS_PER_SECOND = 100;

    /** Compares readings of one process. */
    static final class Sampler {
        private final Path stat;
        private final Path status;
        private long lastTicks;
        private long lastNanos;

        /** @param startNanos when the process was started */
        Sampler(long pid, long startNanos) {
            lastNanos = startNanos;
            stat = Path.of("/proc", Long.toString(pid), "stat");
            status = Path.of("/proc", Long.toString(pid), "status");
        }

        /** The usage since the last call, or since the start. */
        ResourceUsage sample(long nanos) {
            String statLine = read(stat);
            String statusLines = read(status);
            if (statLine == null || statusLines == null) {
                return NONE;
            }
            long ticks = ticks(statLine);
            double cpu = nanos <= lastNanos ? 0 : percent(ticks - lastTicks, nanos - lastNanos);
            lastTicks = ticks;
            lastNanos = nanos;
            return new ResourceUsage(cpu, residentBytes(statusLines));
        }

        /** The line {@code VmRSS: N kB}, which a process that has just ended lacks. */
        private static long residentBytes(String status) {
            int begin = status.indexOf(RESIDENT);
            if (begin < 0) {
                return 0;
            }
            int end = status.indexOf("kB", begin);
            return Long.parseLong(
                            status.substring(begin + RESIDENT.length(), end).strip())
                    * 1024;
        }

        private static double percent(long ticks, long nanos) {
            return 100
                    * (ticks / TICKS_PER_SECOND)
                    / (nanos / 1e9 * Runtime.getRuntime().availableProcessors());
        }

        /** Fields 14 (utime), 15 (stime) and 42 (delayacct_blkio_ticks), counted behind the name in parentheses. */
        private static long ticks(String line) {
            String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ");
            long ticks = Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
            return fields.length > 39 ? ticks + Long.parseLong(fields[39]) : ticks;
        }

        private static @Nullable String read(Path file) {
            try {
                return Files.readString(file, StandardCharsets.ISO_8859_1).strip();
            } catch (IOException e) {
                return null; // The process has just ended.
            }
        }
    }
}
