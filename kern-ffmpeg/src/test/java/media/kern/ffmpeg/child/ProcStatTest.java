package media.kern.ffmpeg.child;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProcStatTest {
    private static final String LINE = "77 (%s) S 12 34 56 0 -1 4194560 1 2 3 4 150 25 7 8 20 0 3 0 987654 5000000 321"
            + " 18446744073709551615 1 1 0 0 0 0 0 0 0 0 0 0 17 1 0 0 9 0 0 0 0 0 0 0 0 0 0\n";

    @ParameterizedTest
    @ValueSource(strings = {"ffmpeg", "a b) S 1", "(((", "", "ü"})
    void readsTheFieldsWhateverTheNameIs(String name) {
        ProcStat stat = ProcStat.parse(77, LINE.formatted(name));

        assertThat(stat).isEqualTo(new ProcStat(77, 12, 56, 150 + 25 + 9, 987654, 321, false));
    }

    @Test
    void seesAZombie() {
        assertThat(ProcStat.parse(77, LINE.formatted("x").replace(") S", ") Z")))
                .isEqualTo(new ProcStat(77, 12, 56, 150 + 25 + 9, 987654, 321, true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "77", "77 (x", "77 (x)", "77 (x) "})
    void takesNoHalfLine(String line) {
        assertThat(ProcStat.parse(77, line)).isNull();
    }

    @Test
    void readsThisProcess() {
        ProcStat stat = ProcStat.read((int) ProcessHandle.current().pid(), ProcStat.buffer());

        assertThat(stat).isNotNull().satisfies(found -> {
            assertThat(found.residentPages()).isGreaterThan(1000);
            assertThat(found.zombie()).isFalse();
        });
    }
}
