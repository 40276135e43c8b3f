package media.kern.ffmpeg.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** Shell scripts as children, and what the system knows about them. */
final class Shell {
    /** Clears what the JVM that runs the tests may have inherited: a shell cannot trap what is ignored. */
    static final Path BINARY = Path.of("/usr/bin/env");

    private Shell() {}

    static List<String> arguments(String script) {
        return List.of("--default-signal=INT", "/bin/sh", "-c", script);
    }

    static SupervisedCommand script(String script) {
        return new SupervisedCommand(BINARY, arguments(script), false, Duration.ZERO, Duration.ZERO, Limits.NONE);
    }

    static SupervisedCommand reconnecting(Duration delay, String script) {
        return new SupervisedCommand(BINARY, arguments(script), true, delay, Duration.ZERO, Limits.NONE);
    }

    static SupervisedCommand ffmpeg(String... arguments) {
        List<String> all = new ArrayList<>(List.of("-hide_banner"));
        all.addAll(List.of(arguments));
        return new SupervisedCommand(ffmpegBinary(), all, false, Duration.ZERO, Duration.ZERO, Limits.NONE);
    }

    static Path ffmpegBinary() {
        return Executable.find("ffmpeg", System.getenv("PATH")).orElseThrow();
    }

    /** False for a zombie: it has ended, only its parent has not looked yet. */
    static boolean runs(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            char state = stat.charAt(stat.lastIndexOf(')') + 2);
            return state != 'Z' && state != 'X';
        } catch (IOException e) {
            return false;
        }
    }

    static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(20));
    }
}
