package media.kern.ffmpeg.machine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What the control group of this server allows and uses (cgroups(7), version 1 and 2). A group is inside of others, and
 * the tightest limit of all of them counts. Files that cannot be read or understood are taken for absent.
 */
public final class ControlGroup {
    /** No limit. */
    public static final long UNLIMITED = Long.MAX_VALUE;

    private static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final long NANOS_PER_MICRO = 1_000;
    /** Version 1 says "no limit" with a number just below 2^63, rounded down to pages. */
    private static final long PRACTICALLY_UNLIMITED = Long.MAX_VALUE - (1L << 20);

    private final Layout layout;
    private final List<Path> cpuGroups;
    private final List<Path> cpuTimeGroups;
    private final List<Path> memoryGroups;

    private enum Layout {
        VERSION_1,
        VERSION_2,
        NONE
    }

    private ControlGroup(Layout layout, List<Path> cpuGroups, List<Path> cpuTimeGroups, List<Path> memoryGroups) {
        this.layout = layout;
        this.cpuGroups = cpuGroups;
        this.cpuTimeGroups = cpuTimeGroups;
        this.memoryGroups = memoryGroups;
    }

    /** The group of this server on this machine. */
    public static ControlGroup ofThisServer() {
        return detect(Path.of("/sys/fs/cgroup"), Path.of("/proc/self/cgroup"));
    }

    /**
     * Looks which version is in use.
     *
     * @param root where the groups are mounted
     * @param membership lists the groups of a process; in a container these paths may not exist below {@code root}, which
     *     is the container's own group then
     */
    static ControlGroup detect(Path root, Path membership) {
        if (Files.isReadable(root.resolve("cpu/cpu.cfs_quota_us"))
                || Files.isReadable(root.resolve("cpuacct/cpuacct.usage"))
                || Files.isReadable(root.resolve("memory/memory.limit_in_bytes"))) {
            return new ControlGroup(
                    Layout.VERSION_1,
                    groups(root.resolve("cpu"), member(membership, "cpu")),
                    groups(root.resolve("cpuacct"), member(membership, "cpuacct")),
                    groups(root.resolve("memory"), member(membership, "memory")));
        }
        List<Path> groups = groups(root, member(membership, ""));
        boolean second = groups.stream()
                .anyMatch(group -> Files.isReadable(group.resolve("cpu.max"))
                        || Files.isReadable(group.resolve("cpu.stat"))
                        || Files.isReadable(group.resolve("memory.max"))
                        || Files.isReadable(group.resolve("memory.current")));
        return second
                ? new ControlGroup(Layout.VERSION_2, groups, groups, groups)
                : new ControlGroup(Layout.NONE, List.of(), List.of(), List.of());
    }

    /** The path of the group: {@code 4:cpu,cpuacct:/path} in version 1, {@code 0::/path} in version 2. */
    private static String member(Path membership, String controller) {
        String text = read(membership);
        for (String line : text == null ? List.<String>of() : text.lines().toList()) {
            String[] fields = line.split(":", 3);
            if (fields.length == 3 && List.of(fields[1].split(",", -1)).contains(controller)) {
                return fields[2];
            }
        }
        return "/";
    }

    /** The group itself and those around it, from the inside to the outside. */
    private static List<Path> groups(Path root, String member) {
        List<Path> groups = new ArrayList<>();
        Path base = root.normalize();
        Path own = base.resolve("." + member).normalize();
        for (Path group = own; group != null && group.startsWith(base); group = group.getParent()) {
            if (Files.isDirectory(group)) {
                groups.add(group);
            }
        }
        // In a container the path may lead out of what is mounted.
        return groups.isEmpty() ? List.of(base) : groups;
    }

    /** CPU time per second of wall-clock time, in nanoseconds; empty if there is no limit. */
    public OptionalLong cpuLimitNanos() {
        return cpuGroups.stream()
                .map(this::cpuLimit)
                .flatMap(Optional::stream)
                .mapToLong(Long::longValue)
                .min();
    }

    private Optional<Long> cpuLimit(Path group) {
        String[] quotaAndPeriod;
        if (layout == Layout.VERSION_2) {
            String text = read(group.resolve("cpu.max"));
            quotaAndPeriod = text == null ? new String[0] : text.split(" ");
        } else {
            String quota = read(group.resolve("cpu.cfs_quota_us"));
            String period = read(group.resolve("cpu.cfs_period_us"));
            quotaAndPeriod = quota == null || period == null ? new String[0] : new String[] {quota, period};
        }
        if (quotaAndPeriod.length != 2) {
            return Optional.empty();
        }
        OptionalLong quota = number(quotaAndPeriod[0]);
        OptionalLong period = number(quotaAndPeriod[1]);
        boolean limited = quota.orElse(0) > 0 && period.orElse(0) > 0;
        return limited
                ? Optional.of((long) ((double) NANOS_PER_SECOND / period.getAsLong() * quota.getAsLong()))
                : Optional.empty();
    }

    /**
     * CPU time used since the group exists, in nanoseconds.
     *
     * @param user what the programs themselves used, 0 if the kernel does not tell
     * @param system all the rest
     */
    public record CpuTime(long user, long system) {
        public long total() {
            return user + system;
        }
    }

    /** What the group has used. */
    public Optional<CpuTime> cpuTime() {
        if (cpuTimeGroups.isEmpty()) {
            return Optional.empty();
        }
        Path group = cpuTimeGroups.getFirst();
        if (layout == Layout.VERSION_1) {
            long user = number(read(group.resolve("cpuacct.usage_user"))).orElse(0);
            OptionalLong usage = number(read(group.resolve("cpuacct.usage")));
            return cpuTime(usage, user);
        }
        String stat = read(group.resolve("cpu.stat"));
        OptionalLong usage = field(stat, "usage_usec");
        long user = field(stat, "user_usec").orElse(0) * NANOS_PER_MICRO;
        return cpuTime(usage.isEmpty() ? usage : OptionalLong.of(usage.getAsLong() * NANOS_PER_MICRO), user);
    }

    private static Optional<CpuTime> cpuTime(OptionalLong usage, long user) {
        if (usage.isEmpty()) {
            return Optional.empty();
        }
        long known = Math.clamp(user, 0, usage.getAsLong());
        return Optional.of(new CpuTime(known, usage.getAsLong() - known));
    }

    /**
     * Memory of the group with the tightest limit.
     *
     * @param limitBytes {@link #UNLIMITED} if there is none
     * @param usedBytes without cached files that nobody reads any more, which make room when it is needed
     */
    public record Memory(long limitBytes, long usedBytes) {}

    /** What the tightest group allows and uses; empty if there is no group. */
    public Optional<Memory> memory() {
        return memoryGroups.stream()
                .map(this::memory)
                .flatMap(Optional::stream)
                .reduce((tightest, outer) -> outer.limitBytes() < tightest.limitBytes() ? outer : tightest);
    }

    private Optional<Memory> memory(Path group) {
        boolean first = layout == Layout.VERSION_1;
        String limit = read(group.resolve(first ? "memory.limit_in_bytes" : "memory.max"));
        OptionalLong used = number(read(group.resolve(first ? "memory.usage_in_bytes" : "memory.current")));
        if (limit == null || used.isEmpty()) {
            return Optional.empty();
        }
        long cache = field(read(group.resolve("memory.stat")), first ? "total_inactive_file" : "inactive_file")
                .orElse(0);
        long bytes = limit.equals("max") ? UNLIMITED : number(limit).orElse(UNLIMITED);
        return Optional.of(
                new Memory(bytes >= PRACTICALLY_UNLIMITED ? UNLIMITED : bytes, Math.max(0, used.getAsLong() - cache)));
    }

    /** The number of a line {@code name number}. */
    private static OptionalLong field(@Nullable String lines, String name) {
        String prefix = name + " ";
        return (lines == null ? List.<String>of() : lines.lines().toList())
                .stream()
                        .filter(line -> line.startsWith(prefix))
                        .map(line -> number(line.substring(prefix.length())))
                        .filter(OptionalLong::isPresent)
                        .mapToLong(OptionalLong::getAsLong)
                        .findFirst();
    }

    private static OptionalLong number(@Nullable String text) {
        try {
            return text == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(text.strip()));
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    private static @Nullable String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1).strip();
        } catch (IOException e) {
            return null;
        }
    }
}
