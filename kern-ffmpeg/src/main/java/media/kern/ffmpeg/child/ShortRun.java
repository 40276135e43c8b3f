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
 * @param limit how long it may take before it gets SIGINT, and SIGKILL 5 seconds later
 * @param maxBytes how much of its output is kept
 */
public record ShortRun(Output output, Duration limit, int maxBytes) {
    /** Also a bound for the number of empty strings that a flood of line ends could make. */
    private static final int MAX_LINES = 10_000;

    private static final Duration TIME_TO_END = Duration.ofSeconds(5);
    private static final Duration TIME_TO_DRAIN = Duration.ofSeconds(2);

    /**
     * What a child said.
     *
     * @param lines at most 10,000
     * @param complete false if it said more than was kept, or was ended because its time was over
     */
    public record Result(List<String> lines, ExitStatus status, boolean complete) {
        /** Ended by itself with exit code 0, and everything it said is there. */
        public boolean succeeded() {
            return complete && !status.bySignal() && status.code() == 0;
        }
    }

    /**
     * Runs it and waits for its end. If this thread is interrupted the child is killed, and so ends the wait.
     *
     * @throws IOException if it cannot be started, or this thread has been interrupted
     */
    public Result of(ChildLauncher launcher, Path binary, List<String> arguments) throws IOException {
        Child child = launcher.launch(binary, arguments, output);
        Collector collector = new Collector(maxBytes);
        child.attach(collector);
        boolean inTime = true;
        try {
            if (!ended(collector.exited, limit)) {
                inTime = false;
                child.interrupt();
                if (!ended(collector.exited, TIME_TO_END)) {
                    child.kill();
                }
            }
            ExitStatus status = collector.exited.get();
            if (!ended(collector.drained, TIME_TO_DRAIN)) {
                child.abandonOutput();
            }
            return collector.result(status, inTime);
        } catch (InterruptedException e) {
            child.kill();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (ExecutionException e) {
            throw new IOException(e);
        }
    }

    private static boolean ended(CompletableFuture<?> event, Duration limit)
            throws InterruptedException, ExecutionException {
        try {
            event.get(limit.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        }
    }

    private static final class Collector implements ChildListener {
        final CompletableFuture<ExitStatus> exited = new CompletableFuture<>();
        final CompletableFuture<Void> drained = new CompletableFuture<>();
        private final List<String> lines = new ArrayList<>();
        private final LineSplitter splitter = new LineSplitter(this::line);
        private final int maxBytes;
        private long bytes;
        private boolean cut;

        Collector(int maxBytes) {
            this.maxBytes = maxBytes;
        }

        private synchronized void line(String line) {
            if (lines.size() < MAX_LINES) {
                lines.add(line);
            } else {
                cut = true;
            }
        }

        @Override
        public void output(byte[] data, int length) {
            int kept = Math.clamp(maxBytes - bytes, 0, length);
            splitter.feed(data, 0, kept);
            bytes += kept;
            if (kept < length) {
                markCut();
            }
        }

        private synchronized void markCut() {
            cut = true;
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

        synchronized Result result(ExitStatus status, boolean inTime) {
            return new Result(List.copyOf(lines), status, inTime && !cut);
        }
    }
}
