package media.kern.ffmpeg.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import media.kern.ffmpeg.child.ResourceUsage;
import org.junit.jupiter.api.Test;

class LimitWatchTest {
    private static final long SECOND = 1_000_000_000;
    private static final long START = 5 * SECOND;
    private static final long MEBIBYTE = 1024 * 1024;

    private static LimitWatch watch(double cpu, long memory, long waitForSeconds) {
        return new LimitWatch(new Limits(cpu, memory, Duration.ofSeconds(waitForSeconds)));
    }

    private static ResourceUsage usage(double cpu, long memory) {
        return new ResourceUsage(cpu, memory);
    }

    @Test
    void aLimitIsExceededByMoreThanItself() {
        assertThat(watch(42, 0, 0).exceeded(usage(42, 0), START)).isEmpty();
        assertThat(watch(42, 0, 0).exceeded(usage(42.1, 0), START)).hasValueSatisfying(found -> {
            assertThat(found.reason()).isEqualTo(LastExit.Reason.CPU_LIMIT);
            assertThat(found.text()).isEqualTo("CPU usage of 42.1 % exceeds the limit of 42.0 %");
        });
        assertThat(watch(0, MEBIBYTE, 0).exceeded(usage(0, MEBIBYTE), START)).isEmpty();
        assertThat(watch(0, MEBIBYTE, 0).exceeded(usage(0, 3 * MEBIBYTE), START))
                .hasValueSatisfying(found -> {
                    assertThat(found.reason()).isEqualTo(LastExit.Reason.MEMORY_LIMIT);
                    assertThat(found.text()).isEqualTo("memory usage of 3.0 MiB exceeds the limit of 1.0 MiB");
                });
    }

    @Test
    void hasToBeExceededWithoutABreak() {
        LimitWatch watch = watch(42, 0, 3);

        assertThat(watch.exceeded(usage(50, 0), START)).isEmpty();
        assertThat(watch.exceeded(usage(50, 0), START + 2 * SECOND)).isEmpty();
        assertThat(watch.exceeded(usage(10, 0), START + 3 * SECOND)).isEmpty();
        assertThat(watch.exceeded(usage(50, 0), START + 4 * SECOND)).isEmpty();
        assertThat(watch.exceeded(usage(50, 0), START + 7 * SECOND))
                .hasValueSatisfying(found -> assertThat(found.text()).endsWith(" for 3 s or more"));
    }

    @Test
    void bothLimitsAreJudgedOnTheirOwn() {
        LimitWatch watch = watch(42, MEBIBYTE, 3);

        watch.exceeded(usage(50, 0), START);
        watch.exceeded(usage(50, 2 * MEBIBYTE), START + 2 * SECOND);

        assertThat(watch.exceeded(usage(0, 2 * MEBIBYTE), START + 4 * SECOND)).isEmpty();
        assertThat(watch.exceeded(usage(0, 2 * MEBIBYTE), START + 5 * SECOND)).isPresent();
    }

    @Test
    void twiceTheMemoryIsFarBeyond() {
        assertThat(watch(0, MEBIBYTE, 60).farBeyond(usage(0, 2 * MEBIBYTE))).isFalse();
        assertThat(watch(0, MEBIBYTE, 60).farBeyond(usage(0, 2 * MEBIBYTE + 2))).isTrue();
        assertThat(watch(0, 0, 60).farBeyond(usage(0, Long.MAX_VALUE))).isFalse();
    }
}
