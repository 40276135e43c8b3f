package media.kern.ffmpeg.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/**
 * What to run and how to keep it running.
 *
 * @param binary absolute path of FFmpeg
 * @param invocation what to run it with; asked for before each start, may block
 * @param reconnect start again after FFmpeg ended by itself
 * @param reconnectDelay from the end to the next start
 * @param maxGrownDelay what that delay grows to if FFmpeg ends at once again and again, see {@link Backoff}
 * @param staleTimeout stop FFmpeg when it made no progress for so long; zero is never
 */
public record SupervisedCommand(
        Path binary,
        Supplier<Invocation> invocation,
        boolean reconnect,
        Duration reconnectDelay,
        Duration maxGrownDelay,
        Duration staleTimeout,
        Limits limits) {

    /**
     * The arguments of one run.
     *
     * @param arguments everything behind the binary, one element per argument
     * @param instrumented whether it writes what {@link media.kern.ffmpeg.progress.Instrumentation} asks for
     */
    public record Invocation(List<String> arguments, boolean instrumented) {
        public Invocation {
            arguments = List.copyOf(arguments);
        }
    }
}
