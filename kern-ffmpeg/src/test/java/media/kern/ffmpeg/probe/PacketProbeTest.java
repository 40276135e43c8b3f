package media.kern.ffmpeg.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import media.kern.ffmpeg.child.ChildLauncher;
import media.kern.ffmpeg.child.Shell;
import media.kern.ffmpeg.probe.PacketProbe.Packets;
import media.kern.ffmpeg.progress.StreamDescription;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A look at the first packets, by the FFmpegs of several versions. */
class PacketProbeTest {
    private static final Path BUILDS = Path.of("target", "ffmpeg-builds").toAbsolutePath();
    private static final Path EXECUTABLE = Path.of("org", "bytedeco", "ffmpeg", "linux-x86_64-gpl", "ffmpeg");
    private static final String INSTALLED = "installed";

    @TempDir
    Path folder;

    private final ChildLauncher launcher = new ChildLauncher("packets-test");

    @AfterEach
    void end() {
        launcher.close();
    }

    private PacketProbe probe(String build) throws IOException {
        if (build.equals(INSTALLED)) {
            return new PacketProbe(launcher, Shell.ffmpeg());
        }
        Path binary = BUILDS.resolve(build).resolve(EXECUTABLE);
        assumeTrue(Files.exists(binary), "there is no FFmpeg " + build + " for this system to test with");
        Files.setPosixFilePermissions(binary, PosixFilePermissions.fromString("rwxr-xr-x"));
        return new PacketProbe(launcher, binary);
    }

    private Path source(String name, String options) throws Exception {
        Path file = folder.resolve(name);
        List<String> command = new ArrayList<>(List.of(Shell.ffmpeg().toString(), "-nostdin", "-loglevel", "error"));
        command.addAll(List.of("-f", "lavfi", "-i", "testsrc2=size=128x96:rate=25:duration=3"));
        command.addAll(List.of("-f", "lavfi", "-i", "sine=duration=3"));
        command.addAll(List.of("-pix_fmt", "yuv420p", "-c:v", "libx264", "-c:a", "aac"));
        command.addAll(List.of(options.split(" ")));
        command.add(file.toString());
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
        return file;
    }

    private static List<String> input(Path file) {
        return List.of("-hide_banner", "-nostdin", "-nostats", "-i", file.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"installed", "4.4", "6.1", "7.1", "8.0"})
    void tellsWhetherFramesAreReordered(String build) throws Exception {
        for (String container : List.of("flv", "mp4", "ts")) {
            Path plain = source("plain." + container, "-bf 0 -g 25");
            Path reordered = source("reordered." + container, "-bf 2 -x264-params b-adapt=0");

            List<Packets> ofPlain =
                    probe(build).run(input(plain), List.of("0:v:0", "0:a:0")).chosen();
            List<Packets> ofReordered =
                    probe(build).run(input(reordered), List.of("0:v:0")).chosen();

            assertThat(ofPlain).hasSize(2);
            assertThat(ofPlain.getFirst().packets()).isEqualTo(48);
            assertThat(ofPlain.getFirst().timed()).isTrue();
            assertThat(ofPlain.getFirst().reordered()).as(container).isFalse();
            assertThat(ofPlain.getFirst().stream().profile()).isEqualTo("High");
            assertThat(ofPlain.getFirst().stream().pixFmt()).isEqualTo("yuv420p");
            assertThat(ofPlain.get(1).stream().codec()).isEqualTo("aac");
            assertThat(ofReordered)
                    .singleElement()
                    .satisfies(
                            video -> assertThat(video.reordered()).as(container).isTrue());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"installed", "4.4", "6.1", "7.1", "8.0"})
    void choosesNothingIfNothingIsThere(String build) throws Exception {
        Path file = source("silent.mp4", "-an");

        PacketProbe.Result some = probe(build).run(input(file), List.of("0:v:0", "0:a:0"));
        PacketProbe.Result none = probe(build).run(input(file), List.of("0:v:7?", "0:a:0"));

        assertThat(some.chosen()).extracting(found -> found.stream().type()).containsExactly("video");
        assertThat(none.chosen()).isEmpty();
        assertThat(none.inputs()).extracting(StreamDescription::codec).containsExactly("h264");
        assertThat(none.trouble()).isEmpty();
    }

    @Test
    void saysWhyThereIsNothingToRead() throws Exception {
        PacketProbe.Result result = probe(INSTALLED).run(input(folder.resolve("none.mp4")), List.of("0:v:0"));

        assertThat(result.inputs()).isEmpty();
        assertThat(result.chosen()).isEmpty();
        assertThat(result.trouble()).endsWith("No such file or directory");
    }

    @Test
    void endsWhenItIsInterrupted() throws Exception {
        PacketProbe probe = new PacketProbe(launcher, Shell.BINARY);
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> probe.run(Shell.arguments("sleep 60"), List.of()))
                .isInstanceOf(InterruptedException.class);
    }

    @Test
    void packetsWithoutTimesAreNoticed() {
        PacketProbe.Result result = PacketProbe.read(List.of(
                "Output #0, tee, to 'x':",
                "  Stream #0:0: Video: h264 (High), yuv420p, 16x16",
                "#tb 0: 1/25",
                "0,          0,          0,        1,     2304, 0xbeb209c6",
                "0,     NOPTS,     NOPTS,        1,     2304, 0xf76f09d2, F=0x0",
                "[h264 @ 0x1] 0,  broken"));

        assertThat(result.chosen()).singleElement().satisfies(video -> {
            assertThat(video.packets()).isEqualTo(2);
            assertThat(video.timed()).isFalse();
            assertThat(video.reordered()).isFalse();
        });
    }
}
