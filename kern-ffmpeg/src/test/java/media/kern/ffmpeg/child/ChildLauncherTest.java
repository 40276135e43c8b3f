package media.kern.ffmpeg.child;

import static media.kern.ffmpeg.child.Shell.await;

import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class ChildLauncherTest {

    @Test
    void childrenEndWithTheServerEvenIfItIsKilled() throws Exception {
        Process server = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LaunchingServer.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader out = server.inputReader()) {
            long child = Long.parseLong(out.readLine());
            awaitExec(child, "sleep");

            server.destroyForcibly();

            await().until(() -> !Shell.runs(child));
        } finally {
            server.destroyForcibly();
        }
    }

    /** From here on the child is the program itself and the kernel knows when to end it. */
    private static void awaitExec(long pid, String program) {
        await().until(() -> Files.readString(Path.of("/proc", Long.toString(pid), "comm"))
                .strip()
                .equals(program));
    }

    /** The program that is killed: starts a child, says which, and waits. */
    static final class LaunchingServer {
        private LaunchingServer() {}

        public static void main(String[] arguments) throws Exception {
            ChildLauncher launcher = new ChildLauncher("killed-server");
            System.out.println(
                    launcher.launch(Path.of("/bin/sleep"), List.of("1000")).pid());
            Thread.currentThread().join();
        }
    }
}
