package media.kern.ffmpeg.child;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Execution(ExecutionMode.CONCURRENT)
class ShortRunTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    private final ChildLauncher launcher = new ChildLauncher("short-run-test");

    @AfterEach
    void end() {
        launcher.close();
    }

    private ShortRun run(String script, Output captured, Duration limit) throws IOException {
        return ShortRun.of(launcher, Shell.BINARY, Shell.arguments(script), captured, limit);
    }

    @ParameterizedTest
    @CsvSource({"STDOUT, out", "STDERR, err", "BOTH, out err"})
    void readsTheOutputThatIsWanted(Output captured, String lines) throws Exception {
        assertThat(run("echo out; echo err >&2", captured, LONG))
                .isEqualTo(new ShortRun(new ExitStatus(0, 0), false, false, List.of(lines.split(" "))));
    }

    @Test
    void tellsTheExitCode() throws Exception {
        assertThat(run("exit 7", Output.STDOUT, LONG).status()).isEqualTo(new ExitStatus(7, 0));
    }

    @Test
    void endsWhatDoesNotEndInTime() throws Exception {
        ShortRun run = run("echo begun; exec sleep 1000", Output.STDOUT, Duration.ofMillis(300));

        assertThat(run.late()).isTrue();
        assertThat(run.lines()).containsExactly("begun");
        assertThat(run.status()).isEqualTo(new ExitStatus(0, 2));
    }

    @Test
    void endsWhatClosesItsOutputAndGoesOn() throws Exception {
        assertThat(run("exec >&- 2>&-; exec sleep 1000", Output.STDOUT, Duration.ofMillis(300))
                        .late())
                .isTrue();
    }

    @Test
    void keepsNoMoreThanTenThousandLines() throws Exception {
        ShortRun run = run("seq 1 10001", Output.STDOUT, LONG);

        assertThat(run.cut()).isTrue();
        assertThat(run.lines()).hasSize(10_000).last().isEqualTo("10000");
        assertThat(run.succeeded()).isTrue();
    }

    @Test
    void keepsNoMoreThanFourMebibytes() throws Exception {
        ShortRun run = run(
                "i=0; x=$(head -c 60000 /dev/zero | tr '\\0' x); while [ $i -lt 100 ]; do echo $x; i=$((i+1)); done",
                Output.STDOUT,
                LONG);

        assertThat(run.cut()).isTrue();
        assertThat(run.lines()).hasSize(4 * 1024 * 1024 / 60000);
    }

    @Test
    void saysWhyThereIsNothingToRead() {
        Path missing = Path.of("/does/not/exist");

        assertThatThrownBy(() -> ShortRun.of(launcher, missing, List.of(), Output.STDOUT, LONG))
                .isInstanceOf(IOException.class)
                .hasMessage("fork/exec /does/not/exist: no such file or directory");
    }

    @Test
    void aSurvivorThatHoldsTheOutputOpenDoesNotHoldItUp() throws Exception {
        ShortRun run = run("setsid sleep 20 & echo $!", Output.STDOUT, LONG);

        assertThat(run.succeeded()).isTrue();
        Shell.signal(Long.parseLong(run.lines().getFirst()), 9);
    }
}
