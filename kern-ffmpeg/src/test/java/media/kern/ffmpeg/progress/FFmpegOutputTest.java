package media.kern.ffmpeg.progress;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import media.kern.ffmpeg.report.LineSplitter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Complete outputs: those of FFmpeg 5.1 were recorded, the others follow the formats of their versions. */
class FFmpegOutputTest {

    private static final long NOW = 0;

    private final ProgressTracker tracker = new ProgressTracker(UnaryOperator.identity());
    private final List<String> log = new ArrayList<>();
    private final List<Accepted> progress = new ArrayList<>();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ffmpeg-5.1/video-and-audio | video, audio                       | video, audio                       | 75    | -1 | 66560  | 3.01    | 1
            ffmpeg-5.1/audio-only      | audio                              | audio                              | 0     | 0  | 18432  | 2.02    | 0.997
            ffmpeg-5.1/filter-graph    | video, video, audio                | video, video, audio                | 50    | -1 | 179200 | 2.02    | 1.01
            ffmpeg-5.1/attachment      | video, audio, subtitle             | video, audio, subtitle, attachment | 50    | -1 | 62464  | 2.02    | 19.4
            ffmpeg-5.1/subtitles       | video, audio, subtitle, attachment | video, audio, subtitle             | 51    | -1 | 31744  | 2.04    | 0.961
            ffmpeg-5.1/tee             | video, audio, subtitle, attachment | video, audio                       | 50    | -1 | 0      | 2.04    | 1.01
            ffmpeg-5.1/copy-everything | video, audio, subtitle, attachment | video, audio, subtitle, attachment | 50    | -1 | 62464  | 2.04    | 4020
            ffmpeg-5.1/hls             | video, audio                       | video, audio                       | 50    | -1 | 0      | 2.04    | 1.01
            ffmpeg-5.1/fast-mpeg2      | video                              | video                              | 75000 | 2  | 0      | 2999.96 | 2820
            handmade/ffmpeg-4.4        | video, audio, data                 | video, audio                       | 100   | 23 | 524288 | 4       | 1
            handmade/ffmpeg-6.1        | video, audio, data                 | video, audio, data                 | 100   | -1 | 1048576| 1.64    | 1.62
            handmade/ffmpeg-7.1        | video, audio                       | video, audio, video                | 1000  | -1 | 524288 | 1       | 0.5
            handmade/ffmpeg-8.0        | audio                              | audio                              | 0     | 0  | 32768  | 2.04    | 1.02
            handmade/json              | video                              | video, audio                       | 7     | 0  | 231424 | 0.56    | 0.4
            """)
    void followsAProcessToItsEnd(
            String name, String inputs, String outputs, long frame, double q, long size, double time, double speed)
            throws IOException {
        run(name);
        Progress end = tracker.snapshot(NOW);
        assertThat(types(end.inputs())).isEqualTo(inputs);
        assertThat(types(end.outputs())).isEqualTo(outputs);
        assertThat(end.frame()).isEqualTo(frame);
        assertThat(end.q()).isEqualTo(q);
        assertThat(end.sizeBytes()).isEqualTo(size);
        assertThat(end.timeSeconds()).isEqualTo(time);
        assertThat(end.speed()).isEqualTo(speed);
        assertThat(progress).contains(new Accepted.Progressed(true));
        assertThat(progress).noneMatch(Accepted.Rejected.class::isInstance);
        assertThat(log).noneMatch(line -> line.contains(" speed="));
    }

    @Test
    void ignoresTheProgressOfTheJsonFFmpegBeforeItsOutputsAreKnown() throws IOException {
        run("handmade/json");
        assertThat(progress).containsExactly(new Accepted.Progressed(true));
        assertThat(log).contains("ffmpeg.mapping:{\"graphs\":[],\"mapping\":[]}");
        Progress end = tracker.snapshot(NOW);
        StreamProgress input = end.inputs().getFirst();
        assertThat(input.packet()).isEqualTo(11);
        assertThat(input.keyframe()).isEqualTo(1);
        assertThat(input.framerateMax()).isEqualTo(25.5);
        assertThat(input.extradataSizeBytes()).isEqualTo(32);
        assertThat(requireNonNull(input.avStream()).input()).isEqualTo(new AvStream.Io("running", 148, 5, 1565696));
        assertThat(end.outputs().get(1).sizeBytes()).isEqualTo(231500);
        assertThat(end.outputs().get(1).description().layout()).isEqualTo("stereo");
    }

    @Test
    void waitsForTheLastOfSeveralOutputs() throws IOException {
        run("handmade/ffmpeg-7.1");
        assertThat(progress).containsExactly(new Accepted.Progressed(true), new Accepted.Progressed(true));
        assertThat(tracker.snapshot(NOW).dup()).isEqualTo(3);
        assertThat(tracker.snapshot(NOW).drop()).isEqualTo(2);
        assertThat(tracker.snapshot(NOW).inputs().getFirst().description().fps())
                .isEqualTo(1000);
    }

    @Test
    void describesWhatAProbeFinds() throws IOException {
        List<String> lines = lines("ffmpeg-5.1/probe");
        List<StreamDescription> inputs = StreamDescription.inputsOf(lines);
        assertThat(inputs)
                .extracting(StreamDescription::index, StreamDescription::stream, StreamDescription::codec)
                .containsExactly(
                        tuple(0L, 0L, "h264"),
                        tuple(0L, 1L, "aac"),
                        tuple(1L, 0L, "h264"),
                        tuple(1L, 1L, "aac"),
                        tuple(1L, 2L, "mov_text"),
                        tuple(2L, 0L, "pcm_u8"));
        StreamDescription video = inputs.get(2);
        assertThat(video.url()).isEqualTo("sub.mp4");
        assertThat(video.durationSeconds()).isEqualTo(2.04);
        assertThat(video.bitrateKbps()).isEqualTo(37);
        assertThat(video.fps()).isEqualTo(25);
        assertThat(inputs.get(3).language()).isEqualTo("deu");
    }

    @Test
    void prefersJsonWhenProbing() {
        String json = "ffmpeg.inputs:[{\"url\":\"a\",\"bitrate_kbps\":12.5}]";
        List<String> text = List.of("Input #0, flv, from 'x':", "  Stream #0:0: Audio: aac");
        assertThat(StreamDescription.inputsOf(text)).hasSize(1);
        assertThat(StreamDescription.inputsOf(List.of(text.get(0), text.get(1), json)))
                .singleElement()
                .extracting(StreamDescription::bitrateKbps)
                .isEqualTo(12.5);
        assertThat(StreamDescription.inputsOf(List.of(text.get(0), text.get(1), "ffmpeg.inputs:[{")))
                .isEmpty();
    }

    private void run(String name) throws IOException {
        for (String line : lines(name)) {
            switch (tracker.accept(NOW, line)) {
                case Accepted.Logged ignored -> log.add(line);
                case Accepted.Consumed ignored -> assertThat(line).matches("(frame|ffmpeg|avstream).*");
                case Accepted.Progressed progressed -> progress.add(progressed);
                case Accepted.Rejected rejected -> progress.add(rejected);
            }
        }
        assertThat(tracker.preludeComplete()).isTrue();
    }

    private static List<String> lines(String name) throws IOException {
        List<String> lines = new ArrayList<>();
        LineSplitter splitter = new LineSplitter(lines::add);
        try (InputStream output = requireNonNull(FFmpegOutputTest.class.getResourceAsStream(name + ".txt"), name)) {
            byte[] bytes = output.readAllBytes();
            splitter.feed(bytes, 0, bytes.length);
        }
        splitter.finish();
        return lines;
    }

    private static String types(List<StreamProgress> streams) {
        return String.join(
                ", ",
                streams.stream().map(stream -> stream.description().type()).toList());
    }
}
