package media.kern.ffmpeg.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PreludeParserTest {

    private final PreludeParser parser = new PreludeParser();

    @Test
    void readsAMovie() {
        add("""
                Input #3, mov,mp4,m4a,3gp,3g2,mj2, from 'movie.mp4':
                  Duration: 00:01:02.28, start: 0.000000, bitrate: 5895 kb/s
                    Stream #3:0(eng): Video: h264 (Main) (avc1 / 0x31637661), yuvj420p(pc, bt709), 2560x1440 [SAR 1:1 DAR 16:9], 5894 kb/s, 23.98 fps, 25 tbr, 90k tbn
                    Stream #3:1(por): Subtitle: subrip
                """);
        String format = "mov,mp4,m4a,3gp,3g2,mj2";
        StreamDescription.Kind input = StreamDescription.Kind.INPUT;
        assertThat(parser.inputs())
                .containsExactly(
                        new StreamDescription(
                                input,
                                "movie.mp4",
                                format,
                                3,
                                0,
                                "eng",
                                "video",
                                "h264",
                                "Main",
                                "",
                                5894,
                                62.28,
                                23.98,
                                "yuvj420p",
                                2560,
                                1440,
                                0,
                                "",
                                0),
                        new StreamDescription(
                                input,
                                "movie.mp4",
                                format,
                                3,
                                1,
                                "por",
                                "subtitle",
                                "subrip",
                                "",
                                "",
                                0,
                                62.28,
                                0,
                                "",
                                0,
                                0,
                                0,
                                "",
                                0));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Stream #4:0[0x100]: Video: h264 (Main) ([27][0][0][0] / 0x001B), yuv420p(tv, smpte170m/bt709/bt709, progressive), 1920x1080 [SAR 1:1 DAR 16:9] | h264 | yuv420p | 1920 | 1080 | 0
            Stream #4:0: Video: rawvideo (RGB[24] / 0x18424752), rgb24, 1280x720 [SAR 1:1 DAR 16:9], 25 tbr | rawvideo | rgb24 | 1280 | 720 | 0
            Stream #4:0: Video: h264 (libx264), yuv420p(progressive), 1280x720 [SAR 1:1 DAR 16:9], q=-1--1, 25 fps, 90k tbn | h264 | yuv420p | 1280 | 720 | 25
            Stream #4:0, 12, 1/25: Video: h264, 1 reference frame, cuda(progressive), 16x16 (16x32), 1k fps | h264 | cuda | 16 | 16 | 1000
            Stream #4:0[0x1](und): Video: mjpeg, none | mjpeg || 0 | 0 | 0
            """)
    void readsPictures(String line, String codec, String pixFmt, long width, long height, double fps) {
        add("Input #4, x, from 'y':\n  " + line);
        StreamDescription stream = parser.inputs().getFirst();
        assertThat(stream.index()).isEqualTo(4);
        assertThat(stream.language()).isEqualTo("und");
        assertThat(stream.codec()).isEqualTo(codec);
        assertThat(stream.pixFmt()).isEqualTo(pixFmt == null ? "" : pixFmt);
        assertThat(stream.width()).isEqualTo(width);
        assertThat(stream.height()).isEqualTo(height);
        assertThat(stream.fps()).isEqualTo(fps);
        assertThat(stream.bitrateKbps()).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Stream #1:0: Audio: pcm_u8, 44100 Hz, stereo, u8, 705 kb/s                    | und | pcm_u8 | 44100 | stereo | 705
            Stream #1:0[0x2](eng): Audio: ac3 (AC-3 / 0x332D6341), 48000 Hz, 5.1(side), fltp, 384 kb/s | eng | ac3 | 48000 | 5.1(side) | 384
            Stream #1:0(en): Audio: opus, 48000 Hz, 2 channels, fltp                      | und | opus | 48000 | 2 channels | 0
            """)
    void readsSound(String line, String language, String codec, long sampling, String layout, double bitrate) {
        add("Input #1, x, from 'y':\n  " + line);
        StreamDescription stream = parser.inputs().getFirst();
        assertThat(stream.type()).isEqualTo("audio");
        assertThat(stream.language()).isEqualTo(language);
        assertThat(stream.codec()).isEqualTo(codec);
        assertThat(stream.samplingHz()).isEqualTo(sampling);
        assertThat(stream.layout()).isEqualTo(layout);
        assertThat(stream.bitrateKbps()).isEqualTo(bitrate);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Input #0, lavfi, from 'testsrc':        | lavfi | testsrc
            Input #0, mov,mp4, from 'it's.mp4':     | mov,mp4 | it's.mp4
            Input #0, hls, from 'a' and more        | hls | a
            Input #0, hls, from 'cut                | hls | cut
            """)
    void readsAddresses(String header, String format, String url) {
        add(header + "\n  Stream #0:0: Video: h264");
        assertThat(parser.inputs().getFirst().format()).isEqualTo(format);
        assertThat(parser.inputs().getFirst().url()).isEqualTo(url);
    }

    @Test
    void doesNotTakeMetadataForDescriptions() {
        add("""
                Input #0, flv, from 'a':
                  Metadata:
                    title           : Output #0, flv, to 'b':
                    comment         : Stream #0:7: Video: h264
                    Duration        : 00:00:01.00
                  Duration: 00:00:10.50, start: 0.000000
                  Stream #0:0: Audio: aac
                """);
        assertThat(parser.inputs()).extracting(StreamDescription::stream).containsExactly(0L);
        assertThat(parser.inputs().getFirst().durationSeconds()).isEqualTo(10.5);
        assertThat(parser.outputs()).isEmpty();
    }

    @Test
    void doesNotTakeOverTheDurationOfTheInputBefore() {
        add("""
                Input #0, flv, from 'a':
                  Duration: 00:00:10.50, start: 0.000000
                Input #1, flv, from 'b':
                  Duration: N/A, start: 0.000000
                  Stream #1:0: Audio: aac
                """);
        assertThat(parser.inputs().getFirst().durationSeconds()).isZero();
    }

    @Test
    void listsAStreamOfSeveralProgramsOnce() {
        add("""
                Input #0, mpegts, from 'a':
                  Program 1
                  Stream #0:0[0x100]: Video: h264
                  Program 2
                  Stream #0:0[0x100]: Video: h264
                """);
        assertThat(parser.inputs()).hasSize(1);
    }

    @Test
    void isCompleteWithoutAnyText() {
        assertThat(parser.complete()).isTrue();
    }

    @Test
    void isCompleteWhenAllMappedStreamsAreDescribed() {
        add("""
                Stream mapping:
                  Stream #0:0 (rawvideo) -> overlay (graph 0)
                  split (graph 0) -> Stream #0:0 (libx264)
                  scale:default -> Stream #0:1 (libx264)
                  Stream #2:0 -> #0:2 (pcm_s16le (native) -> aac (native))
                  File s.srt -> Stream #0:3
                Press [q] to stop, [?] for help
                Output #0, matroska, to 'out.mkv':
                  Stream #0:0: Video: h264
                  Stream #0:1: Video: h264
                  Stream #0:2: Audio: aac
                """);
        assertThat(parser.mapped()).isEqualTo(4);
        assertThat(parser.complete()).isFalse();
        add("  Stream #0:3: Attachment: none");
        assertThat(parser.complete()).isTrue();
        assertThat(parser.outputs())
                .extracting(StreamDescription::type)
                .containsExactly("video", "video", "audio", "attachment");
    }

    @Test
    void isBounded() {
        add("Input #0, x, from 'y':");
        for (int i = 0; i < 2 * StreamDescription.MAX_STREAMS; i++) {
            add("  Stream #0:" + i + ": Data: none");
        }
        assertThat(parser.inputs()).hasSize(StreamDescription.MAX_STREAMS);
    }

    private void add(String text) {
        List.of(text.split("\n")).forEach(parser::add);
    }
}
