package media.kern.ffmpeg.process;

import static media.kern.ffmpeg.process.Shell.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class ChildLauncherTest {
    private final ChildLauncher launcher = new ChildLauncher("installation-42");

    @AfterEach
    void end() {
        launcher.close();
    }

    /** What a script writes to stderr until its end. */
    private List<String> output(String script) throws IOException {
        try (var stderr =
                launcher.launch(Path.of("/bin/sh"), List.of("-c", script)).stderr()) {
            return new String(stderr.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
    }

    @Test
    void aChildLeadsASessionOfItsOwn() throws Exception {
        String stat = output("cat /proc/$$/stat >&2").getFirst();

        String pid = stat.substring(0, stat.indexOf(' '));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        assertThat(fields[1])
                .as("parent")
                .isEqualTo(Long.toString(ProcessHandle.current().pid()));
        assertThat(fields[2]).as("process group").isEqualTo(pid);
        assertThat(fields[3]).as("session").isEqualTo(pid);
    }

    @Test
    void theEnvironmentTellsNothingButWhoStartedIt() throws Exception {
        assertThat(output("tr '\\0' '\\n' < /proc/$$/environ >&2"))
                .containsExactlyInAnyOrder(
                        "KERN_ID=installation-42",
                        "KERN_PID=" + ProcessHandle.current().pid());
    }

    @Test
    void thereIsNothingToReadAndStdoutGoesNowhere() throws Exception {
        assertThat(
                        output(
                                "cat; echo lost; in=$(readlink /proc/$$/fd/0); out=$(readlink /proc/$$/fd/1); echo $in $out >&2"))
                .containsExactly("/dev/null /dev/null");
    }

    @Test
    void noFileOfThisProgramIsOpenInTheChild() throws Exception {
        assertThat(output("files=$(readlink /proc/$$/fd/*); echo \"$files\" >&2"))
                .isNotEmpty()
                .allMatch(file -> file.equals("/dev/null") || file.startsWith("pipe:"));
    }

    @Test
    void argumentsArePassedAsTheyAre() throws Exception {
        try (var stderr = launcher.launch(
                        Path.of("/bin/sh"),
                        List.of("-c", "printf '<%s>' \"$@\" >&2", "sh", "a b", "", "$HOME", "*", "ü"))
                .stderr()) {
            assertThat(new String(stderr.readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo("<a b><><$HOME><*><ü>");
        }
    }

    @Test
    void saysWhyAChildCannotBeStarted(@TempDir Path folder) throws Exception {
        Path missing = folder.resolve("ffmpeg");
        Path notExecutable = Files.createFile(folder.resolve("plain"));

        assertThatThrownBy(() -> launcher.launch(missing, List.of()))
                .isInstanceOf(IOException.class)
                .hasMessage("fork/exec " + missing + ": no such file or directory");
        assertThatThrownBy(() -> launcher.launch(notExecutable, List.of()))
                .isInstanceOf(IOException.class)
                .hasMessage("fork/exec " + notExecutable + ": permission denied");
        assertThatThrownBy(() -> launcher.launch(Path.of("/bin/sh"), List.of("a\0b")))
                .isInstanceOf(IOException.class);
    }

    @Test
    void startsNothingAfterItHasBeenClosed() {
        launcher.close();

        assertThatThrownBy(() -> launcher.launch(Path.of("/bin/sh"), List.of("-c", "exit")))
                .isInstanceOf(IOException.class);
    }

    @Test
    void childrenEndWithTheLauncher() throws Exception {
        Child child = launcher.launch(Path.of("/bin/sleep"), List.of("1000"));
        awaitExec(child.pid(), "sleep");

        launcher.close();

        await().until(() -> !Shell.runs(child.pid()));
    }

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
