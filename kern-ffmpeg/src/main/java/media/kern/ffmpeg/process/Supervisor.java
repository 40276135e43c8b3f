package media.kern.ffmpeg.process;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import media.kern.ffmpeg.child.ChildLauncher;
import media.kern.ffmpeg.child.ExitStatus;
import media.kern.ffmpeg.child.ProcessTable;
import media.kern.ffmpeg.child.ResourceUsage;
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
    private static final long NEVER = Run.NEVER;

    private final String name;
    private final SupervisedCommand command;
    private final Run.Tools tools;
    private final ReportLog report;
    private final ProgressTracker progress;
    private final InstantSource clock;
    private final UnaryOperator<String> mask;
    private final Mailbox mailbox = new Mailbox();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final CompletableFuture<Void> gone = new CompletableFuture<>();
    private final Map<ExecState, Long> entered = new EnumMap<>(ExecState.class);
    private final Backoff backoff;

    private volatile Phase phase;

    // Only touched by the mailbox's thread.
    private final List<Message.Command> waitingForEnd = new ArrayList<>();
    private @Nullable Preparing preparing;
    private boolean startAgain;
    private boolean plain;

    /** What others may know of the state machine; times are of {@link System#nanoTime}. */
    private record Phase(
            Order order,
            ExecState state,
            long since,
            long startAt,
            @Nullable Run run,
            @Nullable LastExit lastExit) {
        Phase ordered(Order newOrder, long newStartAt) {
            return new Phase(newOrder, state, since, newStartAt, run, lastExit);
        }
    }

    /** What all supervisors of a server share. */
    public record Surroundings(
            ChildLauncher launcher, ProcessTable table, InstantSource clock, UnaryOperator<String> mask) {}

    /**
     * A process that does not run yet.
     *
     * @param name for logs
     * @param order what {@link #status} shows until the first command; {@link #start} has to be called all the same
     */
    public Supervisor(
            String name, Surroundings surroundings, SupervisedCommand command, ReportLog report, Order order) {
        this.name = name;
        this.command = command;
        this.report = report;
        this.clock = surroundings.clock();
        this.mask = surroundings.mask();
        this.progress = new ProgressTracker(surroundings.mask());
        this.tools = new Run.Tools(
                surroundings.launcher(),
                surroundings.table(),
                new RunOutput.Sinks(report, progress, clock, surroundings.mask()),
                mailbox::post);
        this.backoff = new Backoff(command.reconnectDelay(), command.maxGrownDelay());
        this.phase = new Phase(order, ExecState.FINISHED, System.nanoTime(), NEVER, null, null);
        Thread.ofVirtual().name("kern-process-" + name).start(this::run);
    }

    /**
     * Orders it to run; done when it has been spawned, the attempt has failed, or it is being prepared. Starts at once if it
     * waits.
     */
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
            mailbox.post(new Message.Close());
        }
        return gone.copy();
    }

    /** The state now; cheap, never waits. */
    public ProcessStatus status() {
        Phase now = phase;
        long nanos = System.nanoTime();
        ResourceUsage used = now.run == null ? ResourceUsage.NONE : now.run.usage();
        return new ProcessStatus(
                now.order,
                now.state,
                Duration.ofNanos(Math.max(0, nanos - now.since)),
                now.startAt == NEVER
                        ? Optional.empty()
                        : Optional.of(Duration.ofNanos(Math.max(0, now.startAt - nanos))),
                now.state.active() ? progress.snapshot(nanos) : Progress.EMPTY,
                used.memoryBytes(),
                used.cpuPercent(),
                now.run == null ? OptionalLong.empty() : OptionalLong.of(now.run.pid()),
                Optional.ofNullable(now.lastExit));
    }

    /** Whether there is an FFmpeg, or one is going to be started without any further command. */
    public boolean engaged() {
        Phase now = phase;
        return now.state.active() || now.startAt != NEVER;
    }

    /** The log of the current run and the runs before it; cheap, never waits. */
    public Report report() {
        return report.snapshot();
    }

    /** The newest line of the log, or an empty text. */
    public String lastLine() {
        return report.lastLine();
    }

    /** Adds a line to the log that FFmpeg has not written. */
    public void note(String text) {
        report.note(clock.instant(), text);
    }

    /** How often each state was entered since this supervisor exists. */
    public Map<ExecState, Long> statesEntered() {
        synchronized (entered) {
            return Map.copyOf(entered);
        }
    }

    private CompletableFuture<Void> send(Function<CompletableFuture<Void>, Message.Command> message) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        Message.Command wish = message.apply(done);
        if (closed.get()) {
            refuse(wish);
            return done;
        }
        try {
            mailbox.offer(wish);
        } catch (RejectedExecutionException e) {
            done.completeExceptionally(e);
        }
        if (gone.isDone()) {
            refuseTheRest(); // It was closed meanwhile, and nobody looks into the mailbox any more.
        }
        return done;
    }

    private static void refuse(Message.Command late) {
        late.done().completeExceptionally(new RejectedExecutionException("the process is gone"));
    }

    private void run() {
        boolean open = true;
        while (open || phase.state.active()) {
            try {
                Message message = mailbox.poll(nanosToNextDeadline());
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
        Run current = phase.run;
        long next = Math.min(phase.startAt, current == null ? NEVER : current.nextDeadline());
        return next == NEVER ? NEVER : Math.max(0, next - System.nanoTime());
    }

    private void handle(Message message) {
        switch (message) {
            case Message.Start start -> onStart(start);
            case Message.Stop stop -> {
                phase = phase.ordered(Order.STOP, NEVER);
                startAgain = false;
                end(stop, LastExit.Reason.STOP);
            }
            case Message.Restart restart -> onRestart(restart);
            case Message.Close _ -> {
                phase = phase.ordered(phase.order, NEVER);
                startAgain = false;
                beginStop(LastExit.Reason.STOP);
            }
            case Message.Prepared prepared -> onPrepared(prepared.preparing());
            case Message.Wanted wanted -> onWanted(wanted);
            case Message.Exited exited -> {
                Run current = phase.run;
                if (current != null && current.of(exited.child())) {
                    current.exited(exited.status(), System.nanoTime());
                    endIfOver(current);
                }
            }
            case Message.Drained drained -> {
                Run current = phase.run;
                if (current != null && current.of(drained.child())) {
                    current.drained();
                    endIfOver(current);
                }
            }
        }
    }

    private void onStart(Message.Start start) {
        phase = phase.ordered(Order.START, phase.startAt);
        backoff.reset();
        Run current = phase.run;
        if (phase.state == ExecState.FINISHING || (current != null && current.ended())) {
            startAgain = true;
            waitingForEnd.add(start);
            return;
        }
        if (!phase.state.active()) {
            spawn();
        }
        start.done().complete(null);
    }

    private void onRestart(Message.Restart restart) {
        if (phase.order == Order.STOP) {
            restart.done().complete(null);
            return;
        }
        backoff.reset();
        if (phase.state.active()) {
            startAgain = true;
            end(restart, LastExit.Reason.RESTART);
        } else {
            spawn();
            restart.done().complete(null);
        }
    }

    /** It was stopped meanwhile, or it can be started. */
    private void onPrepared(Preparing done) {
        if (!done.equals(preparing)) {
            return;
        }
        preparing = null;
        if (phase.state == ExecState.STARTING) {
            launch();
            return;
        }
        over(ExecState.FINISHED, NEVER, phase.lastExit);
    }

    private void onWanted(Message.Wanted wanted) {
        Run current = phase.run;
        if (current != null && current.startedWith(wanted.again()) && phase.state == ExecState.RUNNING) {
            note("Starting FFmpeg anew: " + wanted.why());
            startAgain = true;
            beginStop(LastExit.Reason.RESTART);
        }
    }

    private void end(Message.Command wish, LastExit.Reason reason) {
        if (!phase.state.active()) {
            wish.done().complete(null);
            return;
        }
        waitingForEnd.add(wish);
        beginStop(reason);
    }

    private void beginStop(LastExit.Reason reason) {
        Run current = phase.run;
        if (current != null && phase.state == ExecState.RUNNING) {
            enter(ExecState.FINISHING, NEVER, current, phase.lastExit);
            current.stop(reason);
        } else if (preparing != null && phase.state == ExecState.STARTING) {
            enter(ExecState.FINISHING, NEVER, null, phase.lastExit);
            preparing.cancel();
        }
    }

    private void spawn() {
        enter(ExecState.STARTING, NEVER, null, phase.lastExit);
        startAgain = false;
        Optional<SupervisedCommand.Preparation> first = command.invocations().preparation();
        if (first.isPresent()) {
            preparing = new Preparing(name, first.get(), mailbox::post);
        } else {
            launch();
        }
    }

    private void launch() {
        try {
            Run started = Run.start(command, plain, tools);
            enter(ExecState.RUNNING, NEVER, started, phase.lastExit);
        } catch (IOException | RuntimeException | Error e) {
            report.add(clock.instant(), mask.apply(String.valueOf(e.getMessage())));
            LOG.atWarn().addKeyValue("id", name).setCause(e).log("FFmpeg cannot be started");
            enter(ExecState.FAILED, nextStart(Duration.ZERO), null, phase.lastExit);
        }
    }

    private void endIfOver(Run current) {
        current.over().ifPresent(exit -> {
            Optional<String> companionsFault = current.failedForItsCompanion(exit.status());
            if (companionsFault.isPresent()) {
                startAgain = phase.order == Order.START && !closed.get();
                note(companionsFault.get());
            } else if (current.failedForItsInstrumentation(exit.status())) {
                plain = true;
                startAgain = phase.order == Order.START && !closed.get();
                note("FFmpeg ended with " + exit.status().text() + " at once: its progress is not measured any more");
            }
            long next = closed.get() || startAgain ? NEVER : nextStart(current.lasted());
            over(stateAfter(exit.status()), next, exit);
        });
    }

    private void over(ExecState state, long next, @Nullable LastExit exit) {
        boolean again = startAgain;
        enter(state, next, null, exit);
        if (again) {
            spawn();
        }
        waitingForEnd.forEach(waiting -> waiting.done().complete(null));
        waitingForEnd.clear();
    }

    private static ExecState stateAfter(ExitStatus status) {
        if (status.bySignal()) {
            return ExecState.KILLED;
        }
        // FFmpeg ends with 255 when it was asked to end.
        return status.code() == 0 || status.code() == 255 ? ExecState.FINISHED : ExecState.FAILED;
    }

    private long nextStart(Duration lasted) {
        if (phase.order != Order.START || !command.reconnect()) {
            return NEVER;
        }
        return System.nanoTime() + backoff.after(lasted).toNanos();
    }

    private void meetDeadlines(long nanos) {
        Run current = phase.run;
        if (current != null) {
            current.meetDeadlines(nanos).ifPresent(reason -> {
                LOG.atWarn()
                        .addKeyValue("id", name)
                        .addKeyValue("reason", reason)
                        .log("Stopping FFmpeg");
                enter(ExecState.FINISHING, NEVER, current, phase.lastExit);
            });
            endIfOver(current);
        } else if (nanos >= phase.startAt && !closed.get()) {
            spawn();
        }
    }

    private void enter(ExecState state, long startAt, @Nullable Run run, @Nullable LastExit lastExit) {
        phase = new Phase(phase.order, state, System.nanoTime(), startAt, run, lastExit);
        synchronized (entered) {
            entered.merge(state, 1L, Long::sum);
        }
        LOG.atDebug().addKeyValue("id", name).addKeyValue("state", state.text()).log("");
    }
}
