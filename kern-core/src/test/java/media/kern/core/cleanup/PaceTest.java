package media.kern.core.cleanup;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaceTest {
    @ParameterizedTest
    @CsvSource({"1, 1000", "100, 1000", "200, 1000", "300, 1500", "60000, 300000"})
    void aLongRunIsFollowedByALongerRest(long tookMillis, long nextMillis) {
        Pace pace = new Pace(Duration.ofSeconds(1), 5, 0);
        assertThat(pace.nanosLeft(0)).isEqualTo(millis(1000));
        long begin = millis(1000);
        pace.ran(begin, begin + millis(tookMillis));
        assertThat(pace.nanosLeft(begin)).isEqualTo(millis(nextMillis));
    }

    private static long millis(long millis) {
        return Duration.ofMillis(millis).toNanos();
    }
}
