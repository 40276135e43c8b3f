package media.kern.ffmpeg.progress;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import media.kern.ffmpeg.report.LineSplitter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What FFmpegs of several versions have written, recorded with the options of {@link Instrumentation}: 50 frames of video
 * at 25 per second, and sound, two seconds of each.
 */
class InstrumentedOutputTest {
    private static final long SECOND = 1_000_000_000;
    private static final long START = 7;

    private final ProgressTracker tracker = new ProgressTracker(url -> url.replace("in.mp4", "***.mp4"));
    private final List<String> log = new ArrayList<>();
    private int advances;

    /** Plays a recording, as if a progress block came every half second. */
    private Progress end(String version, String scenario) throws IOException {
        tracker.reset(true);
        String name = "ffmpeg-" + version + "/" + scenario + ".txt";
        LineSplitter lines = new LineSplitter(this::line, ProgressTracker.recordMark(), tracker::acceptRecord);
        try (InputStream output = requireNonNull(InstrumentedOutputTest.class.getResourceAsStream(name), name)) {
            byte[] bytes = output.readAllBytes();
            lines.feed(bytes, 0, bytes.length);
        }
        lines.finish();
        assertThat(advances).as("times it has moved on").isGreaterThanOrEqualTo(2);
        return tracker.snapshot(START + 3 * SECOND);
    }

    private void line(String line) {
        switch (tracker.accept(START, line)) {
            case Accepted.Logged _ -> log.add(line);
            case Accepted.Progressed(boolean advanced) -> advances += advanced ? 1 : 0;
            case Accepted.Consumed _ -> {}
            case Accepted.Rejected(String reason) -> throw new AssertionError(reason + ": " + line);
        }
    }

    private static boolean countsPackets(String version) {
        return Instrumentation.of(version + ".0").muxStats();
    }

    @ParameterizedTest
    @ValueSource(strings = {"4.4", "5.1", "6.1", "7.1", "8.0"})
    void nothingOfItIsInTheLog(String version) throws IOException {
        end(version, "two-outputs");

        assertThat(log)
                .anyMatch(line -> line.startsWith("Output #0, flv"))
                .noneMatch(line -> line.matches("[a-z_0-9]+=.*"))
                .noneMatch(line -> line.indexOf(ProgressTracker.recordMark()) >= 0)
                .noneMatch(line -> line.contains("speed="));
    }

    @ParameterizedTest
    @ValueSource(strings = {"4.4", "5.1", "6.1", "7.1", "8.0"})
    void tellsHowFarEachStreamOfSeveralOutputsIs(String version) throws IOException {
        Progress end = end(version, "two-outputs");

        assertThat(end.frame()).isEqualTo(50);
        assertThat(end.timeSeconds()).isBetween(1.9, 2.1);
        assertThat(end.outputs())
                .extracting(output -> output.description().coder())
                .containsExactlyInAnyOrder("libx264", "copy", "copy", "aac");
        StreamProgress encoded = output(end, 0, 0);
        assertThat(encoded.frame()).isEqualTo(50);
        assertThat(encoded.packet()).isEqualTo(50);
        assertThat(encoded.sizeBytes()).isBetween(50_000L, 150_000L);
        assertThat(encoded.fps()).isBetween(16.0, 17.0); // 50 frames in what counts as three seconds here
        assertThat(encoded.bitrateBitsPerSecond()).isPositive();
        StreamProgress sound = output(end, 1, 1);
        if (countsPackets(version)) {
            assertThat(sound.packet()).isBetween(80L, 95L);
            assertThat(sound.sizeBytes()).isBetween(10_000L, 30_000L);
            assertThat(sound.pps()).isPositive();
            assertThat(end.packet()).isEqualTo(encoded.packet() + sound.packet());
        }
        boolean tellsKeyframes = Instrumentation.of(version + ".0").keyframes();
        assertThat(encoded.keyframe()).isEqualTo(tellsKeyframes ? 2 : 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"4.4", "5.1", "6.1", "7.1", "8.0"})
    void tellsHowFarTheInputsAre(String version) throws IOException {
        Progress end = end(version, "two-outputs");

        StreamProgress video = end.inputs().getFirst();
        assertThat(video.description().url()).isEqualTo("***.mp4");
        assertThat(video.description().coder()).isEqualTo("h264");
        assertThat(video.frame()).isEqualTo(50);
        assertThat(video.fps()).isBetween(16.0, 17.0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"4.4", "5.1", "6.1", "7.1", "8.0"})
    void audioAloneMoves(String version) throws IOException {
        Progress end = end(version, "instrumented-audio");

        assertThat(end.frame()).isZero();
        assertThat(end.timeSeconds()).isBetween(1.9, 2.1);
        assertThat(end.sizeBytes()).isBetween(15_000L, 20_000L);
        assertThat(end.outputs()).singleElement().satisfies(sound -> {
            assertThat(sound.sizeBytes()).isBetween(15_000L, 20_000L);
            assertThat(sound.packet() > 0).isEqualTo(countsPackets(version));
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"4.4", "5.1", "6.1", "7.1", "8.0"})
    void copiedStreamsMove(String version) throws IOException {
        Progress end = end(version, "instrumented-copy");

        // FFmpeg 6 does not count the frames of a copied video; it moves all the same.
        long frames = version.equals("6.1") ? 0 : 50;
        assertThat(end.frame()).isEqualTo(frames);
        // Since FFmpeg 7 its time is that of the subtitles.
        assertThat(end.timeSeconds()).isGreaterThanOrEqualTo(1);
        assertThat(end.outputs())
                .extracting(output -> output.description().type())
                .containsExactly("video", "audio", "subtitle");
        StreamProgress video = end.outputs().getFirst();
        assertThat(video.frame()).isEqualTo(frames);
        assertThat(video.sizeBytes()).isGreaterThan(150_000);
        assertThat(end.inputs().getFirst().frame()).isEqualTo(frames);
        assertThat(end.inputs().getFirst().packet()).isEqualTo(frames);
    }

    @ParameterizedTest
    @ValueSource(strings = {"4.4", "5.1", "6.1", "7.1", "8.0"})
    void aFilteredStreamMoves(String version) throws IOException {
        Progress end = end(version, "filtered");

        assertThat(end.frame()).isEqualTo(50);
        assertThat(end.outputs().getFirst().frame()).isEqualTo(50);
        assertThat(end.outputs().getFirst().description().coder()).isEqualTo("libx264");
    }

    @ParameterizedTest
    @ValueSource(strings = {"4.4", "5.1", "6.1", "7.1", "8.0"})
    void oneThatIsToldToBeQuietMovesAllTheSame(String version) throws IOException {
        Progress end = end(version, "quiet");

        assertThat(log).isEmpty();
        assertThat(end.frame()).isEqualTo(50);
        assertThat(end.timeSeconds()).isBetween(1.9, 2.1);
    }

    private static StreamProgress output(Progress progress, int index, int stream) {
        return progress.outputs().stream()
                .filter(output -> output.index() == index && output.stream() == stream)
                .findFirst()
                .orElseThrow();
    }
}
