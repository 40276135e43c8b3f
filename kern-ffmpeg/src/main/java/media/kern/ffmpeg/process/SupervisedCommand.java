package media.kern.ffmpeg.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What to run and how to keep it running.
 *
 * @param binary absolute path of FFmpeg
 * @param invocations what to run it with
 * @param reconnect start again after FFmpeg ended by itself
 * @param reconnectDelay from the end to the next start
 * @param maxGrownDelay what that delay grows to if FFmpeg ends at once again and again, see {@link Backoff}
 * @param staleTimeout stop FFmpeg when it made no progress for so long; zero is never
 */
public record SupervisedCommand(
        Path binary,
        Invocations invocations,
        boolean reconnect,
        Duration reconnectDelay,
        Duration maxGrownDelay,
        Duration staleTimeout,
        Limits limits) {

    /** Tells the arguments before each start; may block. */
    @FunctionalInterface
    public interface Invocations {
        /** @param plain nothing may be added to what the user wants */
        Invocation next(boolean plain);
    }

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
