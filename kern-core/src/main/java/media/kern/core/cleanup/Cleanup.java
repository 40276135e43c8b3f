package media.kern.core.cleanup;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import media.kern.core.process.CleanupRule;
import media.kern.core.process.ProcessFiles;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Applies the rules of all processes with one thread. All runs together take at most a fifth of its time: a file system
 * whose run takes long is left alone for longer than its interval. Without rules the thread rests.
 */
public final class Cleanup implements ProcessFiles, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("Cleanup");
    private static final int FIFTH = 5;
    private static final Duration TIME_TO_CLOSE = Duration.ofSeconds(2);

    /** What FFmpeg has sent with its last breath is stored after its end, but not later than this. */
    private static final Duration LAST_BREATH = Duration.ofMillis(300);

    /** The most processes whose files are looked for a second time. */
    private static final int MAX_SECOND_LOOKS = 10_000;

    private final RuleParser parser;
    private final InstantSource clock;
    private final List<Repeated> repeated;

    // Guarded by this object's monitor.
    private final Map<String, List<FileRule>> rules = new TreeMap<>();
    private final Map<String, SecondLook> secondLooks = new LinkedHashMap<>();
    private boolean changed;
    private @Nullable Thread thread;

    private volatile boolean closed;

    private record Repeated(Cleaning cleaning, Pace pace) {}

    /**
     * A purge of rules that are forgotten already.
     *
     * @param before what is stored later belongs to somebody else
     * @param due of {@link System#nanoTime}
     */
    private record SecondLook(List<FileRule> rules, Instant before, long due) {}

    /** @param places the file systems; of two that are called the same, rules mean the first */
    public Cleanup(List<CleanedFiles> places, InstantSource clock) {
        this.parser = new RuleParser(places);
        this.clock = clock;
        this.repeated = places.stream()
                .map(place -> new Repeated(
                        new Cleaning(place, () -> closed),
                        new Pace(place.interval(), FIFTH * places.size(), System.nanoTime())))
                .toList();
    }

    /** Begins to apply the rules, once. Before, they are only collected. */
    public synchronized void start() {
        if (thread == null && !closed) {
            thread = Thread.ofPlatform().name("kern-cleanup").daemon().start(this::work);
        }
    }

    @Override
    public void keep(String processId, List<CleanupRule> wanted) {
        List<FileRule> parsed = parser.parse(processId, wanted);
        synchronized (this) {
            secondLooks.remove(processId);
            replace(processId, parsed);
        }
    }

    @Override
    public void forget(String processId) {
        replace(processId, List.of());
    }

    @Override
    public void purge(String processId) {
        List<FileRule> purged =
                replace(processId, List.of()).stream().filter(FileRule::purges).toList();
        purged.forEach(Purge::run);
        lookAgain(processId, purged);
    }

    private synchronized List<FileRule> replace(String processId, List<FileRule> next) {
        List<FileRule> before = next.isEmpty() ? rules.remove(processId) : rules.put(processId, next);
        changed = true;
        notifyAll();
        return before == null ? List.of() : before;
    }

    private synchronized void lookAgain(String processId, List<FileRule> purged) {
        if (!purged.isEmpty() && secondLooks.size() < MAX_SECOND_LOOKS) {
            secondLooks.put(
                    processId,
                    new SecondLook(
                            purged, clock.instant().plus(LAST_BREATH), System.nanoTime() + LAST_BREATH.toNanos()));
            notifyAll();
        }
    }

    private void work() {
        while (awaitWork()) {
            try {
                replan();
                takeSecondLooks().forEach(look -> look.rules().forEach(rule -> Purge.run(rule, look.before())));
                for (Repeated each : repeated) {
                    runIfDue(each);
                }
            } catch (RuntimeException | Error e) {
                LOG.atError().setCause(e).log("Cleaning up failed for a moment");
            }
        }
    }

    private void runIfDue(Repeated each) {
        long begin = System.nanoTime();
        if (each.pace().nanosLeft(begin) > 0) {
            return;
        }
        try {
            each.cleaning().run(clock.instant());
        } finally {
            each.pace().ran(begin, System.nanoTime());
        }
    }

    /** Returns false when there will be no more work. */
    private synchronized boolean awaitWork() {
        try {
            for (long wait = nanosToWork(); !closed && wait > 0; wait = nanosToWork()) {
                TimeUnit.NANOSECONDS.timedWait(this, wait);
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts the cleanup", e);
        }
        return !closed;
    }

    private long nanosToWork() {
        long now = System.nanoTime();
        long next = Long.MAX_VALUE;
        if (changed || !rules.isEmpty()) {
            for (Repeated each : repeated) {
                next = Math.min(next, each.pace().nanosLeft(now));
            }
        }
        for (SecondLook look : secondLooks.values()) {
            next = Math.min(next, look.due() - now);
        }
        return next;
    }

    private void replan() {
        List<FileRule> all = new ArrayList<>();
        synchronized (this) {
            if (!changed) {
                return;
            }
            changed = false;
            rules.values().forEach(all::addAll);
        }
        repeated.forEach(each -> each.cleaning().replan(all));
    }

    private synchronized List<SecondLook> takeSecondLooks() {
        long now = System.nanoTime();
        List<SecondLook> due =
                secondLooks.values().stream().filter(look -> look.due() <= now).toList();
        secondLooks.values().removeAll(due);
        return due;
    }

    /** Ends the thread. A run that is under way ends at its next step. */
    @Override
    public void close() {
        Thread running;
        synchronized (this) {
            closed = true;
            running = thread;
            notifyAll();
        }
        try {
            if (running != null && !running.join(TIME_TO_CLOSE)) {
                LOG.atWarn().log("A listing of files still runs; it ends by itself");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
