package media.kern.ffmpeg.process;

import java.time.Duration;
import java.util.Optional;
import media.kern.ffmpeg.progress.Progress;

/**
 * A process at one moment.
 *
 * @param inState time since the last change of {@code state}
 * @param reconnectIn time until the next planned start
 * @param memoryBytes resident memory, 0 while not running
 * @param cpuPercent 100 is everything the machine has, 0 while not running
 */
public record ProcessStatus(
        Order order,
        ExecState state,
        Duration inState,
        Optional<Duration> reconnectIn,
        Progress progress,
        long memoryBytes,
        double cpuPercent) {}
