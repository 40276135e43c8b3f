package media.kern.ffmpeg.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

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

    /** Tells the arguments before each start. */
    @FunctionalInterface
    public interface Invocations {
        /**
         * The arguments of the next run; may block for a moment.
         *
         * @param plain nothing may be added to what the user wants
         * @param again ends that run and starts it anew with other arguments, if it is still running then; takes the
         *     reason, for the report. Never waits; further calls have no effect
         */
        Invocation next(boolean plain, Consumer<String> again);

        /** What has to be found out before {@link #next} can tell; empty if that is nothing. */
        default Optional<Preparation> preparation() {
            return Optional.empty();
        }
    }

    /** Something that takes its time. A stop interrupts it, and waits for its end. */
    @FunctionalInterface
    public interface Preparation {
        void run() throws InterruptedException;
    }

    /**
     * The arguments of one run.
     *
     * @param arguments everything behind the binary, one element per argument
     * @param instrumented whether it writes what {@link media.kern.ffmpeg.progress.Instrumentation} asks for
     * @param companion is told of the run
     * @param notes lines for its report, before those of FFmpeg
     */
    public record Invocation(List<String> arguments, boolean instrumented, Companion companion, List<String> notes) {
        public Invocation {
            arguments = List.copyOf(arguments);
            notes = List.copyOf(notes);
        }

        public Invocation(List<String> arguments, boolean instrumented) {
            this(arguments, instrumented, Companion.NONE, List.of());
        }
    }
}
