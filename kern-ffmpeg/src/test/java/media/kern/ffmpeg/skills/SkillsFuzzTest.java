package media.kern.ffmpeg.skills;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

class SkillsFuzzTest {

    /** No text makes a parser fail, names are names, and there are no more of them than lines. */
    @FuzzTest
    void listsWhatLooksLikeAListAndNothingElse(byte[] data) {
        List<String> lines = new String(data, UTF_8).lines().toList();

        Formats formats = Listings.formats(lines);
        Codecs codecs = Listings.codecs(lines);
        assertNames(Listings.filters(lines), lines);
        assertNames(Listings.hwaccels(lines), lines);
        assertNames(formats.demuxers(), lines);
        assertNames(formats.muxers(), lines);
        assertNames(Listings.protocols(lines).input(), lines);
        assertNames(Listings.protocols(lines).output(), lines);
        assertThat(codecs.audio().size()
                        + codecs.video().size()
                        + codecs.subtitle().size())
                .isLessThanOrEqualTo(lines.size());
        assertThat(codecs.hardwareEncoders())
                .allMatch(encoder -> !encoder.name().contains(" "));
    }

    private static void assertNames(List<Skill> skills, List<String> lines) {
        assertThat(skills).hasSizeLessThanOrEqualTo(lines.size());
        assertThat(skills).allMatch(skill -> skill.id().matches("[\\w.+-]+"));
    }

    /** No text makes a parser fail, and a device has an id that FFmpeg could open. */
    @FuzzTest
    void findsDevicesInAnyText(byte[] data) {
        List<String> lines = new String(data, UTF_8).lines().toList();
        int half = lines.size() / 2;

        assertThat(AlsaCards.parse(lines.subList(0, half), lines.subList(half, lines.size())))
                .allMatch(device -> device.id().matches("hw:\\d+,\\d+"));
        assertThat(Cameras.parse(lines)).allMatch(device -> device.id().matches("/dev/video\\d+"));
        assertThat(AvFoundation.parse(lines)).allMatch(device -> device.id().matches("\\d+"));
        assertThat(Framebuffer.describe(lines)).matches("|\\d+x\\d+( \\(\\d+x\\d+\\))? \\w+");
    }

    /** A program is an FFmpeg or is refused. */
    @FuzzTest
    void readsAVersionOrRefusesIt(byte[] data) {
        List<String> lines = new String(data, UTF_8).lines().toList();
        try {
            FfmpegBuild build = FfmpegBuild.parse(Path.of("ffmpeg"), lines);
            assertThat(build.version()).matches("\\d+\\.\\d+\\.\\d+");
            assertThat(build.libraries()).hasSizeLessThan(lines.size());
        } catch (IOException e) {
            assertThat(e).hasMessageStartingWith("invalid ffmpeg binary given: ");
        }
    }
}
