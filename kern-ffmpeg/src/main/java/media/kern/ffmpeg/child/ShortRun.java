package media.kern.ffmpeg.child;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import media.kern.ffmpeg.report.LineSplitter;

/**
 * A child that runs once, for a limited time, and whose output is wanted as a whole.
 *
 * @param late whether it was ended because its time was over
 * @param cut whether it wrote more than what is kept
 * @param lines what it wrote, without empty lines: at most 10,000, at most 4 MiB of characters
 */
public record ShortRun(ExitStatus status, boolean late, boolean cut, List<String> lines) {
    private static final int MAX_LINES = 10_000;
    private static final int MAX_CHARACTERS = 4 * 1024 * 1024;
    private static final Duration TIME_TO_END = Duration.ofSeconds(5);
    /** What is left in the pipe is read in no time, unless a survivor outside of the group holds the pipe open. */
    private static final Duration TIME_TO_DRAIN = Duration.ofSeconds(2);

    /**
     * Waits for the end of the child: SIGINT when the time is over, SIGKILL 5 seconds later. If this thread is interrupted
     * the child is killed, and so ends the wait.
     *
     * @throws IOException if it cannot be started, the message says why; or if this thread has been interrupted
     */
    public static ShortRun of(
            ChildLauncher launcher, Path binary, List<String> arguments, Output output, Duration limit)
            throws IOException {
        Child child = launcher.launch(binary, arguments, output);
        Collector collector = new Collector();
        child.attach(collector);
        try {
            boolean late = !done(collector.exited, limit);
            if (late) {
                child.interrupt();
                if (!done(collector.exited, TIME_TO_END)) {
                    child.kill();
                }
            }
            ExitStatus status = collector.exited.get();
            if (!done(collector.drained, TIME_TO_DRAIN)) {
                child.abandonOutput();
            }
            return collector.result(status, late);
        } catch (InterruptedException e) {
            child.kill();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (ExecutionException e) {
            throw new IOException(e);
        }
    }

    private static boolean done(CompletableFuture<?> event, Duration limit)
            throws InterruptedException, ExecutionException {
        try {
            event.get(limit.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        }
    }

    /** Ended by itself, in time, with exit code 0. */
    public boolean succeeded() {
        return !late && !status.bySignal() && status.code() == 0;
    }

    /** Reads to the end, whatever is kept of it: a child must not wait for a full pipe. */
    private static final class Collector implements ChildListener {
        final CompletableFuture<ExitStatus> exited = new CompletableFuture<>();
        final CompletableFuture<Void> drained = new CompletableFuture<>();
        private final LineSplitter splitter = new LineSplitter(this::add);
        private final List<String> kept = new ArrayList<>();
        private long characters;
        private boolean cut;

        private synchronized void add(String line) {
            if (kept.size() >= MAX_LINES || characters + line.length() > MAX_CHARACTERS) {
                cut = true;
            } else {
                kept.add(line);
                characters += line.length();
            }
        }

        @Override
        public void output(byte[] bytes, int length) {
            splitter.feed(bytes, 0, length);
        }

        @Override
        public void outputEnded() {
            splitter.finish();
            drained.complete(null);
        }

        @Override
        public void exited(ExitStatus status) {
            exited.complete(status);
        }

        synchronized ShortRun result(ExitStatus status, boolean late) {
            return new ShortRun(status, late, cut, List.copyOf(kept));
        }
    }
}
