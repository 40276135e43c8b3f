package media.kern.ffmpeg.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private static final Duration AT_ONCE = Duration.ofMillis(10);

    private static Duration seconds(long seconds) {
        return Duration.ofSeconds(seconds);
    }

    @Test
    void doublesAfterRunsThatEndAtOnceUpToTheBound() {
        Backoff backoff = new Backoff(Duration.ZERO, seconds(15));

        assertThat(IntStream.range(0, 7).mapToObj(run -> backoff.after(AT_ONCE)))
                .containsExactly(seconds(1), seconds(2), seconds(4), seconds(8), seconds(15), seconds(15), seconds(15));
    }

    @Test
    void isNeverShorterThanConfigured() {
        Backoff backoff = new Backoff(seconds(5), seconds(15));

        assertThat(IntStream.range(0, 5).mapToObj(run -> backoff.after(AT_ONCE)))
                .containsExactly(seconds(5), seconds(5), seconds(5), seconds(8), seconds(15));
        assertThat(new Backoff(seconds(60), seconds(15)).after(AT_ONCE)).isEqualTo(seconds(60));
    }

    @Test
    void beginsAnewAfterARunThatLasted() {
        Backoff backoff = new Backoff(Duration.ZERO, seconds(15));
        backoff.after(AT_ONCE);
        backoff.after(AT_ONCE);

        assertThat(backoff.after(seconds(3))).isEqualTo(Duration.ZERO);
        assertThat(backoff.after(AT_ONCE)).isEqualTo(seconds(1));
    }

    @Test
    void beginsAnewWhenAUserStartsIt() {
        Backoff backoff = new Backoff(Duration.ZERO, seconds(15));
        backoff.after(AT_ONCE);
        backoff.after(AT_ONCE);

        backoff.reset();

        assertThat(backoff.after(AT_ONCE)).isEqualTo(seconds(1));
    }

    @Test
    void isAtLeastASecondWhateverTheBoundIs() {
        Backoff backoff = new Backoff(Duration.ZERO, Duration.ZERO);

        assertThat(IntStream.range(0, 100).mapToObj(run -> backoff.after(AT_ONCE)))
                .containsOnly(seconds(1));
    }
}
