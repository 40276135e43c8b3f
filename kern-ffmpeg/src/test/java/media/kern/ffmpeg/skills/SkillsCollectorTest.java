package media.kern.ffmpeg.skills;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import media.kern.ffmpeg.child.ChildLauncher;
import media.kern.ffmpeg.child.Executable;
import media.kern.ffmpeg.child.Programs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SkillsCollectorTest {
    private final ChildLauncher launcher = new ChildLauncher("skills-test");

    @TempDir
    private Path folder;

    @AfterEach
    void end() {
        launcher.close();
    }

    private Skills collect(Path ffmpeg, Skills previous) {
        HardwareSources sources = new HardwareSources(folder, folder, Optional.empty(), Optional.empty());
        return new SkillsCollector(launcher, ffmpeg, sources).collect(previous);
    }

    /** A program that prints what an FFmpeg has printed. */
    private Path imitating(String build, String lineEnd) throws IOException {
        for (String option : List.of("version", "filters", "hwaccels", "codecs", "formats", "devices", "protocols")) {
            String text = String.join(lineEnd, Recorded.lines(build, option)) + lineEnd;
            Files.writeString(folder.resolve(option + ".txt"), text);
        }
        return Programs.script(folder, "ffmpeg", "for last; do :; done; cat \"" + folder + "/${last#-}.txt\"");
    }

    @Test
    void asksTheFfmpegOfThisMachine() {
        Path ffmpeg = Executable.find("ffmpeg", System.getenv("PATH")).orElseThrow();

        Skills skills = collect(ffmpeg, Skills.NONE);

        assertThat(skills.errors()).isEmpty();
        assertThat(skills.known()).isTrue();
        assertThat(skills.ffmpeg().version()).matches("\\d+\\.\\d+\\.\\d+");
        assertThat(skills.ffmpeg().libraries()).isNotEmpty();
        assertThat(skills.filters()).extracting(Skill::id).contains("scale", "testsrc2");
        assertThat(skills.codecs().encoder("aac")).contains(new Encoder("aac", Encoder.Kind.AUDIO));
        assertThat(skills.formats().muxers()).extracting(Skill::id).contains("hls", "null");
        assertThat(skills.formats().demuxers()).extracting(Skill::id).contains("flv", "lavfi");
        assertThat(skills.devices().demuxers()).extracting(Device::id).contains("lavfi");
        assertThat(skills.protocols().input()).extracting(Skill::id).contains("file");
        assertThat(skills.protocols().output()).extracting(Skill::id).contains("file");
    }

    @Test
    void anyLineEndWillDo() throws Exception {
        Skills skills = collect(imitating("ffmpeg-7.1", "\n"), Skills.NONE);

        assertThat(collect(imitating("ffmpeg-7.1", "\r\n"), Skills.NONE)).isEqualTo(skills);
    }

    @Test
    void keepsOfBeforeWhatFfmpegDoesNotSayThisTime() throws Exception {
        Path ffmpeg = imitating("ffmpeg-8.0.1", "\n");
        Skills before = collect(ffmpeg, Skills.NONE);
        assertThat(before.errors()).isEmpty();
        assertThat(before.codecs().hardwareEncoders())
                .extracting(Encoder::name)
                .contains("h264_nvenc", "h264_vulkan", "av1_vaapi", "hevc_v4l2m2m", "mjpeg_qsv")
                .doesNotContain("libx264", "mjpeg");

        Files.delete(folder.resolve("codecs.txt"));
        Files.write(folder.resolve("hwaccels.txt"), List.of("Hardware acceleration methods:", "another"));
        Skills after = collect(ffmpeg, before);

        assertThat(after.codecs()).isEqualTo(before.codecs());
        assertThat(after.hwaccels()).containsExactly(Skill.of("another"));
        assertThat(after.errors()).singleElement().asString().startsWith("ffmpeg -codecs: exit code 1: ");
    }

    @Test
    void keepsEverythingOfBeforeIfFfmpegIsGone() throws Exception {
        Path ffmpeg = imitating("ffmpeg-6.1.1", "\n");
        Skills before = collect(ffmpeg, Skills.NONE);

        Files.delete(ffmpeg);
        Skills after = collect(ffmpeg, before);

        assertThat(after.errors())
                .containsExactly("ffmpeg -version: fork/exec " + ffmpeg + ": no such file or directory");
        assertThat(after.withErrors(List.of())).isEqualTo(before);
    }

    @Test
    void saysWhyAProgramIsNoFfmpeg() throws Exception {
        Path missingLibrary = Programs.script(folder, "ffmpeg", "echo 'libpostproc.so.57 is missing' >&2; exit 127");
        assertThat(collect(missingLibrary, Skills.NONE))
                .isEqualTo(Skills.NONE.withErrors(
                        List.of("ffmpeg -version: exit code 127: libpostproc.so.57 is missing")));

        Path other = Programs.script(folder, "other", "echo hello");
        assertThat(collect(other, Skills.NONE).errors())
                .containsExactly(
                        "ffmpeg -version: invalid ffmpeg binary given: can't parse ffmpeg version info of " + other);
    }
}
