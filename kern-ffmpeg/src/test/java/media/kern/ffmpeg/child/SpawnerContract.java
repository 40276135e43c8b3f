package media.kern.ffmpeg.child;

import static media.kern.ffmpeg.child.Shell.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every way to start children has to do. */
abstract class SpawnerContract {
    private static final Path SHELL = Shell.BINARY;

    private ChildLauncher launcher;

    abstract Spawner spawner() throws IOException;

    @BeforeEach
    void begin() throws IOException {
        launcher = new ChildLauncher("installation-42", spawner());
    }

    @AfterEach
    void end() {
        launcher.close();
    }

    private List<String> output(String script) throws Exception {
        return RecordedChild.launch(launcher, SHELL, "-c", script)
                .output()
                .lines()
                .toList();
    }

    private ExitStatus exit(String script) throws Exception {
        return RecordedChild.launch(launcher, SHELL, "-c", script).exit();
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
    void stdoutIsReadIfAskedFor() throws Exception {
        RecordedChild out =
                RecordedChild.of(launcher.launch(SHELL, List.of("-c", "echo out; echo err >&2"), Output.STDOUT));
        RecordedChild both =
                RecordedChild.of(launcher.launch(SHELL, List.of("-c", "echo out; echo err >&2"), Output.BOTH));

        assertThat(out.output()).isEqualTo("out\n");
        assertThat(both.output()).isEqualTo("out\nerr\n");
    }

    @Test
    void noFileOfThisProgramIsOpenInTheChild() throws Exception {
        assertThat(output("files=$(readlink /proc/$$/fd/*); echo \"$files\" >&2"))
                .isNotEmpty()
                .allMatch(file -> file.equals("/dev/null") || file.startsWith("pipe:"));
    }

    @Test
    void argumentsArePassedAsTheyAre() throws Exception {
        RecordedChild child = RecordedChild.launch(
                launcher, SHELL, "-c", "printf '<%s>' \"$@\" >&2", "sh", "a b", "", "$HOME", "*", "ü");

        assertThat(child.output()).isEqualTo("<a b><><$HOME><*><ü>");
    }

    @Test
    void saysHowItEnded() throws Exception {
        assertThat(exit("exit 0")).isEqualTo(new ExitStatus(0, 0));
        assertThat(exit("exit 183")).isEqualTo(new ExitStatus(183, 0));
        assertThat(exit("exit 255")).isEqualTo(new ExitStatus(255, 0));
        assertThat(exit("kill -TERM $$")).isEqualTo(new ExitStatus(0, 15));
        assertThat(exit("kill -KILL $$")).isEqualTo(new ExitStatus(0, 9));
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
        assertThatThrownBy(() -> launcher.launch(SHELL, List.of("a\0b"))).isInstanceOf(IOException.class);
    }

    @Test
    void argumentsThatAreTooLongAreAnErrorAndLeaveNothing() throws Exception {
        String tooLong = "x".repeat(4_000_000);

        assertThatThrownBy(() -> launcher.launch(SHELL, List.of("-c", tooLong)))
                .isInstanceOf(IOException.class)
                .hasMessageMatching("(?s).*(argument list too long|Argument list too long).*");
        assertThat(output("echo still here >&2")).containsExactly("still here");
    }

    @Test
    void interruptIsSeenEvenIfThisProgramIgnoresIt() throws Exception {
        RecordedChild child = RecordedChild.launch(
                launcher,
                SHELL,
                "-c",
                "trap 'echo asked >&2; exit 3' INT; echo ready >&2; while :; do sleep 0.05; done");
        await().until(() -> child.soFar().contains("ready"));

        assertThat(child.child().interrupt()).isTrue();

        assertThat(child.exit()).isEqualTo(new ExitStatus(3, 0));
        assertThat(child.output()).contains("asked");
        assertThat(child.child().interrupt()).isFalse();
    }

    @Test
    void whatItLeavesInItsGroupEndsWithIt() throws Exception {
        RecordedChild child = RecordedChild.launch(launcher, SHELL, "-c", "sleep 1000 & echo $! >&2");

        assertThat(child.exit()).isEqualTo(new ExitStatus(0, 0));

        long left = Long.parseLong(child.output().strip());
        await().until(() -> !Shell.runs(left));
    }

    @Test
    void killEndsTheWholeGroup() throws Exception {
        RecordedChild child =
                RecordedChild.launch(launcher, SHELL, "-c", "trap '' INT TERM; sleep 1000 & echo $! >&2; wait");
        await().until(() -> child.soFar().contains("\n"));
        long other = Long.parseLong(child.soFar().strip());

        child.child().kill();

        assertThat(child.exit()).isEqualTo(new ExitStatus(0, 9));
        await().until(() -> !Shell.runs(other));
    }

    @Test
    void oneThatFloodsItsOutputLosesNothingAndHoldsNobodyUp() throws Exception {
        RecordedChild flood = RecordedChild.launch(launcher, SHELL, "-c", "head -c 50000000 /dev/zero >&2");
        RecordedChild quiet = RecordedChild.launch(launcher, SHELL, "-c", "echo quiet >&2");

        assertThat(quiet.output()).isEqualTo("quiet\n");
        assertThat(flood.output()).hasSize(50_000_000);
    }

    @Test
    void aThousandChildrenAreReadAndReapedAndLeaveNoDescriptor() throws Exception {
        output("exit"); // Everything that is there once is there now.
        long before = openFiles();

        for (int round = 0; round < 10; round++) {
            List<RecordedChild> children = new java.util.ArrayList<>();
            for (int i = 0; i < 100; i++) {
                children.add(RecordedChild.launch(launcher, SHELL, "-c", "echo " + i + " >&2; exit " + i));
            }
            for (int i = 0; i < 100; i++) {
                assertThat(children.get(i).output()).isEqualTo(i + "\n");
                assertThat(children.get(i).exit()).isEqualTo(new ExitStatus(i, 0));
            }
        }

        // Other tests open files of their own meanwhile.
        await().until(() -> openFiles() < before + 100);
    }

    private static long openFiles() throws IOException {
        try (var files = Files.list(Path.of("/proc/self/fd"))) {
            return files.count();
        }
    }

    @Test
    void startsNothingAfterItHasBeenClosed() {
        launcher.close();

        assertThatThrownBy(() -> launcher.launch(SHELL, List.of("-c", "exit"))).isInstanceOf(IOException.class);
    }

    @Test
    void childrenEndWithTheLauncher() throws Exception {
        RecordedChild child = RecordedChild.launch(launcher, SHELL, "-c", "echo ready >&2; exec sleep 1000");
        await().until(() -> child.soFar().equals("ready\n"));

        launcher.close();

        assertThat(child.exit()).isEqualTo(new ExitStatus(0, 9));
    }
}
