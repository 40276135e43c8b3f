package media.kern.ffmpeg.progress;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

class StatsLineFuzzTest {

    /** Values are never negative where that makes no sense, and always finite. */
    @FuzzTest
    void keepsValuesInRange(byte[] data) {
        Totals totals = StatsLine.parse(new String(data, UTF_8), Totals.EMPTY);
        if (totals != null) {
            assertThat(totals.frame()).isNotNegative();
            assertThat(totals.sizeBytes()).isNotNegative();
            assertThat(totals.drop()).isNotNegative();
            assertThat(totals.dup()).isNotNegative();
            assertThat(totals.timeSeconds()).isNotNegative().isFinite();
            assertThat(totals.q()).isFinite();
            assertThat(totals.speed()).isFinite();
        }
    }
}
