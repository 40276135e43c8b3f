package media.kern.ffmpeg.progress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationTextTest {

    @ParameterizedTest
    @CsvSource({
        "0h0m1.8s, 1.8",
        "1h2m3.5s, 3723.5",
        "0h0m0.56s, 0.56",
        "0, 0",
        "1.5h, 5400",
        "250ms, 0.25",
        "10us, 0.00001",
        "10\u00b5s, 0.00001",
        "1s500000000ns, 1.5",
        ".5s, 0.5",
        "1.s, 1",
        "-0h0m0.02s, -0.02",
        "+3s, 3",
        "-0s, 0"
    })
    void addsNumbersWithUnits(String text, double seconds) throws RejectedLineException {
        assertThat(DurationText.seconds(text)).isCloseTo(seconds, within(1e-12));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "12.5", "s", "1x", "1h2", "1s ", " 1s", "-", ".s", "1..s", "00", "99999999999h", "1e3s"})
    void rejectsEverythingElse(String text) {
        assertThatThrownBy(() -> DurationText.seconds(text))
                .isInstanceOf(RejectedLineException.class)
                .hasMessageContaining("invalid time");
    }

    @ParameterizedTest
    @ValueSource(ints = {101, 100_000})
    void rejectsLongText(int length) {
        assertThatThrownBy(() -> DurationText.seconds("1".repeat(length)))
                .isInstanceOf(RejectedLineException.class)
                .hasMessage("invalid time: longer than 100 characters");
    }
}
