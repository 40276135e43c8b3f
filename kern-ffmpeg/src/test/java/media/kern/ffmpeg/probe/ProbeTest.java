package media.kern.ffmpeg.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import media.kern.ffmpeg.child.ChildLauncher;
import media.kern.ffmpeg.child.Shell;
import media.kern.ffmpeg.progress.StreamDescription;
import media.kern.ffmpeg.report.Secrets;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProbeTest {
    private final Path ffmpeg = Shell.ffmpeg();
    private final ChildLauncher launcher = new ChildLauncher("probe-test");
    private final Secrets secrets = new Secrets(List.of("known-secret"));
    private final Probe probe = new Probe(launcher, ffmpeg);

    @AfterEach
    void end() {
        launcher.close();
    }

    private Path video(Path folder) throws Exception {
        Path file = folder.resolve("a video.mp4");
        Process process = new ProcessBuilder(
                        ffmpeg.toString(),
                        "-nostdin",
                        "-y",
                        "-f",
                        "lavfi",
                        "-i",
                        "testsrc2=size=320x180:rate=25",
                        "-f",
                        "lavfi",
                        "-i",
                        "sine=sample_rate=44100",
                        "-t",
                        "2",
                        "-pix_fmt",
                        "yuv420p",
                        "-codec:a",
                        "aac",
                        "-ac",
                        "2",
                        "-metadata:s:a:0",
                        "language=eng",
                        file.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        return file;
    }

    @Test
    void describesTheStreamsOfAFile(@TempDir Path folder) throws Exception {
        Path file = video(folder);

        Probe.Result result = probe.run(List.of(List.of("-hide_banner", "-i", file.toString())), secrets);

        assertThat(result.streams()).hasSize(2);
        StreamDescription picture = result.streams().get(0);
        assertThat(picture.type()).isEqualTo("video");
        assertThat(picture.url()).isEqualTo(file.toString());
        assertThat(picture.width()).isEqualTo(320);
        assertThat(picture.height()).isEqualTo(180);
        assertThat(picture.fps()).isEqualTo(25);
        assertThat(picture.pixFmt()).isEqualTo("yuv420p");
        assertThat(picture.durationSeconds()).isEqualTo(2, within(0.2));
        StreamDescription sound = result.streams().get(1);
        assertThat(sound.type()).isEqualTo("audio");
        assertThat(sound.codec()).isEqualTo("aac");
        assertThat(sound.samplingHz()).isEqualTo(44100);
        assertThat(sound.layout()).isEqualTo("stereo");
        assertThat(sound.language()).isEqualTo("eng");
        assertThat(result.log()).anyMatch(line -> line.startsWith("Input #0"));
    }

    @Test
    void describesSeveralInputsAtTheSameTimeAndNumbersThem() throws Exception {
        Probe.Result result = probe.run(
                List.of(
                        List.of("-f", "lavfi", "-i", "testsrc2=size=64x64:rate=10"),
                        List.of("-i", "/does/not/exist.mp4"),
                        List.of("-f", "lavfi", "-i", "sine=sample_rate=8000")),
                secrets);

        assertThat(result.streams())
                .extracting(StreamDescription::index, StreamDescription::stream, StreamDescription::type)
                .containsExactly(Tuple.tuple(0L, 0L, "video"), Tuple.tuple(2L, 0L, "audio"));
        assertThat(result.log())
                .anyMatch(line -> line.startsWith("Input #0, lavfi"))
                .anyMatch(line -> line.startsWith("Input #2, lavfi"))
                .anyMatch(line -> line.startsWith("  Stream #2:0: Audio"))
                .anyMatch(line -> line.contains("No such file or directory"));
    }

    @Test
    void endsWithItsCaller() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            List<List<String>> inputs = List.of(
                    List.of("-i", "tcp://127.0.0.1:" + silent.getLocalPort()),
                    List.of("-i", "tcp://127.0.0.1:" + silent.getLocalPort()));
            CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
            Thread caller = Thread.ofVirtual().start(() -> {
                try {
                    probe.run(inputs, secrets);
                    interrupted.complete(false);
                } catch (InterruptedException e) {
                    interrupted.complete(true);
                }
            });
            Socket first = silent.accept();
            Socket second = silent.accept();

            caller.interrupt();

            assertThat(interrupted.get(10, TimeUnit.SECONDS)).isTrue();
            // The FFmpegs have gone when their connections have.
            assertThat(first.getInputStream().readAllBytes()).isEmpty();
            assertThat(second.getInputStream().readAllBytes()).isEmpty();
        }
    }

    @Test
    void showsNoSecrets() throws Exception {
        Probe.Result result =
                probe.run(List.of(List.of("-i", "http://user:hidden@127.0.0.1:1/known-secret?token=abc")), secrets);

        assertThat(String.join("\n", result.log()))
                .contains("http://user:***@127.0.0.1:1/***?token=***")
                .doesNotContain("hidden", "known-secret", "abc");
    }

    @Test
    void saysInItsLogWhyThereIsNothing() throws Exception {
        Probe.Result missing = probe.run(List.of(List.of("-i", "/does/not/exist.mp4")), secrets);

        assertThat(missing.streams()).isEmpty();
        assertThat(missing.log()).anyMatch(line -> line.contains("No such file or directory"));

        Probe nothing = new Probe(launcher, Path.of("/does/not/exist"));
        Probe.Result noBinary = nothing.run(List.of(List.of("-i", "x")), secrets);

        assertThat(noBinary.streams()).isEmpty();
        assertThat(noBinary.log()).containsExactly("fork/exec /does/not/exist: no such file or directory");
    }
}
