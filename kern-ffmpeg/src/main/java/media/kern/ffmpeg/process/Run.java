package media.kern.ffmpeg.process;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import media.kern.ffmpeg.child.Child;
import media.kern.ffmpeg.child.ChildLauncher;
import media.kern.ffmpeg.child.ExitStatus;
import media.kern.ffmpeg.child.ProcessTable;
import media.kern.ffmpeg.child.ResourceUsage;
import media.kern.ffmpeg.progress.Instrumentation;
import media.kern.ffmpeg.report.ReportLog;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run of FFmpeg, from its start to the moment when it has ended and everything it said has been read. Watches its
 * progress and its limits, and sees to it that a stop ends it. Only touched by the mailbox's thread, but for what is
 * volatile.
 */
final class Run {
    static final long NEVER = Long.MAX_VALUE;

    private static final Logger LOG = LoggerFactory.getLogger("Process");

    private static final Duration TIME_TO_END = Duration.ofSeconds(5);
    private static final Duration TICK = Duration.ofSeconds(1);
    /** What is left in the pipe when the child has ended is read in no time, unless a survivor holds the pipe open. */
    private static final Duration TIME_TO_DRAIN = Duration.ofSeconds(2);

    private static final int LINES_OF_A_REFUSAL = 10;
    /** Older FFmpegs tell the mapping of all streams after that. */
    private static final int LINES_OF_A_FAILURE = 30;

    private final Child child;
    private final RunOutput output;
    private final ProcessTable table;
    private final ReportLog report;
    private final InstantSource clock;
    private final SupervisedCommand.Invocation invocation;
    private final Again again;
    private final long startNanos;
    private final Duration staleTimeout;
    private final SilenceWatch silence;
    private final LimitWatch limits;

    private volatile ResourceUsage usage = ResourceUsage.NONE;
    private LastExit.Reason reason = LastExit.Reason.ITSELF;
    private @Nullable ExitStatus status;
    private boolean drained;
    private boolean companionEnded;
    private boolean stopping;
    private boolean killed;
    /** When it ended or was told to. */
    private long usefulUntil;

    private long nextTick;
    private long killAt = NEVER;
    private long drainUntil = NEVER;

    /** What a run needs besides its command. */
    record Tools(ChildLauncher launcher, ProcessTable table, RunOutput.Sinks sinks, Consumer<Message> mailbox) {}

    private Run(
            Child child,
            RunOutput output,
            Tools tools,
            SupervisedCommand command,
            SupervisedCommand.Invocation invocation,
            Again again,
            long startNanos) {
        this.child = child;
        this.invocation = invocation;
        this.again = again;
        this.output = output;
        this.table = tools.table;
        this.report = tools.sinks.report();
        this.clock = tools.sinks.clock();
        this.startNanos = startNanos;
        this.staleTimeout = command.staleTimeout();
        this.silence = new SilenceWatch(staleTimeout, startNanos);
        this.limits = new LimitWatch(command.limits());
        this.nextTick = startNanos + TICK.toNanos();
        table.watch(child.pid(), startNanos);
        child.attach(output);
    }

    /**
     * Starts FFmpeg; from here on its events arrive in the mailbox.
     *
     * @param plain without anything that the user does not want
     * @throws IOException if it cannot be started; nothing has changed then
     */
    static Run start(SupervisedCommand command, boolean plain, Tools tools) throws IOException {
        Again again = new Again(tools.mailbox);
        SupervisedCommand.Invocation invocation = command.invocations().next(plain, again);
        long startNanos = System.nanoTime();
        Child child;
        try {
            child = tools.launcher.launch(command.binary(), invocation.arguments());
        } catch (IOException | RuntimeException | Error e) {
            invocation.companion().end();
            throw e;
        }
        RunOutput output = new RunOutput(child, invocation, startNanos, tools.sinks, tools.mailbox);
        return new Run(child, output, tools, command, invocation, again, startNanos);
    }

    /** Whether this is the run that is to be started anew. */
    boolean startedWith(Again other) {
        return again.equals(other);
    }

    boolean of(Child other) {
        return child.equals(other);
    }

    long pid() {
        return child.pid();
    }

    ResourceUsage usage() {
        return usage;
    }

    /** SIGINT now, SIGKILL when that has not helped in time. The first reason counts. */
    void stop(LastExit.Reason why) {
        if (stopping) {
            return;
        }
        endCompanion();
        stopping = true;
        if (status == null) {
            reason = why;
            usefulUntil = System.nanoTime();
        }
        killAt = System.nanoTime() + TIME_TO_END.toNanos();
        if (!child.interrupt() && status == null) {
            child.kill();
        }
    }

    /** What it does wrong must not keep FFmpeg from its end. */
    private void endCompanion() {
        if (companionEnded) {
            return;
        }
        companionEnded = true;
        try {
            invocation.companion().end();
        } catch (RuntimeException e) {
            LOG.atError().addKeyValue("pid", child.pid()).setCause(e).log("What accompanied FFmpeg did not end well");
        }
    }

    /** Like {@link #stop}, and the report says why. */
    private void stopFor(LastExit.Reason why, String text) {
        note("Stopping FFmpeg: " + text);
        stop(why);
    }

    private void note(String text) {
        report.note(clock.instant(), text);
    }

    boolean stopping() {
        return stopping;
    }

    void exited(ExitStatus how, long nanos) {
        endCompanion();
        status = how;
        usefulUntil = stopping ? usefulUntil : nanos;
        killAt = NEVER;
        nextTick = NEVER;
        drainUntil = nanos + TIME_TO_DRAIN.toNanos();
        usage = ResourceUsage.NONE;
        table.end(child.pid());
    }

    void drained() {
        drained = true;
    }

    /** How it ended, if it has, and there is nothing more to read. */
    Optional<LastExit> over() {
        ExitStatus how = status;
        return how == null || !drained ? Optional.empty() : Optional.of(new LastExit(clock.instant(), how, reason));
    }

    /** Why it is to be started again at once: it failed for its companion before it got anywhere. */
    Optional<String> failedForItsCompanion(ExitStatus how) {
        boolean early = lasted().compareTo(Backoff.AT_ONCE) < 0 || !report.preludeComplete();
        boolean failed = !how.bySignal() && how.code() != 0;
        return early && failed && reason == LastExit.Reason.ITSELF
                ? invocation.companion().toBlame(report.lastLines(LINES_OF_A_FAILURE))
                : Optional.empty();
    }

    /**
     * Whether it may have failed for what was added to its arguments: it crashed at once, or did not understand them. Such
     * an FFmpeg is run without.
     */
    boolean failedForItsInstrumentation(ExitStatus how) {
        boolean early = invocation.instrumented()
                && reason == LastExit.Reason.ITSELF
                && lasted().compareTo(Backoff.AT_ONCE) < 0;
        boolean crashed = how.crashed();
        boolean refused =
                !how.bySignal() && how.code() != 0 && Instrumentation.isNamedIn(report.lastLines(LINES_OF_A_REFUSAL));
        return early && (crashed || refused);
    }

    /** From its start to its end, or to the moment when it was told to end. */
    Duration lasted() {
        return Duration.ofNanos(usefulUntil - startNanos);
    }

    /** When {@link #meetDeadlines} has something to do. */
    long nextDeadline() {
        return Math.min(Math.min(killAt, drainUntil), nextTick);
    }

    /** Does what is due; returns a text if that was to begin the end of it. */
    Optional<String> meetDeadlines(long nanos) {
        if (nanos >= killAt) {
            kill("it has not ended within " + TIME_TO_END.toSeconds() + " s");
            killAt = nanos + TIME_TO_END.toNanos();
        }
        if (nanos >= drainUntil) {
            output.abandon();
            drained = true;
            drainUntil = NEVER;
        }
        if (nanos >= nextTick) {
            nextTick = nanos + TICK.toNanos();
            return tick(nanos);
        }
        return Optional.empty();
    }

    private Optional<String> tick(long nanos) {
        usage = table.usage(child.pid(), nanos);
        boolean silent = silence.over(output.lastAdvance(), nanos);
        Optional<LimitWatch.Exceeded> exceeded = limits.exceeded(usage, nanos);
        if (stopping) {
            killIfFarBeyond();
            return Optional.empty();
        }
        if (exceeded.isPresent()) {
            stopFor(exceeded.get().reason(), exceeded.get().text());
            return Optional.of(exceeded.get().text());
        }
        if (silent) {
            String text = "no progress for " + silence.silence().toSeconds() + " s, the stale timeout is "
                    + staleTimeout.toSeconds() + " s";
            stopFor(LastExit.Reason.STALE, text);
            return Optional.of(text);
        }
        return Optional.empty();
    }

    /** One that takes more and more memory while it is to end takes it away from everybody. */
    private void killIfFarBeyond() {
        if (status == null && limits.farBeyond(usage)) {
            kill("its memory usage is more than twice the limit");
        }
    }

    /** One that is stuck in the kernel stays until that lets it go. */
    private void kill(String why) {
        if (!killed) {
            note("Killing FFmpeg: " + why);
        }
        killed = true;
        child.kill();
    }

    /** Whether only the rest of its output is still to be read. */
    boolean ended() {
        return status != null;
    }
}
