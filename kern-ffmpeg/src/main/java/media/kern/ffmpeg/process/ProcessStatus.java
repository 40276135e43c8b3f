package media.kern.ffmpeg.process;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import media.kern.ffmpeg.progress.Progress;

/**
 * A process at one moment.
 *
 * @param inState time since the last change of {@code state}
 * @param reconnectIn time until the next planned start
 * @param memoryBytes resident memory with that of everything it started, 0 while not running
 * @param cpuPercent likewise; 100 is everything the machine has
 * @param pid its process id while it runs
 * @param lastExit how the run before ended
 */
public record ProcessStatus(
        Order order,
        ExecState state,
        Duration inState,
        Optional<Duration> reconnectIn,
        Progress progress,
        long memoryBytes,
        double cpuPercent,
        OptionalLong pid,
        Optional<LastExit> lastExit) {

    /** One that cannot run, for its definition is invalid. */
    public static ProcessStatus invalid(Order order) {
        return new ProcessStatus(
                order,
                ExecState.FAILED,
                Duration.ZERO,
                Optional.empty(),
                Progress.EMPTY,
                0,
                0,
                OptionalLong.empty(),
                Optional.empty());
    }
}
