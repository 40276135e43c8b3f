package media.kern.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** What a process and everything it started have used, from {@code /proc} (proc(5)). */
final class ProcessTree {
    /** USER_HZ, the unit of times in {@code /proc}: 100 on every Linux that runs Java. */
    private static final long TICK_MILLIS = 10;

    /** Fields of {@code /proc/PID/stat} after the name, which may itself hold spaces. */
    private static final int USER_TICKS = 11;

    private static final int SYSTEM_TICKS = 12;
    private static final String RESIDENT = "VmRSS:";
    private static final long KIBIBYTE = 1024;

    private final ProcessHandle root;

    ProcessTree(ProcessHandle root) {
        this.root = root;
    }

    /** User and system time since their start, in steps of 10 ms. */
    Duration cpu() throws IOException {
        long ticks = 0;
        for (long pid : pids()) {
            ticks += ticks(read(pid, "stat"));
        }
        return Duration.ofMillis(ticks * TICK_MILLIS);
    }

    /** As {@link #cpu}, of the process alone without what it started. */
    Duration ownCpu() throws IOException {
        return Duration.ofMillis(ticks(read(root.pid(), "stat")) * TICK_MILLIS);
    }

    /** Memory of the process alone that is in RAM now, in bytes. */
    long ownResidentBytes() throws IOException {
        return number(root.pid(), RESIDENT) * KIBIBYTE;
    }

    /** Threads of the process alone. */
    long ownThreads() throws IOException {
        return number(root.pid(), "Threads:");
    }

    /** Memory that is in RAM now, in bytes. */
    long residentBytes() throws IOException {
        long kibibytes = 0;
        for (long pid : pids()) {
            kibibytes += number(pid, RESIDENT);
        }
        return kibibytes * KIBIBYTE;
    }

    /** The number of a line of {@code /proc/PID/status}, 0 if there is none. */
    private static long number(long pid, String name) throws IOException {
        return read(pid, "status")
                .lines()
                .filter(line -> line.startsWith(name))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .sum();
    }

    static long ticks(String stat) {
        if (stat.isEmpty()) {
            return 0;
        }
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return Long.parseLong(fields[USER_TICKS]) + Long.parseLong(fields[SYSTEM_TICKS]);
    }

    private List<Long> pids() {
        return Stream.concat(Stream.of(root), root.descendants())
                .map(ProcessHandle::pid)
                .toList();
    }

    /** Empty for a process that has ended. */
    private static String read(long pid, String file) throws IOException {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), file));
        } catch (NoSuchFileException ended) {
            return "";
        }
    }
}
