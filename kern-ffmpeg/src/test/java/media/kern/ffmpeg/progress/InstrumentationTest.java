package media.kern.ffmpeg.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InstrumentationTest {
    @ParameterizedTest
    @CsvSource({
        "4.4.0,   true, false, false",
        "5.1.9,   true, false, false",
        "6.0.0,   true, true,  false",
        "6.1.1,   true, true,  false",
        "7.0.2,   true, true,  true",
        "8.0.1,   true, true,  true",
        "12.0.0,  true, true,  true",
        "0.0.0,   true, false, false",
        "unknown, false, false, false",
    })
    void asksForWhatTheVersionUnderstands(String version, boolean progress, boolean muxStats, boolean keyframes) {
        assertThat(Instrumentation.of(version)).isEqualTo(new Instrumentation(progress, muxStats, keyframes));
    }

    @Test
    void reportsToStderr() {
        Instrumentation instrumentation = Instrumentation.of("7.1.0");

        assertThat(instrumentation.global(List.of("-re"))).containsExactly("-progress", "pipe:2");
        assertThat(instrumentation.output(List.of("-f", "flv")))
                .containsExactly("-stats_mux_pre", "pipe:2", "-stats_mux_pre_fmt", "\u001e{fidx} {sidx} {size} {key}");
    }

    @Test
    void optionsOfTheUserWin() {
        Instrumentation instrumentation = Instrumentation.of("7.1.0");

        assertThat(instrumentation.global(List.of("-progress", "http://127.0.0.1/")))
                .isEmpty();
        assertThat(instrumentation.output(List.of("-stats_mux_pre:v", "x"))).isEmpty();
        assertThat(instrumentation.output(List.of("-stats_mux_pre_fmt", "x"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-t", "-to", "-fs", "-frames", "-frames:v", "-vframes", "-shortest"})
    void anOutputThatEndsByItselfIsNotMeasured(String option) {
        assertThat(Instrumentation.of("7.1.0").output(List.of(option, "1"))).isEmpty();
    }

    @Test
    void addsNothingToAnFfmpegThatUnderstandsNothing() {
        assertThat(Instrumentation.NONE.global(List.of())).isEmpty();
        assertThat(Instrumentation.NONE.output(List.of())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Unrecognized option 'stats_mux_pre_fmt'.",
                "Option stats_mux_pre not found.",
                "Invalid format directive: key",
                "Unrecognized option 'progress'."
            })
    void recognisesAnFfmpegThatDoesNotLikeIt(String line) {
        assertThat(Instrumentation.isNamedIn(List.of("ffmpeg version", line))).isTrue();
        assertThat(Instrumentation.isNamedIn(List.of("making progress", "x: No such file or directory")))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "90, 90000",
        "1.5, 1500",
        "2s, 2000",
        "250ms, 250",
        "500000us, 500",
        "01:30, 90000",
        "1:00:00.5, 3600500",
        ".5, 500",
        "5., 5000",
        "x, 500",
        "-5, 500",
        "'', 500",
        "1e9, 500"
    })
    void knowsHowOftenFfmpegTellsItsProgress(String period, long millis) {
        assertThat(Instrumentation.interval(List.of("-re", "-stats_period", period, "-i", "x")))
                .isEqualTo(Duration.ofMillis(millis));
    }

    @Test
    void theLastPeriodCounts() {
        assertThat(Instrumentation.interval(List.of("-stats_period", "1", "-stats_period", "2")))
                .isEqualTo(Duration.ofSeconds(2));
        assertThat(Instrumentation.interval(List.of("-stats_period"))).isEqualTo(Duration.ofMillis(500));
    }
}
