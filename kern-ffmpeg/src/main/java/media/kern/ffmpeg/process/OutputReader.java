package media.kern.ffmpeg.process;

import java.io.IOException;
import java.io.InputStream;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import media.kern.ffmpeg.progress.Accepted;
import media.kern.ffmpeg.progress.ProgressTracker;
import media.kern.ffmpeg.report.LineSplitter;
import media.kern.ffmpeg.report.ReportLog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what FFmpeg writes to stderr, always and to the end, so that FFmpeg never waits for a full pipe. Reading a pipe
 * occupies a thread for as long as FFmpeg runs, so it is a platform thread with a small stack and no carrier of others.
 */
final class OutputReader {
    private static final Logger LOG = LoggerFactory.getLogger("Process");
    private static final long STACK_BYTES = 128 * 1024;
    private static final int BUFFER_BYTES = 8 * 1024;

    private final ReportLog report;
    private final ProgressTracker progress;
    private final InstantSource clock;
    private final AtomicLong lastAdvance = new AtomicLong();

    OutputReader(ReportLog report, ProgressTracker progress, InstantSource clock) {
        this.report = report;
        this.progress = progress;
        this.clock = clock;
    }

    /** Begins a new run in the report and reads until the end of {@code child}'s output. */
    void read(Child child, Runnable atEnd) {
        report.begin(clock.instant());
        progress.reset();
        lastAdvance.set(System.nanoTime());
        Thread.ofPlatform()
                .name("kern-ffmpeg-" + child.pid())
                .daemon()
                .stackSize(STACK_BYTES)
                .start(() -> {
                    try {
                        drain(child);
                    } finally {
                        atEnd.run();
                    }
                });
    }

    /** {@link System#nanoTime} of the last progress, or of the start. */
    long lastAdvance() {
        return lastAdvance.get();
    }

    private void drain(Child child) {
        LineSplitter lines = new LineSplitter(this::line);
        byte[] buffer = new byte[BUFFER_BYTES];
        try (InputStream stderr = child.stderr()) {
            for (int length = stderr.read(buffer); length >= 0; length = stderr.read(buffer)) {
                if (child.outputAbandoned()) {
                    return;
                }
                lines.feed(buffer, 0, length);
            }
        } catch (IOException e) {
            LOG.atDebug().setCause(e).log("The output of an FFmpeg ended early");
        }
        if (!child.outputAbandoned()) {
            lines.finish();
        }
    }

    private void line(String line) {
        long nanos = System.nanoTime();
        switch (progress.accept(nanos, line)) {
            case Accepted.Logged _ -> report.add(clock.instant(), line);
            case Accepted.Progressed(boolean advanced) -> {
                if (advanced) {
                    lastAdvance.set(nanos);
                }
            }
            case Accepted.Consumed _ -> {}
            case Accepted.Rejected(String reason) ->
                LOG.atDebug().addKeyValue("reason", reason).log("A progress line cannot be read");
        }
        if (progress.preludeComplete()) {
            report.completePrelude();
        }
    }
}
