package media.kern.ffmpeg.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SilenceWatchTest {
    private static final long SECOND = 1_000_000_000;
    private static final long START = 5 * SECOND;

    private final SilenceWatch watch = new SilenceWatch(Duration.ofSeconds(10), START);

    /** Looks once a second, from one second to another after the start. */
    private long firstOver(long lastAdvance, int from, int to) {
        for (int second = from; second <= to; second++) {
            if (watch.over(lastAdvance, START + second * SECOND)) {
                return second;
            }
        }
        return -1;
    }

    @Test
    void isOverWhenThereWasNoProgressForLongerThanTheTimeout() {
        assertThat(firstOver(START, 1, 60)).isEqualTo(11);
        assertThat(watch.silence()).isEqualTo(Duration.ofSeconds(11));
    }

    @Test
    void progressBeginsItAnew() {
        assertThat(firstOver(START, 1, 8)).isEqualTo(-1);

        assertThat(firstOver(START + 8 * SECOND, 9, 60)).isEqualTo(19);
    }

    @Test
    void timeInWhichNobodyLookedDoesNotCount() {
        assertThat(firstOver(START, 1, 5)).isEqualTo(-1);

        assertThat(watch.over(START, START + 300 * SECOND)).isFalse();
        assertThat(watch.silence()).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void isNeverOverWithoutTimeout() {
        SilenceWatch never = new SilenceWatch(Duration.ZERO, START);

        for (int second = 1; second < 1000; second++) {
            assertThat(never.over(START, START + second * SECOND)).isFalse();
        }
    }
}
