package media.kern.ffmpeg.skills;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import media.kern.ffmpeg.child.ChildLauncher;
import media.kern.ffmpeg.child.Output;
import media.kern.ffmpeg.child.ShortRun;

/**
 * Tries whether encoders work: that FFmpeg has one does not mean that there is the hardware for it. Each trial has 10
 * seconds, two run at a time; after 90 seconds no more are begun, for the answer has to reach a client that waits.
 */
public final class EncoderTrials {
    private static final Duration TIME_LIMIT = Duration.ofSeconds(10);
    private static final Duration TIME_TO_BEGIN = Duration.ofSeconds(90);
    private static final int TRIALS_AT_A_TIME = 2;

    private final ChildLauncher launcher;
    private final Path binary;
    private final Semaphore place = new Semaphore(1);

    public EncoderTrials(ChildLauncher launcher, Path binary) {
        this.launcher = launcher;
        this.binary = binary;
    }

    /**
     * Tries encoders of video or audio. Blocks; if this thread is interrupted, the trials end.
     *
     * @return one result each, in the same order; nothing if other trials are running, which would disturb these
     */
    public Optional<List<EncoderTrial>> run(List<Encoder> encoders) throws InterruptedException {
        if (!place.tryAcquire()) {
            return Optional.empty();
        }
        long deadline = System.nanoTime() + TIME_TO_BEGIN.toNanos();
        ExecutorService trials = Executors.newFixedThreadPool(
                TRIALS_AT_A_TIME,
                Thread.ofPlatform().name("kern-trial-", 0).daemon().factory());
        try {
            List<Future<EncoderTrial>> begun = new ArrayList<>();
            for (Encoder encoder : encoders) {
                begun.add(trials.submit(() -> attempt(encoder, deadline)));
            }
            List<EncoderTrial> results = new ArrayList<>();
            for (Future<EncoderTrial> trial : begun) {
                results.add(trial.get());
            }
            return Optional.of(results);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a trial failed", e);
        } finally {
            trials.shutdownNow();
            place.release();
        }
    }

    private EncoderTrial attempt(Encoder encoder, long deadline) {
        long start = System.nanoTime();
        if (start - deadline > 0) {
            return new EncoderTrial(
                    encoder.name(), false, "not tried: " + TIME_TO_BEGIN.toSeconds() + " seconds are over", 0);
        }
        String error;
        try {
            error = error(ShortRun.of(launcher, binary, TrialCommand.of(encoder), Output.STDERR, TIME_LIMIT));
        } catch (IOException e) {
            error = String.valueOf(e.getMessage());
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        return new EncoderTrial(encoder.name(), error.isEmpty(), error, seconds);
    }

    /** Empty if it was a success. */
    private static String error(ShortRun run) {
        if (run.succeeded()) {
            return "";
        }
        String said = TrialFailure.describe(run.lines());
        if (run.late()) {
            return (said + "\nno result within " + TIME_LIMIT.toSeconds() + " seconds").strip();
        }
        return said.isEmpty() ? "FFmpeg ended with " + run.status().text() : said;
    }
}
