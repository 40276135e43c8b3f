package media.kern.ffmpeg.process;

import static media.kern.ffmpeg.child.Shell.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import media.kern.ffmpeg.child.ChildLauncher;
import media.kern.ffmpeg.child.ProcessTable;
import media.kern.ffmpeg.child.Shell;
import media.kern.ffmpeg.progress.Instrumentation;
import media.kern.ffmpeg.progress.StreamProgress;
import media.kern.ffmpeg.report.ReportLog;
import media.kern.ffmpeg.skills.InstalledFfmpeg;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** FFmpegs of several versions, run as the server runs them. They come with the build on Linux with x86-64 only. */
@Execution(ExecutionMode.CONCURRENT)
class FfmpegBuildsTest {
    private static final Path BUILDS = Path.of("target", "ffmpeg-builds").toAbsolutePath();
    private static final Path EXECUTABLE = Path.of("org", "bytedeco", "ffmpeg", "linux-x86_64-gpl", "ffmpeg");

    private final ChildLauncher launcher = new ChildLauncher("builds-test");
    private final List<Supervisor> supervisors = new ArrayList<>();

    @AfterEach
    void end() throws Exception {
        for (Supervisor supervisor : supervisors) {
            supervisor.close().get(30, TimeUnit.SECONDS);
        }
        launcher.close();
    }

    private static Path binary(String build) throws IOException {
        if (build.equals("installed")) {
            return Shell.ffmpeg();
        }
        Path binary = BUILDS.resolve(build).resolve(EXECUTABLE);
        assumeTrue(Files.exists(binary), "there is no FFmpeg " + build + " for this system to test with");
        Files.setPosixFilePermissions(binary, PosixFilePermissions.fromString("rwxr-xr-x"));
        return binary;
    }

    private Supervisor supervise(
            InstalledFfmpeg ffmpeg, List<String> global, List<String> inputs, List<String> outputs, String address) {
        Instrumentation instrumentation = ffmpeg.instrumentation();
        List<String> arguments = new ArrayList<>(instrumentation.global(global));
        arguments.addAll(global);
        arguments.addAll(inputs);
        arguments.addAll(outputs);
        arguments.addAll(instrumentation.output(outputs));
        arguments.add(address);
        SupervisedCommand command = new SupervisedCommand(
                ffmpeg.path(),
                (plain, again) -> new SupervisedCommand.Invocation(arguments, true),
                false,
                Duration.ZERO,
                Duration.ZERO,
                Duration.ofSeconds(5),
                Limits.NONE);
        Supervisor supervisor = new Supervisor(
                "build",
                new Supervisor.Surroundings(
                        launcher, new ProcessTable(() -> 1), InstantSource.system(), UnaryOperator.identity()),
                command,
                new ReportLog(100, 3, InstantSource.system().instant()),
                Order.STOP);
        supervisors.add(supervisor);
        return supervisor;
    }

    private static void start(Supervisor supervisor) throws Exception {
        supervisor.start().get(30, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"installed", "4.4", "6.1", "7.1", "8.0"})
    void tellsItsProgressPerStream(String build) throws Exception {
        InstalledFfmpeg ffmpeg = new InstalledFfmpeg(launcher, binary(build));
        if (!build.equals("installed")) {
            assertThat(ffmpeg.version()).startsWith(build + ".");
        }
        Supervisor supervisor = supervise(
                ffmpeg,
                List.of("-hide_banner"),
                List.of("-re", "-f", "lavfi", "-i", "testsrc2=size=128x72:rate=25", "-re", "-f", "lavfi", "-i", "sine"),
                List.of("-c:v", "libx264", "-preset", "ultrafast", "-g", "25", "-c:a", "aac", "-f", "mpegts", "-y"),
                "/dev/null");

        start(supervisor);

        await().until(() -> supervisor.status().progress().frame() > 30);
        assertThat(supervisor.status().state()).isEqualTo(ExecState.RUNNING);
        List<StreamProgress> inputs = supervisor.status().progress().inputs();
        List<StreamProgress> outputs = supervisor.status().progress().outputs();
        assertThat(inputs).hasSize(2);
        assertThat(inputs.getFirst().frame()).isGreaterThan(30);
        assertThat(outputs).hasSize(2);
        assertThat(outputs.getFirst().frame()).isGreaterThan(30);
        assertThat(outputs.getFirst().sizeBytes()).isPositive();
        assertThat(outputs.getFirst().description().coder()).isEqualTo("libx264");
        if (ffmpeg.instrumentation().muxStats()) {
            assertThat(outputs.get(1).packet()).isGreaterThan(30);
            assertThat(outputs.get(1).sizeBytes()).isPositive();
        }
        await().until(() -> supervisor.status().progress().outputs().getFirst().fps() > 10);
        assertThat(supervisor.report().log()).noneMatch(line -> line.line().contains("out_time"));
        supervisor.stop().get(30, TimeUnit.SECONDS);
        assertThat(supervisor.status().state()).isEqualTo(ExecState.FINISHED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"installed", "4.4", "6.1", "7.1", "8.0"})
    void oneThatIsToldToBeQuietIsNotStale(String build) throws Exception {
        Supervisor supervisor = supervise(
                new InstalledFfmpeg(launcher, binary(build)),
                List.of("-loglevel", "error", "-nostats"),
                List.of("-re", "-f", "lavfi", "-i", "sine"),
                List.of("-c:a", "aac", "-f", "null"),
                "-");

        start(supervisor);

        await().until(() -> supervisor.status().progress().timeSeconds() > 6);
        assertThat(supervisor.status().state()).isEqualTo(ExecState.RUNNING);
    }
}
