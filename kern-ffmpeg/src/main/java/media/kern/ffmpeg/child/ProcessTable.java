package media.kern.ffmpeg.child;

import java.io.File;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What children use, together with everything they started: all processes of the machine are looked at once a second at
 * most, whoever asks. To a child belong the processes of its session, and the descendants of those, also if they left the
 * session. On systems without {@code /proc} everything stays 0.
 */
public final class ProcessTable {
    private static final long FRESH_NANOS = 900_000_000;
    /** CPU time is compared over no less than that. */
    private static final long SHORTEST_NANOS = 700_000_000;

    /** USER_HZ, which is 100 on every Linux platform Java runs on. */
    private static final double TICKS_PER_SECOND = 100;
    /** Processes that belong to nobody here are looked at again only that often, for their number may be used anew. */
    private static final int LOOKS_SPARED = 10;

    private static final String[] NOTHING = {};

    private final File proc = new File("/proc");
    private final long pageBytes = Libc.pageBytes();
    private final byte[] buffer = ProcStat.buffer();
    private final DoubleSupplier processors;
    private final Map<Integer, Family> families = new ConcurrentHashMap<>();
    /** Held by the one that looks; the others take what there is. */
    private final ReentrantLock looking = new ReentrantLock();

    // Guarded by the lock.
    private Map<Integer, Integer> strangers = new HashMap<>();
    private Map<Identity, Integer> memberships = new HashMap<>();

    private volatile long lookedAt;

    /** @param processors how many this server may use, with fractions; asked for once per look */
    public ProcessTable(DoubleSupplier processors) {
        this.processors = processors;
        this.lookedAt = System.nanoTime() - FRESH_NANOS;
    }

    /** A number alone may be used anew. */
    private record Identity(int pid, long startTime) {
        static Identity of(ProcStat stat) {
            return new Identity(stat.pid(), stat.startTime());
        }
    }

    /** A child and its descendants as of the last look. */
    private static final class Family {
        volatile List<ProcStat> members = List.of();
        volatile ResourceUsage usage = ResourceUsage.NONE;
        /** The members when CPU time was compared last, and when that was. */
        private Map<Integer, ProcStat> before = Map.of();

        private long nanos;

        Family(long startNanos) {
            nanos = startNanos;
        }

        /** New members have used all of their time since the last look; that of members that have ended is lost. */
        void update(List<ProcStat> now, long nowNanos, double processors, long pageBytes) {
            members = now;
            long pages = now.stream().mapToLong(ProcStat::residentPages).sum();
            double cpu = usage.cpuPercent();
            // The burst of a start says nothing.
            if (nowNanos - nanos >= SHORTEST_NANOS) {
                cpu = 100 * (ticksSince(now) / TICKS_PER_SECOND) / ((nowNanos - nanos) / 1e9 * processors);
                nanos = nowNanos;
                Map<Integer, ProcStat> compared = new HashMap<>();
                now.forEach(member -> compared.put(member.pid(), member));
                before = compared;
            }
            usage = new ResourceUsage(cpu, pages * pageBytes);
        }

        private long ticksSince(List<ProcStat> now) {
            long ticks = 0;
            for (ProcStat member : now) {
                ProcStat earlier = before.get(member.pid());
                long known = earlier != null && earlier.sameProcess(member) ? earlier.ticks() : 0;
                ticks += Math.max(0, member.ticks() - known);
            }
            return ticks;
        }
    }

    /** Looks at a child from now on, which started at {@code startNanos} of {@link System#nanoTime}. */
    public void watch(long pid, long startNanos) {
        families.put((int) pid, new Family(startNanos));
    }

    /** What it uses, at most a second old; nothing if it is not watched or has ended. */
    public ResourceUsage usage(long pid, long nanos) {
        if (nanos - lookedAt >= FRESH_NANOS && looking.tryLock()) {
            try {
                if (nanos - lookedAt >= FRESH_NANOS) {
                    look();
                }
            } finally {
                looking.unlock();
            }
        }
        Family family = families.get((int) pid);
        return family == null ? ResourceUsage.NONE : family.usage;
    }

    /**
     * The child has ended: kills what the last look found of its descendants and is still there, also outside of its
     * process group.
     */
    public void end(long pid) {
        Family family = families.remove((int) pid);
        if (family == null) {
            return;
        }
        byte[] own = ProcStat.buffer();
        for (ProcStat member : family.members) {
            if (member.pid() != pid) {
                ProcStat now = ProcStat.read(member.pid(), own);
                if (now != null && now.sameProcess(member) && !now.zombie()) {
                    Libc.kill(member.pid(), Libc.SIGKILL);
                }
            }
        }
    }

    private void look() {
        Map<Integer, ProcStat> all = new HashMap<>();
        Map<Integer, Integer> spared = new HashMap<>();
        String[] names = proc.list();
        for (String name : names == null ? NOTHING : names) {
            int pid = pid(name);
            if (pid <= 0) {
                continue;
            }
            int looksLeft = strangers.getOrDefault(pid, 0);
            if (looksLeft > 0 && !families.containsKey(pid)) {
                spared.put(pid, looksLeft - 1);
                continue;
            }
            ProcStat stat = ProcStat.read(pid, buffer);
            if (stat != null) {
                all.put(pid, stat);
            }
        }
        long now = System.nanoTime();
        Map<Integer, List<ProcStat>> members = new HashMap<>();
        Map<Identity, Integer> found = new HashMap<>();
        for (ProcStat stat : all.values()) {
            Integer root = root(stat, all);
            if (root == null) {
                spared.put(stat.pid(), LOOKS_SPARED);
            } else {
                members.computeIfAbsent(root, any -> new ArrayList<>()).add(stat);
                found.put(Identity.of(stat), root);
            }
        }
        double available = processors.getAsDouble();
        families.forEach(
                (pid, family) -> family.update(members.getOrDefault(pid, List.of()), now, available, pageBytes));
        strangers = spared;
        memberships = found;
        lookedAt = now;
    }

    private @Nullable Integer root(ProcStat stat, Map<Integer, ProcStat> all) {
        ProcStat at = stat;
        // A loop of parents is not possible in one moment, but the table was not read in one moment.
        for (int generation = 0; at != null && generation < all.size(); generation++) {
            if (families.containsKey(at.session())) {
                return at.session();
            }
            if (families.containsKey(at.pid())) {
                return at.pid();
            }
            // One whose parent has ended is still who it was.
            Integer earlier = memberships.get(Identity.of(at));
            if (earlier != null && families.containsKey(earlier)) {
                return earlier;
            }
            at = all.get(at.parent());
        }
        return null;
    }

    private static int pid(String name) {
        int pid = 0;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c < '0' || c > '9' || pid > Integer.MAX_VALUE / 10 - 1) {
                return -1;
            }
            pid = 10 * pid + (c - '0');
        }
        return pid;
    }
}
