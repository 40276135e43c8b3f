package media.kern.ffmpeg.skills;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import media.kern.ffmpeg.child.ChildLauncher;
import media.kern.ffmpeg.child.Output;
import media.kern.ffmpeg.child.ShortRun;

/** Runs a program that prints something and ends. It has 10 seconds. */
record Question(ChildLauncher launcher, Path program) {
    private static final Duration TIME_LIMIT = Duration.ofSeconds(10);
    private static final int MAX_REASON_CHARACTERS = 300;

    /**
     * @return what it printed
     * @throws IOException if it cannot be started, fails, is late, or prints more than {@link ShortRun} keeps
     */
    List<String> ask(Output output, String... arguments) throws IOException {
        ShortRun run = run(output, List.of(arguments));
        if (!run.succeeded()) {
            String last = run.lines().isEmpty() ? "no output" : run.lines().getLast();
            String reason = last.substring(0, Math.min(last.length(), MAX_REASON_CHARACTERS));
            throw new IOException(run.status().text() + ": " + reason);
        }
        return run.lines();
    }

    /** As {@link #ask}, of a program whose exit code does not tell whether it has printed what it knows. */
    List<String> askInSpiteOfFailure(Output output, String... arguments) throws IOException {
        return run(output, List.of(arguments)).lines();
    }

    private ShortRun run(Output output, List<String> arguments) throws IOException {
        ShortRun run = ShortRun.of(launcher, program, arguments, output, TIME_LIMIT);
        if (run.late()) {
            throw new IOException("no answer within " + TIME_LIMIT.toSeconds() + " seconds");
        }
        if (run.cut()) {
            throw new IOException("the answer is longer than 10,000 lines or 4 MiB");
        }
        return run;
    }
}
