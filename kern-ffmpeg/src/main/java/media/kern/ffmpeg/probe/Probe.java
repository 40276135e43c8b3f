package media.kern.ffmpeg.probe;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import media.kern.ffmpeg.process.ChildLauncher;
import media.kern.ffmpeg.process.ShortRun;
import media.kern.ffmpeg.progress.StreamDescription;

/** Lets FFmpeg describe inputs. At most eight at a time; each has 20 seconds. */
public final class Probe {
    private static final Duration TIME_LIMIT = Duration.ofSeconds(20);
    private static final int AT_A_TIME = 8;

    private final ChildLauncher launcher;
    private final Path binary;
    private final Semaphore places = new Semaphore(AT_A_TIME, true);

    /**
     * What FFmpeg said.
     *
     * @param log its lines, as many as {@link ShortRun} keeps
     */
    public record Result(List<StreamDescription> streams, List<String> log) {
        public static final Result EMPTY = new Result(List.of(), List.of());
    }

    public Probe(ChildLauncher launcher, Path binary) {
        this.launcher = launcher;
        this.binary = binary;
    }

    private boolean placeFound() {
        try {
            return places.tryAcquire(TIME_LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /**
     * Waits until FFmpeg has ended; its failure is part of the log.
     *
     * @param arguments global options and inputs, no outputs
     */
    public Result run(List<String> arguments) {
        if (!placeFound()) {
            return new Result(List.of(), List.of("too many probes are running, try again later"));
        }
        try {
            List<String> lines = ShortRun.lines(launcher, binary, arguments, TIME_LIMIT).stream()
                    .filter(line -> !line.startsWith("avstream.progress:"))
                    .toList();
            return new Result(StreamDescription.inputsOf(lines), lines);
        } finally {
            places.release();
        }
    }
}
