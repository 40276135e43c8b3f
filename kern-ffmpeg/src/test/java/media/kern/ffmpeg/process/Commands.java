package media.kern.ffmpeg.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import media.kern.ffmpeg.child.Shell;

/** Commands to supervise. */
final class Commands {
    private static final Duration MAX_GROWN_DELAY = Duration.ofSeconds(15);

    private Commands() {}

    static SupervisedCommand command(
            Path binary,
            List<String> arguments,
            boolean reconnect,
            Duration reconnectDelay,
            Duration staleTimeout,
            Limits limits) {
        return new SupervisedCommand(
                binary,
                (plain, again) -> new SupervisedCommand.Invocation(arguments, false),
                reconnect,
                reconnectDelay,
                MAX_GROWN_DELAY,
                staleTimeout,
                limits);
    }

    static SupervisedCommand script(String script) {
        return command(Shell.BINARY, Shell.arguments(script), false, Duration.ZERO, Duration.ZERO, Limits.NONE);
    }

    static SupervisedCommand reconnecting(Duration delay, String script) {
        return command(Shell.BINARY, Shell.arguments(script), true, delay, Duration.ZERO, Limits.NONE);
    }

    static SupervisedCommand ffmpeg(String... arguments) {
        List<String> all = new ArrayList<>(List.of("-hide_banner"));
        all.addAll(List.of(arguments));
        return command(Shell.ffmpeg(), all, false, Duration.ZERO, Duration.ZERO, Limits.NONE);
    }
}
