package media.kern.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class TableTest {
    @Test
    void alignsColumns() {
        assertThat(new Table("", "CPU").row("Kern", "0.25").row("nginx", "10"))
                .hasToString("         CPU\nKern    0.25\nnginx     10\n");
    }

    @Test
    void takesTheMiddleNumber() {
        assertThat(Median.of(9, 1, 2)).isEqualTo(2);
        assertThat(Median.of(4, 1, 2, 3)).isEqualTo(2.5);
    }

    @Test
    void readsTheTimesOfAProcessWhateverItIsCalled() {
        assertThat(ProcessTree.ticks("1 (a) b (c) S 0 1 1 0 -1 4194560 1 2 3 4 70 5 0 0 20 0 1 0 2"))
                .isEqualTo(75);
    }
}
