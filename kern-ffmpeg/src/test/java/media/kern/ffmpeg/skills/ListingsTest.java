package media.kern.ffmpeg.skills;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListingsTest {

    /** The numbers were counted in the recordings by their columns. */
    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            value = {
                "build, filters, hwaccels, demuxers, muxers, device demuxers, device muxers, input, output",
                "ffmpeg-4.4, 64, 1, 46, 24, 6, 4, 33, 29",
                "ffmpeg-5.1.2, 65, 3, 48, 27, 6, 4, 36, 29",
                "ffmpeg-5.1.9-debian, 66, 7, 46, 31, 13, 9, 39, 31",
                "ffmpeg-6.0, 64, 3, 45, 25, 6, 4, 37, 30",
                "ffmpeg-6.1.1, 64, 3, 45, 26, 7, 4, 37, 30",
                "ffmpeg-7.1, 65, 3, 50, 32, 8, 5, 37, 30",
                "ffmpeg-8.0.1, 65, 5, 52, 31, 8, 5, 38, 31",
            })
    void findsWhatEachBuildLists(
            String build,
            int filters,
            int hwaccels,
            int demuxers,
            int muxers,
            int deviceDemuxers,
            int deviceMuxers,
            int input,
            int output) {
        Formats formats = Listings.formats(Recorded.lines(build, "formats"));
        Formats devices = Listings.formats(Recorded.lines(build, "devices"));
        Protocols protocols = Listings.protocols(Recorded.lines(build, "protocols"));

        assertThat(Listings.filters(Recorded.lines(build, "filters"))).hasSize(filters);
        assertThat(Listings.hwaccels(Recorded.lines(build, "hwaccels"))).hasSize(hwaccels);
        assertThat(formats.demuxers()).hasSize(demuxers);
        assertThat(formats.muxers()).hasSize(muxers);
        assertThat(devices.demuxers()).hasSize(deviceDemuxers);
        assertThat(devices.muxers()).hasSize(deviceMuxers);
        assertThat(protocols.input()).hasSize(input).contains(Skill.of("http"));
        assertThat(protocols.output()).hasSize(output).contains(Skill.of("http"));
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            value = {
                "build, video, audio, subtitle, encoded, decoded",
                "ffmpeg-4.4, 24, 18, 4, 19, 42",
                "ffmpeg-5.1.2, 31, 18, 4, 19, 52",
                "ffmpeg-5.1.9-debian, 34, 18, 4, 24, 55",
                "ffmpeg-6.0, 31, 19, 4, 21, 53",
                "ffmpeg-6.1.1, 33, 20, 4, 28, 55",
                "ffmpeg-7.1, 32, 18, 4, 25, 53",
                "ffmpeg-8.0.1, 34, 18, 4, 25, 55",
            })
    void findsTheCodecsOfEachBuild(String build, int video, int audio, int subtitle, int encoded, int decoded) {
        Codecs codecs = Listings.codecs(Recorded.lines(build, "codecs"));
        List<Codec> all = Stream.of(codecs.video(), codecs.audio(), codecs.subtitle())
                .flatMap(List::stream)
                .toList();

        assertThat(codecs.video()).hasSize(video);
        assertThat(codecs.audio()).hasSize(audio);
        assertThat(codecs.subtitle()).hasSize(subtitle);
        assertThat(all).filteredOn(codec -> !codec.encoders().isEmpty()).hasSize(encoded);
        assertThat(all).filteredOn(codec -> !codec.decoders().isEmpty()).hasSize(decoded);
        assertThat(codecs.audio())
                .filteredOn(codec -> codec.id().equals("aac"))
                .singleElement()
                .satisfies(aac -> {
                    assertThat(aac.name()).isEqualTo("AAC (Advanced Audio Coding)");
                    assertThat(aac.encoders()).contains("aac");
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"ffmpeg-5.1.9-debian", "ffmpeg-7.1", "ffmpeg-8.0.1"})
    void namesAreThoseOfAllVersions(String build) {
        assertThat(Listings.filters(Recorded.lines(build, "filters")))
                .contains(new Skill("scale", "Scale the input video size and/or convert the image format."));
        assertThat(Listings.formats(Recorded.lines(build, "formats")).muxers())
                .contains(new Skill("hls", "Apple HTTP Live Streaming"), new Skill("alsa", "ALSA audio output"));
        assertThat(Listings.formats(Recorded.lines(build, "formats")).demuxers())
                .contains(new Skill("lavfi", "Libavfilter virtual input device"), new Skill("mov", "QuickTime / MOV"))
                .doesNotContain(new Skill("d", "lavfi"));
        assertThat(Listings.formats(Recorded.lines(build, "devices")).demuxers())
                .contains(new Skill("video4linux2", "Video4Linux2 output device"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                " DEAIL. aac   AAC (Advanced Audio Coding) (decoders: aac aac_fixed aac_at ) (encoders: aac aac_at )"
                        + "| aac | AAC (Advanced Audio Coding) | aac aac_at | aac aac_fixed aac_at",
                " DEV.LS h264  H.264 / AVC / MPEG-4 AVC / MPEG-4 part 10 (encoders: libx264 libx264rgb h264_videotoolbox )"
                        + "| h264 | H.264 / AVC / MPEG-4 AVC / MPEG-4 part 10"
                        + "| libx264 libx264rgb h264_videotoolbox | h264",
                " DEVI.S y41p                 Uncompressed YUV 4:1:1 12-bit | y41p | Uncompressed YUV 4:1:1 12-bit"
                        + "| y41p | y41p",
                " .EVIL. a64_multi            Multicolor charset for Commodore 64 (encoders: a64multi)"
                        + "| a64_multi | Multicolor charset for Commodore 64 | a64multi | ''",
                " ..V.L. avs3                 AVS3-P2/IEEE1857.10 | avs3 | AVS3-P2/IEEE1857.10 | '' | ''",
                " D.S... xsub                 XSUB | xsub | XSUB | '' | xsub",
                " D.A.L. new | new | '' | '' | new",
            },
            ignoreLeadingAndTrailingWhitespace = false)
    void readsACodec(String line, String id, String name, String encoders, String decoders) {
        Codecs codecs = Listings.codecs(List.of(line));

        assertThat(Stream.of(codecs.video(), codecs.audio(), codecs.subtitle()).flatMap(List::stream))
                .containsExactly(
                        new Codec(id.strip(), name.strip().replace("'", ""), words(encoders), words(decoders)));
    }

    private static List<String> words(String text) {
        return Stream.of(text.strip().replace("'", "").split(" "))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    @Test
    void knowsAccelerationsByAnyName() {
        assertThat(Listings.hwaccels(
                        List.of("warning", "Hardware acceleration methods:", "cuda", "video_toolbox", "d3d12va", "")))
                .containsExactly(Skill.of("cuda"), Skill.of("video_toolbox"), Skill.of("d3d12va"));
    }

    @Test
    void whatFfmpegSaysAtItsEndIsNoProtocol() {
        assertThat(Listings.protocols(List.of(
                        "Supported file protocols:",
                        "Input:",
                        "  file",
                        "Output:",
                        "  file",
                        "",
                        "Exiting with exit code 0")))
                .isEqualTo(new Protocols(List.of(Skill.of("file")), List.of(Skill.of("file"))));
    }

    @Test
    void otherTextIsNothing() {
        List<String> text =
                List.of("", " ", "hello", " D. = Demuxing supported", "  E", " ..V... = Video codec", " ->");

        assertThat(Listings.filters(text)).isEmpty();
        assertThat(Listings.hwaccels(text)).isEmpty();
        assertThat(Listings.formats(text)).isEqualTo(Formats.NONE);
        assertThat(Listings.codecs(text)).isEqualTo(Codecs.NONE);
        assertThat(Listings.protocols(text)).isEqualTo(Protocols.NONE);
    }
}
