package media.kern.ffmpeg.skills;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import media.kern.ffmpeg.process.Captured;
import media.kern.ffmpeg.process.ChildLauncher;
import media.kern.ffmpeg.process.ShortRun;

/** Runs a program that prints something and ends. It has 10 seconds. */
record Question(ChildLauncher launcher, Path program) {
    private static final Duration TIME_LIMIT = Duration.ofSeconds(10);
    private static final int MAX_REASON_CHARACTERS = 300;

    /**
     * @return what it printed
     * @throws IOException if it cannot be started, fails, is late, or prints more than {@link ShortRun} keeps
     */
    List<String> ask(Captured captured, String... arguments) throws IOException {
        ShortRun run = run(captured, List.of(arguments));
        if (run.exitCode() != 0) {
            String last = run.lines().isEmpty() ? "no output" : run.lines().getLast();
            String reason = last.substring(0, Math.min(last.length(), MAX_REASON_CHARACTERS));
            throw new IOException("exit code " + run.exitCode() + ": " + reason);
        }
        return run.lines();
    }

    /** As {@link #ask}, of a program whose exit code does not tell whether it has printed what it knows. */
    List<String> askInSpiteOfFailure(Captured captured, String... arguments) throws IOException {
        return run(captured, List.of(arguments)).lines();
    }

    private ShortRun run(Captured captured, List<String> arguments) throws IOException {
        ShortRun run = ShortRun.of(launcher, program, arguments, captured, TIME_LIMIT);
        if (run.late()) {
            throw new IOException("no answer within " + TIME_LIMIT.toSeconds() + " seconds");
        }
        if (run.cut()) {
            throw new IOException("the answer is longer than 10,000 lines or 4 MiB");
        }
        return run;
    }
}
