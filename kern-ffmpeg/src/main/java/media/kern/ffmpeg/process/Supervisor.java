package media.kern.ffmpeg.process;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import media.kern.ffmpeg.progress.Progress;
import media.kern.ffmpeg.progress.ProgressTracker;
import media.kern.ffmpeg.report.Report;
import media.kern.ffmpeg.report.ReportLog;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one FFmpeg in the state that the user ordered. The state machine is a mailbox with one virtual thread: commands
 * and events of the child arrive as messages, one after the other; everybody else reads an immutable {@link Phase}. No
 * lock is held while anything waits, so a slow stop delays nobody but its caller.
 */
public final class Supervisor {
    private static final Logger LOG = LoggerFactory.getLogger("Process");
    private static final int MAX_WAITING_MESSAGES = 1024;
    private static final Duration TIME_TO_END = Duration.ofSeconds(5);
    private static final Duration TICK = Duration.ofSeconds(1);
    /** What is left in the pipe when the child has ended is read in no time, unless a survivor holds the pipe open. */
    private static final Duration TIME_TO_DRAIN = Duration.ofSeconds(2);
    /** A command that cannot work must not be started in a tight loop. */
    private static final Duration SHORT_RUN = Duration.ofSeconds(1);

    private static final long NEVER = Long.MAX_VALUE;

    private final String name;
    private final ChildLauncher launcher;
    private final SupervisedCommand command;
    private final ReportLog report;
    private final ProgressTracker progress;
    private final OutputReader reader;
    private final InstantSource clock;
    private final BlockingQueue<Message> mailbox = new ArrayBlockingQueue<>(MAX_WAITING_MESSAGES);
    private final AtomicBoolean closed = new AtomicBoolean();
    private final CompletableFuture<Void> gone = new CompletableFuture<>();
    private final Map<ExecState, Long> entered = new EnumMap<>(ExecState.class);

    private volatile Phase phase;
    private volatile ResourceUsage usage = ResourceUsage.NONE;

    // Only touched by the mailbox's thread.
    private final List<Message.Command> waitingForEnd = new ArrayList<>();
    private @Nullable Child child;
    private ResourceUsage.@Nullable Sampler sampler;
    private @Nullable LimitWatch limitWatch;
    private @Nullable Integer exitCode;
    private boolean drained;
    private boolean startAgain;
    private long spawnedAt;
    private long nextTick = NEVER;
    private long killAt = NEVER;
    private long drainUntil = NEVER;

    /** What others may know of the state machine; times are of {@link System#nanoTime}. */
    private record Phase(Order order, ExecState state, long since, long startAt) {}

    /**
     * A process that does not run yet.
     *
     * @param name for logs
     * @param order what {@link #status} shows until the first command; {@link #start} has to be called all the same
     */
    public Supervisor(
            String name,
            ChildLauncher launcher,
            SupervisedCommand command,
            ReportLog report,
            Order order,
            InstantSource clock) {
        this.name = name;
        this.launcher = launcher;
        this.command = command;
        this.report = report;
        this.clock = clock;
        this.progress = new ProgressTracker();
        this.reader = new OutputReader(report, progress, clock);
        this.phase = new Phase(order, ExecState.FINISHED, System.nanoTime(), NEVER);
        Thread.ofVirtual().name("kern-process-" + name).start(this::run);
    }

    /** Orders it to run; done when it has been spawned or the attempt has failed. Starts at once if it waits. */
    public CompletableFuture<Void> start() {
        return send(Message.Start::new);
    }

    /** Orders it to stop; done when it has ended. */
    public CompletableFuture<Void> stop() {
        return send(Message.Stop::new);
    }

    /** Ends it and starts it again at once; nothing if it is ordered to be stopped. */
    public CompletableFuture<Void> restart() {
        return send(Message.Restart::new);
    }

    /** Ends it for good without changing its order; done when it has ended. Later commands are refused. */
    public CompletableFuture<Void> close() {
        if (closed.compareAndSet(false, true)) {
            post(new Message.Close());
        }
        return gone.copy();
    }

    /** The state now; cheap, never waits. */
    public ProcessStatus status() {
        Phase now = phase;
        long nanos = System.nanoTime();
        ResourceUsage used = usage;
        return new ProcessStatus(
                now.order,
                now.state,
                Duration.ofNanos(Math.max(0, nanos - now.since)),
                now.startAt == NEVER
                        ? Optional.empty()
                        : Optional.of(Duration.ofNanos(Math.max(0, now.startAt - nanos))),
                now.state.active() ? progress.snapshot(nanos) : Progress.EMPTY,
                used.memoryBytes(),
                used.cpuPercent());
    }

    /** The log of the current run and the runs before it; cheap, never waits. */
    public Report report() {
        return report.snapshot();
    }

    /** Adds a line that FFmpeg has not written to the log of the current run. */
    public void note(String line) {
        report.add(clock.instant(), line);
    }

    /** The newest line of the log, or an empty text. */
    public String lastLine() {
        return report.lastLine();
    }

    /** How often each state was entered since this supervisor exists. */
    public Map<ExecState, Long> statesEntered() {
        synchronized (entered) {
            return Map.copyOf(entered);
        }
    }

    private CompletableFuture<Void> send(Function<CompletableFuture<Void>, Message.Command> message) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        Message.Command command = message.apply(done);
        if (closed.get()) {
            refuse(command);
        } else if (!mailbox.offer(command)) {
            done.completeExceptionally(
                    new RejectedExecutionException("more than " + MAX_WAITING_MESSAGES + " commands wait"));
        } else if (gone.isDone()) {
            refuseTheRest(); // It was closed meanwhile, and nobody looks into the mailbox any more.
        }
        return done;
    }

    private static void refuse(Message.Command late) {
        late.done().completeExceptionally(new RejectedExecutionException("the process is gone"));
    }

    /** Never dropped: there is one close, and at most two events per child. */
    private void post(Message event) {
        try {
            mailbox.put(event);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        boolean open = true;
        while (open || phase.state.active()) {
            try {
                Message message = mailbox.poll(nanosToNextDeadline(), TimeUnit.NANOSECONDS);
                if (message instanceof Message.Command late && !open) {
                    refuse(late);
                } else if (message != null) {
                    open &= !(message instanceof Message.Close);
                    handle(message);
                }
                meetDeadlines(System.nanoTime());
            } catch (InterruptedException e) {
                throw new IllegalStateException("nobody interrupts a mailbox", e);
            } catch (RuntimeException | Error e) {
                LOG.atError().addKeyValue("id", name).setCause(e).log("Supervision failed for a moment");
            }
        }
        gone.complete(null);
        refuseTheRest();
    }

    private void refuseTheRest() {
        for (Message message = mailbox.poll(); message != null; message = mailbox.poll()) {
            if (message instanceof Message.Command late) {
                refuse(late);
            }
        }
    }

    private long nanosToNextDeadline() {
        long next = Math.min(Math.min(killAt, drainUntil), Math.min(nextTick, phase.startAt));
        return next == NEVER ? NEVER : Math.max(0, next - System.nanoTime());
    }

    private void handle(Message message) {
        switch (message) {
            case Message.Start start -> onStart(start);
            case Message.Stop stop -> {
                phase = new Phase(Order.STOP, phase.state, phase.since, NEVER);
                startAgain = false;
                end(stop);
            }
            case Message.Restart restart -> {
                if (phase.order == Order.STOP) {
                    restart.done().complete(null);
                } else if (phase.state.active()) {
                    startAgain = true;
                    end(restart);
                } else {
                    spawn();
                    restart.done().complete(null);
                }
            }
            case Message.Close _ -> {
                phase = new Phase(phase.order, phase.state, phase.since, NEVER);
                startAgain = false;
                beginStop();
            }
            case Message.Exited(Child ended, int code) -> {
                if (ended == child) {
                    exitCode = code;
                    ended.killGroup();
                    drainUntil = System.nanoTime() + TIME_TO_DRAIN.toNanos();
                    endedIfDrained();
                }
            }
            case Message.Drained(Child ended) -> {
                if (ended == child) {
                    drained = true;
                    endedIfDrained();
                }
            }
        }
    }

    private void onStart(Message.Start start) {
        phase = new Phase(Order.START, phase.state, phase.since, phase.startAt);
        if (phase.state == ExecState.FINISHING) {
            startAgain = true;
            waitingForEnd.add(start);
            return;
        }
        if (!phase.state.active()) {
            spawn();
        }
        start.done().complete(null);
    }

    private void end(Message.Command command) {
        if (!phase.state.active()) {
            command.done().complete(null);
            return;
        }
        waitingForEnd.add(command);
        beginStop();
    }

    /** SIGINT now, SIGKILL when that has not helped in time. */
    private void beginStop() {
        Child running = child;
        if (running == null || phase.state != ExecState.RUNNING) {
            return;
        }
        enter(ExecState.FINISHING, NEVER);
        killAt = System.nanoTime() + TIME_TO_END.toNanos();
        if (!running.interrupt()) {
            running.kill();
        }
    }

    private void spawn() {
        enter(ExecState.STARTING, NEVER);
        startAgain = false;
        drained = false;
        exitCode = null;
        spawnedAt = System.nanoTime();
        try {
            Child spawned = launcher.launch(command.binary(), command.arguments());
            child = spawned;
            sampler = new ResourceUsage.Sampler(spawned.pid(), spawnedAt);
            limitWatch = new LimitWatch(command.limits());
            enter(ExecState.RUNNING, NEVER);
            nextTick = spawnedAt + TICK.toNanos();
            reader.read(spawned, () -> post(new Message.Drained(spawned)));
            spawned.onExit(code -> post(new Message.Exited(spawned, code)));
        } catch (IOException | RuntimeException | Error e) {
            giveUpChild();
            report.add(clock.instant(), String.valueOf(e.getMessage()));
            LOG.atWarn().addKeyValue("id", name).setCause(e).log("FFmpeg cannot be started");
            enter(ExecState.FAILED, nextStart());
        }
    }

    /** There may be a child nobody reads or waits for, if the machine has no threads left. */
    private void giveUpChild() {
        Child unattended = child;
        if (unattended != null) {
            unattended.kill();
            child = null;
            nextTick = NEVER;
        }
    }

    private void endedIfDrained() {
        Integer code = exitCode;
        if (code == null || !drained) {
            return;
        }
        child = null;
        sampler = null;
        usage = ResourceUsage.NONE;
        nextTick = NEVER;
        killAt = NEVER;
        drainUntil = NEVER;
        boolean again = startAgain;
        enter(Child.stateAfter(code), closed.get() || again ? NEVER : nextStart());
        if (again) {
            spawn();
        }
        waitingForEnd.forEach(waiting -> waiting.done().complete(null));
        waitingForEnd.clear();
    }

    private long nextStart() {
        if (phase.order != Order.START || !command.reconnect()) {
            return NEVER;
        }
        long now = System.nanoTime();
        boolean shortRun = now - spawnedAt < SHORT_RUN.toNanos();
        long delay = Math.max(command.reconnectDelay().toNanos(), shortRun ? SHORT_RUN.toNanos() : 0);
        return now + Math.min(delay, Duration.ofDays(3650).toNanos());
    }

    private void meetDeadlines(long nanos) {
        Child running = child;
        if (nanos >= phase.startAt && !phase.state.active() && !closed.get()) {
            spawn();
        }
        if (nanos >= killAt && running != null) {
            running.kill();
            killAt = nanos + TIME_TO_END.toNanos();
        }
        if (nanos >= drainUntil && running != null) {
            running.abandonOutput();
            drained = true;
            endedIfDrained();
        }
        if (nanos >= nextTick && running != null) {
            nextTick = nanos + TICK.toNanos();
            tick(nanos);
        }
    }

    private void tick(long nanos) {
        ResourceUsage.Sampler currentSampler = sampler;
        LimitWatch watch = limitWatch;
        if (currentSampler == null || watch == null || phase.state != ExecState.RUNNING) {
            return;
        }
        usage = currentSampler.sample(nanos);
        long stale = command.staleTimeout().toNanos();
        if (stale > 0 && nanos - reader.lastAdvance() > stale) {
            LOG.atWarn().addKeyValue("id", name).log("Stopping FFmpeg: no progress within the stale timeout");
            beginStop();
        } else if (watch.exceeded(usage, nanos)) {
            LOG.atWarn().addKeyValue("id", name).log("Stopping FFmpeg: it uses more than its limits allow");
            beginStop();
        }
    }

    private void enter(ExecState state, long startAt) {
        phase = new Phase(phase.order, state, System.nanoTime(), startAt);
        synchronized (entered) {
            entered.merge(state, 1L, Long::sum);
        }
        LOG.atDebug().addKeyValue("id", name).addKeyValue("state", state.text()).log("");
    }
}
