package media.kern.ffmpeg.process;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import media.kern.ffmpeg.report.LineSplitter;

/**
 * A child that runs once, for a limited time, and whose output is wanted as a whole.
 *
 * @param exitCode as {@link Process#exitValue}
 * @param late whether it was ended because its time was over
 * @param cut whether it wrote more than what is kept
 * @param lines what it wrote, without empty lines: at most 10,000, at most 4 MiB of characters
 */
public record ShortRun(int exitCode, boolean late, boolean cut, List<String> lines) {
    private static final int MAX_LINES = 10_000;
    private static final int MAX_CHARACTERS = 4 * 1024 * 1024;
    private static final Duration TIME_TO_END = Duration.ofSeconds(5);

    /**
     * Waits for the end of the child: SIGINT when the time is over, SIGKILL 5 seconds later.
     *
     * @throws IOException if it cannot be started; the message says why
     */
    public static ShortRun of(
            ChildLauncher launcher, Path binary, List<String> arguments, Captured captured, Duration limit)
            throws IOException {
        Child child = launcher.launch(binary, arguments, captured);
        CompletableFuture<Integer> ended = new CompletableFuture<>();
        child.onExit(code -> {
            child.killGroup();
            ended.complete(code);
        });
        AtomicBoolean late = new AtomicBoolean();
        CompletableFuture<Void> interrupt = after(limit, () -> {
            late.set(true);
            child.interrupt();
        });
        CompletableFuture<Void> kill = after(limit.plus(TIME_TO_END), child::kill);
        Lines lines = new Lines();
        try (InputStream output = captured.of(child)) {
            lines.read(output);
            // It may have closed its output and go on.
            int exitCode = ended.join();
            return new ShortRun(exitCode, late.get(), lines.cut, List.copyOf(lines.kept));
        } finally {
            interrupt.cancel(false);
            kill.cancel(false);
            if (!ended.isDone()) {
                child.kill();
            }
        }
    }

    /**
     * As {@link #of}, for who wants the text only.
     *
     * @return what the child wrote to stderr; why it could not be started or read, if so
     */
    public static List<String> lines(ChildLauncher launcher, Path binary, List<String> arguments, Duration limit) {
        try {
            return of(launcher, binary, arguments, Captured.STDERR, limit).lines();
        } catch (IOException e) {
            return List.of(String.valueOf(e.getMessage()));
        }
    }

    private static CompletableFuture<Void> after(Duration delay, Runnable action) {
        return CompletableFuture.runAsync(
                action, CompletableFuture.delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS));
    }

    /** Reads to the end, whatever is kept of it: a child must not wait for a full pipe. */
    private static final class Lines {
        private final List<String> kept = new ArrayList<>();
        private long characters;
        private boolean cut;

        void read(InputStream output) throws IOException {
            LineSplitter splitter = new LineSplitter(this::add);
            byte[] buffer = new byte[8192];
            for (int length = output.read(buffer); length >= 0; length = output.read(buffer)) {
                splitter.feed(buffer, 0, length);
            }
            splitter.finish();
        }

        private void add(String line) {
            if (kept.size() >= MAX_LINES || characters + line.length() > MAX_CHARACTERS) {
                cut = true;
            } else {
                kept.add(line);
                characters += line.length();
            }
        }
    }
}
