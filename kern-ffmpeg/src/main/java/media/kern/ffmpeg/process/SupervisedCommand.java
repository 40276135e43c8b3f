package media.kern.ffmpeg.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What to run and how to keep it running.
 *
 * @param binary absolute path of FFmpeg
 * @param arguments everything behind the binary, one element per argument
 * @param reconnect start again after FFmpeg ended by itself
 * @param reconnectDelay from the end to the next start
 * @param staleTimeout stop FFmpeg when it made no progress for so long; zero is never
 */
public record SupervisedCommand(
        Path binary,
        List<String> arguments,
        boolean reconnect,
        Duration reconnectDelay,
        Duration staleTimeout,
        Limits limits) {
    public SupervisedCommand {
        arguments = List.copyOf(arguments);
    }
}
