package media.kern.ffmpeg.child;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** Shell scripts as children, and what the system knows about them. */
public final class Shell {
    public static final Path BINARY = Path.of("/bin/sh");

    private Shell() {}

    public static List<String> arguments(String script) {
        return List.of("-c", script);
    }

    public static Path ffmpeg() {
        return Executable.find("ffmpeg", System.getenv("PATH")).orElseThrow();
    }

    /** False for a zombie: it has ended, only its parent has not looked yet. */
    public static boolean runs(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            char state = stat.charAt(stat.lastIndexOf(')') + 2);
            return state != 'Z' && state != 'X';
        } catch (IOException e) {
            return false;
        }
    }

    /** Sends a signal, as {@code kill} does. */
    public static void signal(long pid, int number) {
        Libc.kill(pid, number);
    }

    public static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(20));
    }
}
