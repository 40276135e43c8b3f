package media.kern.ffmpeg.skills;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import media.kern.ffmpeg.child.ChildLauncher;
import media.kern.ffmpeg.child.Executable;
import media.kern.ffmpeg.child.Programs;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EncoderTrialsTest {
    private final Path ffmpeg = Executable.find("ffmpeg", System.getenv("PATH")).orElseThrow();
    private final ChildLauncher launcher = new ChildLauncher("trial-test");

    @AfterEach
    void end() throws Exception {
        launcher.close();
    }

    private List<EncoderTrial> run(Path binary, Encoder... encoders) {
        return run(new EncoderTrials(launcher, binary), encoders).orElseThrow();
    }

    private static Optional<List<EncoderTrial>> run(EncoderTrials trials, Encoder... encoders) {
        try {
            return trials.run(List.of(encoders));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Encoder video(String name) {
        return new Encoder(name, Encoder.Kind.VIDEO);
    }

    @Test
    void tellsInTheOrderOfTheQuestionWhichEncodersWork() throws Exception {
        List<EncoderTrial> trials = run(
                ffmpeg, video("libx264"), video("h264_nvenc"), new Encoder("aac", Encoder.Kind.AUDIO), video("nope"));

        assertThat(trials).extracting(EncoderTrial::encoder).containsExactly("libx264", "h264_nvenc", "aac", "nope");
        assertThat(trials).extracting(EncoderTrial::works).containsExactly(true, false, true, false);
        assertThat(trials.get(0).error()).isEmpty();
        assertThat(trials.get(1).error()).isNotBlank().doesNotContain("@ 0x");
        assertThat(trials.get(3).error()).contains("Unknown encoder 'nope'");
        assertThat(trials).allSatisfy(trial -> assertThat(trial.seconds()).isBetween(0.0, 60.0));
    }

    @Test
    void saysSoIfThereIsNothingElseToSay(@TempDir Path folder) throws IOException {
        assertThat(run(Programs.script(folder, "ffmpeg", "exit 3"), video("x"))
                        .getFirst()
                        .error())
                .isEqualTo("FFmpeg ended with exit code 3");
        assertThat(run(folder.resolve("missing"), video("x")).getFirst().error())
                .isEqualTo("fork/exec " + folder.resolve("missing") + ": no such file or directory");
    }

    @Test
    void trialsDoNotDisturbEachOther(@TempDir Path folder) throws Exception {
        Path begun = folder.resolve("begun");
        Path go = folder.resolve("go");
        Path waiting = Programs.script(
                folder, "ffmpeg", "touch %s; while [ ! -e %s ]; do sleep 0.02; done".formatted(begun, go));
        EncoderTrials trials = new EncoderTrials(launcher, waiting);

        CompletableFuture<Optional<List<EncoderTrial>>> first =
                CompletableFuture.supplyAsync(() -> run(trials, video("x")));
        Awaitility.await().until(() -> Files.exists(begun));

        assertThat(run(trials, video("y"))).isEmpty();
        Files.createFile(go);
        assertThat(first.get(20, TimeUnit.SECONDS).orElseThrow().getFirst().works())
                .isTrue();
        assertThat(run(trials, video("y"))).isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "h264_vaapi,   -init_hw_device vaapi=trial",
        "hevc_qsv,     -init_hw_device qsv=trial",
        "h264_vulkan,  -init_hw_device vulkan=trial",
        "av1_d3d12va,  -init_hw_device d3d12va=trial",
        "hevc_vaapi,   -vf format=nv12",
        "h264_nvenc,   -i testsrc2",
        "h264_v4l2m2m, -c:v h264_v4l2m2m",
    })
    void bringsPicturesToTheDevicesThatCannotFetchThem(String encoder, String option) {
        assertThat(String.join(" ", TrialCommand.of(video(encoder)))).contains(option);
    }

    @Test
    void otherEncodersNeedNoDevice() throws Exception {
        assertThat(TrialCommand.of(video("h264_nvenc"))).doesNotContain("-init_hw_device", "-vf");
        assertThat(TrialCommand.of(new Encoder("aac_vaapi", Encoder.Kind.AUDIO)))
                .doesNotContain("-init_hw_device");
    }
}
