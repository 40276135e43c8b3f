package media.kern.ffmpeg.process;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import media.kern.ffmpeg.report.LineSplitter;

/** A child that runs once, for a limited time, and whose output is wanted as a whole. */
public final class ShortRun {
    private static final int MAX_LINES = 10_000;
    private static final Duration TIME_TO_END = Duration.ofSeconds(5);

    private ShortRun() {}

    /**
     * Waits for the end of the child: SIGINT when the time is over, SIGKILL 5 seconds later.
     *
     * @return what it wrote to stderr, at most 10,000 lines; why it could not be started, if so
     */
    public static List<String> lines(ChildLauncher launcher, Path binary, List<String> arguments, Duration limit) {
        List<String> lines = new ArrayList<>();
        Child child;
        try {
            child = launcher.launch(binary, arguments);
        } catch (IOException e) {
            return List.of(String.valueOf(e.getMessage()));
        }
        CompletableFuture<Void> interrupt = after(limit, child::interrupt);
        CompletableFuture<Void> kill = after(limit.plus(TIME_TO_END), child::kill);
        child.onExit(code -> child.killGroup());
        LineSplitter splitter = new LineSplitter(line -> {
            if (lines.size() < MAX_LINES) {
                lines.add(line);
            }
        });
        try (var stderr = child.stderr()) {
            byte[] buffer = new byte[8192];
            for (int length = stderr.read(buffer); length >= 0; length = stderr.read(buffer)) {
                splitter.feed(buffer, 0, length);
            }
        } catch (IOException e) {
            lines.add(String.valueOf(e.getMessage()));
        } finally {
            interrupt.cancel(false);
            kill.cancel(false);
        }
        splitter.finish();
        return lines;
    }

    private static CompletableFuture<Void> after(Duration delay, Runnable action) {
        return CompletableFuture.runAsync(
                action, CompletableFuture.delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS));
    }
}
