package media.kern.ffmpeg.machine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * CPU and memory of the machine, or of the container if that has limits of its own (proc_stat(5), proc_meminfo(5),
 * cgroups(7)). Values that cannot be read are left out.
 */
public final class Machine {
    private static final long SHORTEST_NANOS = 500_000_000;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final long KIBIBYTE = 1024;
    private static final int USER = 0;
    private static final int NICE = 1;
    private static final int SYSTEM = 2;
    private static final int IDLE = 3;

    private final Path proc;
    private final ControlGroup group;
    private CpuReading before;
    private Optional<Cpu> cpu = Optional.empty();

    /** Percent of all CPU that there is, since the reading before; together 100. */
    public record Cpu(double system, double user, double idle, double other) {}

    /** In bytes. */
    public record Memory(long total, long free) {}

    /**
     * @param nanos when
     * @param group what the group had used, if it has a limit
     * @param host times of the machine, since it started
     */
    private record CpuReading(long nanos, Optional<ControlGroup.CpuTime> group, long[] host) {}

    /** This machine; the first percentages are those from now on. */
    public Machine() {
        this(Path.of("/proc"), ControlGroup.ofThisServer(), System.nanoTime());
    }

    Machine(Path proc, ControlGroup group, long nanos) {
        this.proc = proc;
        this.group = group;
        this.before = read(nanos);
    }

    /** The usage since the call before, but never of less than half a second; empty before the first. */
    public Optional<Cpu> cpu() {
        return cpu(System.nanoTime());
    }

    synchronized Optional<Cpu> cpu(long nanos) {
        if (nanos - before.nanos() >= SHORTEST_NANOS) {
            CpuReading now = read(nanos);
            cpu = between(before, now);
            before = now;
        }
        return cpu;
    }

    private CpuReading read(long nanos) {
        return new CpuReading(nanos, group.cpuLimitNanos().isPresent() ? group.cpuTime() : Optional.empty(), host());
    }

    private Optional<Cpu> between(CpuReading first, CpuReading last) {
        OptionalLong limit = group.cpuLimitNanos();
        if (limit.isPresent() && first.group().isPresent() && last.group().isPresent()) {
            double available = limit.getAsLong() * ((last.nanos() - first.nanos()) / NANOS_PER_SECOND);
            double user =
                    percent(last.group().get().user() - first.group().get().user(), available);
            double system =
                    percent(last.group().get().system() - first.group().get().system(), available);
            return Optional.of(new Cpu(system, user, Math.max(0, 100 - user - system), 0));
        }
        if (first.host().length <= IDLE || last.host().length != first.host().length) {
            return Optional.empty();
        }
        long[] used = new long[last.host().length];
        Arrays.setAll(used, i -> Math.max(0, last.host()[i] - first.host()[i]));
        double total = Arrays.stream(used).sum();
        if (total == 0) {
            return Optional.of(new Cpu(0, 0, 100, 0));
        }
        double user = percent(used[USER] + used[NICE], total);
        double system = percent(used[SYSTEM], total);
        double idle = percent(used[IDLE], total);
        return Optional.of(new Cpu(system, user, idle, Math.max(0, 100 - user - system - idle)));
    }

    private static double percent(long part, double whole) {
        return whole <= 0 ? 0 : Math.clamp(100 * (part / whole), 0, 100);
    }

    /** user nice system idle iowait irq softirq steal; guest times are part of user and nice. */
    private long[] host() {
        return lines("stat").stream()
                .filter(line -> line.startsWith("cpu "))
                .findFirst()
                .map(line -> Arrays.stream(
                                line.substring("cpu ".length()).strip().split(" +"))
                        .limit(8)
                        .mapToLong(Machine::number)
                        .toArray())
                .orElseGet(() -> new long[0]);
    }

    /** What there is, and what of it can still be used. */
    public Optional<Memory> memory() {
        OptionalLong total = kibibytes("MemTotal:");
        OptionalLong available = kibibytes("MemAvailable:");
        Optional<Memory> host = total.isPresent() && available.isPresent()
                ? Optional.of(new Memory(total.getAsLong() * KIBIBYTE, available.getAsLong() * KIBIBYTE))
                : Optional.empty();
        Optional<ControlGroup.Memory> limited = group.memory()
                .filter(memory ->
                        host.isEmpty() || memory.limitBytes() <= host.get().total())
                .filter(memory -> memory.limitBytes() != ControlGroup.UNLIMITED);
        return limited.map(memory ->
                        new Memory(memory.limitBytes(), Math.max(0, memory.limitBytes() - memory.usedBytes())))
                .or(() -> host);
    }

    private OptionalLong kibibytes(String name) {
        return lines("meminfo").stream()
                .filter(line -> line.startsWith(name))
                .mapToLong(line ->
                        number(line.substring(name.length()).replace("kB", "").strip()))
                .findFirst();
    }

    private static long number(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private List<String> lines(String file) {
        try {
            return Files.readAllLines(proc.resolve(file), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return List.of();
        }
    }
}
