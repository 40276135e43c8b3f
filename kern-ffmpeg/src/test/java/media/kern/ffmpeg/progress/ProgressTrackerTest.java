package media.kern.ffmpeg.progress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProgressTrackerTest {

    private static final Accepted LOGGED = new Accepted.Logged();
    private static final Accepted CONSUMED = new Accepted.Consumed();
    private static final Accepted ADVANCED = new Accepted.Progressed(true);
    private static final Accepted STANDING = new Accepted.Progressed(false);

    /** Any origin, here close to the overflow. */
    private static final long START = Long.MAX_VALUE - 2_000_000_000L;

    private static final String INPUTS = "ffmpeg.inputs:[{\"url\":\"in\",\"type\":\"video\"}]";
    private static final String OUTPUTS = "ffmpeg.outputs:[{\"url\":\"a\",\"type\":\"video\"},"
            + "{\"url\":\"b\",\"type\":\"audio\"},{\"url\":\"c\",\"type\":\"subtitle\"}]";

    private final ProgressTracker tracker = new ProgressTracker(UnaryOperator.identity());

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Press [q] to stop, [?] for help | LOG      | LOG
            ffmpeg.mapping:{}               | LOG      | LOG
            size=1280x720 is odd            | LOG      | LOG
            ffmpeg.inputs:[{}]              | CONSUMED | LOG
            ffmpeg.inputs:[]                | REJECTED | LOG
            ffmpeg.outputs:[{}]             | CONSUMED | LOG
            ffmpeg.outputs:[]               | REJECTED | LOG
            ffmpeg.progress:{"inputs":[{}],"outputs":[{},{},{}],"frame":1} | CONSUMED | STANDING
            ffmpeg.progress:{}              | CONSUMED | REJECTED
            ffmpeg.progress:{               | CONSUMED | REJECTED
            avstream.progress:{}            | CONSUMED | CONSUMED
            avstream.progress:[]            | CONSUMED | REJECTED
            frame=1 q=1.0                   | ADVANCED | ADVANCED
            frame=x                         | REJECTED | REJECTED
            size=1kB time=00:00:01.00 bitrate=1kbits/s | ADVANCED | ADVANCED
            """)
    void sortsLines(String line, String before, String after) {
        assertThat(name(tracker.accept(START, line))).isEqualTo(before);
        tracker.reset(false);
        describe();
        assertThat(name(tracker.accept(START, line))).isEqualTo(after);
    }

    @Test
    void dropsStatisticsUntilTheOutputsAreDescribed() {
        log("""
                Input #0, lavfi, from 'testsrc':
                  Stream #0:0: Video: rawvideo, rgb24, 320x180
                Stream mapping:
                  Stream #0:0 -> #0:0 (copy)
                """);
        assertThat(tracker.accept(START, "frame= 10 q=1.0")).isEqualTo(CONSUMED);
        assertThat(tracker.preludeComplete()).isFalse();
        assertThat(tracker.snapshot(START)).isEqualTo(Progress.EMPTY);
        log("""
                Output #0, flv, to 'rtmp://localhost/live':
                  Stream #0:0: Video: rawvideo, rgb24, 320x180
                """);
        assertThat(tracker.accept(START, "frame= 20 q=1.0")).isEqualTo(ADVANCED);
        assertThat(tracker.preludeComplete()).isTrue();
        Progress progress = tracker.snapshot(START);
        assertThat(progress.frame()).isEqualTo(20);
        assertThat(progress.inputs().getFirst().description().url()).isEqualTo("testsrc");
        assertThat(progress.outputs().getFirst().description().url()).isEqualTo("rtmp://localhost/live");
        assertThat(progress.outputs().getFirst().frame()).isEqualTo(20);
        assertThat(progress.inputs().getFirst().frame()).isEqualTo(20);
    }

    @Test
    void believesTheStatisticsOfOneThatIsToldToReportButDoesNot() {
        tracker.reset(true);

        assertThat(tracker.accept(START, "frame= 10 fps= 25 q=1.0 size=N/A")).isEqualTo(ADVANCED);
        assertThat(tracker.accept(START, "frame= 20 fps= 25 q=1.0 size=N/A")).isEqualTo(ADVANCED);
        assertThat(tracker.snapshot(START).frame()).isEqualTo(20);
    }

    @Test
    void believesTheReportsOfOneThatMakesThem() {
        tracker.reset(true);
        tracker.accept(START, "frame= 10 fps= 25 q=1.0 size=     10kB time=00:00:01.00");

        assertThat(tracker.accept(START, "frame=11")).isEqualTo(CONSUMED);
        assertThat(tracker.accept(START, "total_size=11111")).isEqualTo(CONSUMED);
        assertThat(tracker.accept(START, "progress=continue")).isEqualTo(ADVANCED);
        assertThat(tracker.accept(START, "frame= 12 fps= 25 q=1.0 size=     12kB time=00:00:01.00"))
                .isEqualTo(CONSUMED);
        assertThat(tracker.snapshot(START).frame()).isEqualTo(11);
        assertThat(tracker.snapshot(START).sizeBytes()).isEqualTo(11111);
    }

    @Test
    void showsTheStreamsBeforeTheFirstProgress() {
        describe();
        Progress progress = tracker.snapshot(START);
        assertThat(progress.inputs()).hasSize(1);
        assertThat(progress.outputs()).hasSize(3);
        assertThat(progress.outputs().getFirst().avStream()).isNull();
    }

    @Test
    void rejectsProgressOfOtherStreams() {
        tracker.accept(START, OUTPUTS);
        assertThat(tracker.accept(START, "ffmpeg.progress:{\"inputs\":[{}],\"outputs\":[{},{},{}]}"))
                .isEqualTo(new Accepted.Rejected("input length mismatch (have: 1, want: 0)"));
        tracker.reset(false);
        describe();
        assertThat(tracker.accept(START, "ffmpeg.progress:{\"inputs\":[{}],\"outputs\":[{}]}"))
                .isEqualTo(new Accepted.Rejected("output length mismatch (have: 1, want: 3)"));
        assertThat(tracker.accept(START, INPUTS)).isEqualTo(LOGGED);
    }

    @Test
    void keepsTheValuesWhenALineIsRejected() {
        describe();
        json(START, 5, 5, 5);
        Progress before = tracker.snapshot(START);
        assertThat(tracker.accept(START, "ffmpeg.progress:{\"frame\":-1}")).isInstanceOf(Accepted.Rejected.class);
        assertThat(tracker.snapshot(START)).isEqualTo(before);
    }

    @Test
    void replacesAllValuesWithEachJsonLine() {
        describe();
        json(START, 5, 5, 5);
        tracker.accept(START, "ffmpeg.progress:{\"inputs\":[{}],\"outputs\":[{},{\"index\":7,\"stream\":3},{}]}");
        Progress progress = tracker.snapshot(START);
        assertThat(progress.frame()).isZero();
        assertThat(progress.outputs().get(1).index()).isEqualTo(7);
        assertThat(progress.outputs().get(1).stream()).isEqualTo(3);
    }

    @Test
    void isStaleWhileAVideoOrAudioOutputStandsStill() {
        describe();
        assertThat(json(START, 0, 0, 0)).isEqualTo(STANDING);
        assertThat(json(START, 1, 0, 0)).isEqualTo(STANDING);
        assertThat(json(START, 2, 0, 0)).isEqualTo(STANDING);
        assertThat(json(START, 3, 1, 0)).isEqualTo(ADVANCED);
    }

    @Test
    void isNotStaleBecauseOfSilentSubtitlesOrSlowOutputs() {
        describe();
        assertThat(json(START, 1, 1, 0)).isEqualTo(ADVANCED);
        assertThat(json(START, 1, 2, 0)).isEqualTo(STANDING);
        assertThat(json(START, 2, 2, 0)).isEqualTo(ADVANCED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"audio", "subtitle", "data"})
    void isNotStaleWithoutVideo(String type) {
        tracker.accept(START, INPUTS);
        tracker.accept(START, "ffmpeg.outputs:[{\"type\":\"" + type + "\"}]");
        String line = "ffmpeg.progress:{\"inputs\":[{}],\"outputs\":[{\"packet\":%d}]}";
        assertThat(tracker.accept(START, line.formatted(1))).isEqualTo(ADVANCED);
        assertThat(tracker.accept(START, line.formatted(1))).isEqualTo(STANDING);
        assertThat(tracker.accept(START, line.formatted(2))).isEqualTo(ADVANCED);
    }

    @Test
    void advancesWithTheFramesOfAVanillaFFmpeg() {
        assertThat(tracker.accept(START, "frame= 0 time=00:00:01.00")).isEqualTo(STANDING);
        assertThat(tracker.accept(START, "frame= 1 time=00:00:01.00")).isEqualTo(ADVANCED);
        assertThat(tracker.accept(START, "frame= 1 time=00:00:02.00")).isEqualTo(STANDING);
    }

    @Test
    void advancesWithTheTimeIfThereIsNoVideo() {
        String line = "size=N/A time=00:00:0%d.00 bitrate=N/A speed=1x";
        assertThat(tracker.accept(START, line.formatted(0))).isEqualTo(STANDING);
        assertThat(tracker.accept(START, line.formatted(1))).isEqualTo(ADVANCED);
        assertThat(tracker.accept(START, line.formatted(1))).isEqualTo(STANDING);
    }

    @Test
    void averagesAndDecays() {
        for (int second = 0; second <= 40; second++) {
            tracker.accept(at(second), "frame=%d size=%dkB".formatted(25 * (second + 1), 100 * (second + 1)));
        }
        Progress progress = tracker.snapshot(at(40));
        assertThat(progress.fps()).isCloseTo(25, within(1e-9));
        assertThat(progress.bitrateBitsPerSecond()).isCloseTo(8 * 102400, within(1e-6));
        assertThat(tracker.snapshot(at(56)).fps()).isCloseTo(12.5, within(1.0));
        assertThat(tracker.snapshot(at(71)).fps()).isZero();
        assertThat(tracker.snapshot(at(71)).frame()).isEqualTo(25 * 41);
    }

    @Test
    void averagesAreZeroInTheFirstSecond() {
        tracker.accept(START, "frame=100");
        assertThat(tracker.snapshot(at(0)).fps()).isZero();
        assertThat(tracker.snapshot(at(1)).fps()).isEqualTo(100);
    }

    @Test
    void averagesEachStream() {
        describe();
        json(at(0), 10, 20, 0);
        json(at(1), 20, 40, 0);
        StreamProgress audio = tracker.snapshot(at(2)).outputs().get(1);
        assertThat(audio.fps()).isEqualTo(20);
        assertThat(audio.pps()).isEqualTo(20);
        assertThat(audio.bitrateBitsPerSecond()).isEqualTo(8 * 1024 * 20);
    }

    @Test
    void survivesCountersThatGoBack() {
        describe();
        json(at(0), 100, 100, 100);
        json(at(1), 1, 1, 1);
        assertThat(tracker.snapshot(at(2)).outputs().getFirst().fps()).isEqualTo(50);
    }

    @Test
    void showsAvStreamsAtTheirInput() {
        describe();
        tracker.accept(START, "avstream.progress:{\"id\":\"elsewhere\",\"queue\":1}");
        assertThat(tracker.snapshot(START).inputs().getFirst().avStream()).isNull();
        tracker.accept(START, "avstream.progress:{\"id\":\"in\",\"queue\":2}");
        assertThat(tracker.snapshot(START).inputs().getFirst().avStream())
                .extracting(AvStream::queue)
                .isEqualTo(2L);
    }

    @Test
    void forgetsEverythingWithAReset() {
        describe();
        json(START, 1, 1, 1);
        tracker.reset(false);
        assertThat(tracker.preludeComplete()).isFalse();
        assertThat(tracker.snapshot(START)).isEqualTo(Progress.EMPTY);
        assertThat(tracker.accept(START, INPUTS)).isEqualTo(CONSUMED);
    }

    @Test
    void sharesASnapshotWithinASecond() {
        describe();
        json(START, 1, 1, 1);
        Progress snapshot = tracker.snapshot(START);
        assertThat(tracker.snapshot(START + 900_000_000)).isSameAs(snapshot);
        tracker.accept(START, "a log line");
        assertThat(tracker.snapshot(START)).isSameAs(snapshot);
    }

    private void describe() {
        assertThat(tracker.accept(START, INPUTS)).isEqualTo(CONSUMED);
        assertThat(tracker.accept(START, OUTPUTS)).isEqualTo(CONSUMED);
        assertThat(tracker.preludeComplete()).isTrue();
    }

    private Accepted json(long now, long video, long audio, long subtitle) {
        String element = "{\"frame\":%1$d,\"packet\":%1$d,\"size_kb\":%1$d}";
        return tracker.accept(
                now,
                "ffmpeg.progress:{\"inputs\":[{}],\"outputs\":[%s,%s,%s],\"frame\":%d}"
                        .formatted(
                                element.formatted(video),
                                element.formatted(audio),
                                element.formatted(subtitle),
                                video));
    }

    private void log(String text) {
        List.of(text.split("\n"))
                .forEach(line -> assertThat(tracker.accept(START, line)).isEqualTo(LOGGED));
    }

    private static long at(int second) {
        return START + 1_000_000_000L * second;
    }

    private static String name(Accepted accepted) {
        return switch (accepted) {
            case Accepted.Logged ignored -> "LOG";
            case Accepted.Consumed ignored -> "CONSUMED";
            case Accepted.Rejected ignored -> "REJECTED";
            case Accepted.Progressed progressed -> progressed.advanced() ? "ADVANCED" : "STANDING";
        };
    }
}
