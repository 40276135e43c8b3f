package media.kern.ffmpeg.progress;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SlidingRateTest {

    private final SlidingRate rate = new SlidingRate();

    @Test
    void isZeroInTheFirstSecond() {
        rate.add(0, 100);
        assertThat(rate.perSecond(0)).isZero();
        assertThat(rate.perSecond(1)).isEqualTo(100);
    }

    @Test
    void averagesOverTheSecondsSinceTheStart() {
        rate.add(0, 10);
        rate.add(1, 20);
        rate.add(1, 10);
        rate.add(2, 1000);
        assertThat(rate.perSecond(2)).isEqualTo(20);
    }

    @Test
    void looksBackThirtySeconds() {
        for (int second = 0; second < 100; second++) {
            rate.add(second, second < 70 ? 1000 : 25);
        }
        assertThat(rate.perSecond(100)).isEqualTo(25);
        assertThat(rate.perSecond(99)).isEqualTo((29 * 25 + 1000) / 30.0);
    }

    @Test
    void decaysWhenNothingComes() {
        rate.add(0, 300);
        assertThat(rate.perSecond(10)).isEqualTo(30);
        assertThat(rate.perSecond(30)).isEqualTo(10);
        assertThat(rate.perSecond(31)).isZero();
        assertThat(rate.perSecond(Long.MAX_VALUE)).isZero();
    }

    @Test
    void forgetsOldValuesInAGap() {
        rate.add(3, 100);
        rate.add(1_000_000_000_000L, 60);
        assertThat(rate.perSecond(1_000_000_000_001L)).isEqualTo(2);
    }

    @Test
    void countsTheLateAsNow() {
        rate.add(5, 10);
        rate.add(3, 10);
        assertThat(rate.perSecond(4)).isZero();
        assertThat(rate.perSecond(6)).isEqualTo(20 / 6.0);
    }
}
