package media.kern.ffmpeg.process;

import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import media.kern.ffmpeg.child.Child;
import media.kern.ffmpeg.child.ChildListener;
import media.kern.ffmpeg.child.ExitStatus;
import media.kern.ffmpeg.progress.Accepted;
import media.kern.ffmpeg.progress.ProgressTracker;
import media.kern.ffmpeg.progress.StreamProgress;
import media.kern.ffmpeg.report.LineSplitter;
import media.kern.ffmpeg.report.ReportLog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sorts what one run of FFmpeg writes into report and progress, and tells the supervisor about its end. */
final class RunOutput implements ChildListener {
    private static final Logger LOG = LoggerFactory.getLogger("Process");

    private final Child child;
    private final Sinks sinks;
    private final Consumer<Message> mailbox;
    private final Companion companion;
    private final LineSplitter lines;
    private boolean preludeComplete;
    private volatile long lastAdvance;
    private volatile boolean abandoned;

    /**
     * Where the lines go, run after run.
     *
     * @param mask takes the secrets out of the lines of the log
     */
    record Sinks(ReportLog report, ProgressTracker progress, InstantSource clock, UnaryOperator<String> mask) {}

    /** Begins a new run in the report. */
    RunOutput(
            Child child,
            SupervisedCommand.Invocation invocation,
            long startNanos,
            Sinks sinks,
            Consumer<Message> mailbox) {
        this.child = child;
        this.sinks = sinks;
        this.mailbox = mailbox;
        this.companion = invocation.companion();
        this.lastAdvance = startNanos;
        this.lines = invocation.instrumented()
                ? new LineSplitter(this::line, ProgressTracker.recordMark(), this::record)
                : new LineSplitter(this::line);
        sinks.report.begin(sinks.clock.instant());
        invocation.notes().forEach(note -> sinks.report.note(sinks.clock.instant(), note));
        sinks.progress.reset(invocation.instrumented());
    }

    /** {@link System#nanoTime} of the last progress, or of the start. */
    long lastAdvance() {
        return lastAdvance;
    }

    /** The run is over: what a survivor still writes must not be taken for words of the next run. */
    void abandon() {
        abandoned = true;
        child.abandonOutput();
    }

    @Override
    public void output(byte[] bytes, int length) {
        lines.feed(bytes, 0, length);
    }

    @Override
    public void outputEnded() {
        lines.finish();
        mailbox.accept(new Message.Drained(child));
    }

    @Override
    public void exited(ExitStatus status) {
        mailbox.accept(new Message.Exited(child, status));
    }

    private void record(byte[] bytes, int offset, int length) {
        if (!abandoned) {
            sinks.progress.acceptRecord(bytes, offset, length);
        }
    }

    private void line(String line) {
        if (abandoned) {
            return;
        }
        long nanos = System.nanoTime();
        switch (sinks.progress.accept(nanos, line)) {
            case Accepted.Logged _ -> sinks.report.add(sinks.clock.instant(), sinks.mask.apply(line));
            case Accepted.Progressed(boolean advanced) -> {
                if (advanced) {
                    lastAdvance = nanos;
                }
            }
            case Accepted.Consumed _ -> {}
            case Accepted.Rejected(String reason) ->
                LOG.atDebug().addKeyValue("reason", reason).log("A progress line cannot be read");
        }
        if (!preludeComplete && sinks.progress.preludeComplete()) {
            preludeComplete = true;
            sinks.report.completePrelude();
            companion.described(sinks.progress.snapshot(nanos).inputs().stream()
                    .map(StreamProgress::description)
                    .toList());
        }
    }
}
