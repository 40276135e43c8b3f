package media.kern.ffmpeg.probe;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import media.kern.ffmpeg.child.ChildLauncher;
import media.kern.ffmpeg.child.Output;
import media.kern.ffmpeg.child.ShortRun;
import media.kern.ffmpeg.progress.StreamDescription;

/**
 * Lets FFmpeg describe inputs, each with an FFmpeg of its own and all at the same time, so that one that does not answer
 * hides none of the others. At most eight FFmpegs at a time; each has 20 seconds.
 */
public final class Probe {
    private static final Duration TIME_LIMIT = Duration.ofSeconds(20);
    private static final int AT_A_TIME = 8;
    private static final int MAX_INPUTS = 100;
    private static final int MAX_LINES = 10_000;
    private static final int MAX_CHARACTERS = 4 * 1024 * 1024;

    /** Where FFmpeg's text has the number of an input. */
    private static final Pattern INPUT_NUMBER = Pattern.compile("^( {0,16}(?:Input|Stream) #)0(?=[,:])");

    private final ChildLauncher launcher;
    private final Path binary;
    private final Semaphore places = new Semaphore(AT_A_TIME, true);

    /**
     * What FFmpeg said.
     *
     * @param log its lines, as many as {@link ShortRun} keeps
     */
    public record Result(List<StreamDescription> streams, List<String> log) {
        /** What is kept if there are {@code inputs} of them: all together keep no more than one alone. */
        private Result cutTo(int inputs) {
            List<String> kept = new ArrayList<>();
            long characters = 0;
            for (String line : log) {
                characters += line.length();
                if (kept.size() >= MAX_LINES / inputs || characters > MAX_CHARACTERS / inputs) {
                    break;
                }
                kept.add(line);
            }
            return new Result(streams, kept);
        }
    }

    public Probe(ChildLauncher launcher, Path binary) {
        this.launcher = launcher;
        this.binary = binary;
    }

    /**
     * Waits until all FFmpegs have ended; their failures are part of the log. If this thread is interrupted, they are
     * killed.
     *
     * @param inputs for each input the arguments: global options and that input, no outputs; those behind the first 100
     *     are left out
     * @param mask takes the secrets out of addresses and lines
     */
    public Result run(List<List<String>> inputs, UnaryOperator<String> mask) throws InterruptedException {
        List<Result> results = new ArrayList<>();
        ExecutorService threads = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("kern-probe-", 0).factory());
        try {
            List<Future<Result>> runs = new ArrayList<>();
            List<List<String>> probed = inputs.subList(0, Math.min(inputs.size(), MAX_INPUTS));
            for (List<String> arguments : probed) {
                int number = runs.size();
                runs.add(threads.submit(() -> run(number, arguments, mask).cutTo(probed.size())));
            }
            for (Future<Result> run : runs) {
                results.add(result(run));
            }
        } finally {
            threads.shutdownNow();
        }
        return new Result(
                results.stream().flatMap(result -> result.streams().stream()).toList(),
                results.stream().flatMap(result -> result.log().stream()).toList());
    }

    private static Result result(Future<Result> run) throws InterruptedException {
        try {
            return run.get();
        } catch (ExecutionException | CancellationException e) {
            throw new IllegalStateException("a probe failed", e);
        }
    }

    private Result run(int number, List<String> arguments, UnaryOperator<String> mask) throws InterruptedException {
        if (!places.tryAcquire(TIME_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
            return new Result(List.of(), List.of("too many probes are running, try again later"));
        }
        try {
            List<String> lines = ShortRun.of(launcher, binary, arguments, Output.STDERR, TIME_LIMIT).lines().stream()
                    .filter(line -> !line.startsWith("avstream.progress:"))
                    .toList();
            return new Result(
                    StreamDescription.inputsOf(lines).stream()
                            .map(stream -> stream.ofInput(number, mask.apply(stream.url())))
                            .toList(),
                    lines.stream().map(line -> shown(number, mask.apply(line))).toList());
        } catch (IOException e) {
            return new Result(List.of(), List.of(mask.apply(String.valueOf(e.getMessage()))));
        } finally {
            places.release();
        }
    }

    /** Each FFmpeg believes that its input is the only one. */
    private static String shown(int number, String line) {
        return number == 0 ? line : INPUT_NUMBER.matcher(line).replaceFirst("$1" + number);
    }
}
