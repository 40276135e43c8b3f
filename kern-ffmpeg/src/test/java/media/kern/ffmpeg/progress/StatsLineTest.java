package media.kern.ffmpeg.progress;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatsLineTest {

    private static final Totals BEFORE = new Totals(1, 2, 3, 4, 5, 6, 7, 8);

    @Test
    void readsAllValues() {
        String line =
                "frame= 5968 fps= 25 q=19.4 size=443kB time=00:03:58.44 bitrate=5632kbits/s speed=0.999x skip=9733"
                        + " drop=3522 dup=87463";
        assertThat(StatsLine.parse(line, Totals.EMPTY))
                .isEqualTo(new Totals(5968, 0, 19.4, 453632, 238.44, 0.999, 3522, 87463));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            frame=   75 fps= 25 q=-1.0 Lsize=      65kB time=00:00:03.01 bitrate= 175.4kbits/s speed=   1x    | 75 | -1 | 66560 | 3.01 | 1
            frame=  500 fps=500 q=28.0 q=29.0 size=     256KiB time=00:00:00.50 bitrate=4194.3kbits/s speed=0.5x | 500 | 28 | 262144 | 0.5 | 0.5
            frame= 1000 fps=500 q=-1.0 Lq=-2.0 size=     1KiB time=100:00:00.00 bitrate=4194.3kbits/s speed= 248x| 1000 | -1 | 1024 | 360000 | 248
            frame=29862 fps=0.0 q=-0.0 size=N/A time=00:19:54.40 bitrate=N/A speed=2.39e+03x                     | 29862 | 0 | 4 | 1194.4 | 2390
            frame=    0 fps=0.0 q=0.0 size=       0kB time=-577014:32:22.77 bitrate=N/A speed=N/A                | 0 | 0 | 0 | 5 | 6
            frame=    0 fps=0.0 q=nan size=       0kB time=N/A bitrate=N/A speed= infx                           | 0 | 3 | 0 | 5 | 6
            size=      16KiB time=00:00:01.02 bitrate= 128.0kbits/s speed=1.02x elapsed=0:00:01.00               | 1 | 3 | 16384 | 1.02 | 1.02
            frame=99999999999999999999 q=1 size=99999999999999999kB time=00:61 speed=12                          | 1 | 1 | 4 | 5 | 6
            frame=10 q=1.2.3 size=10MB time=1:2:3.4 speed=--1x                                                   | 10 | 3 | 4 | 5 | 6
            """)
    void keepsWhatALineDoesNotTell(String line, long frame, double q, long size, double time, double speed) {
        assertThat(StatsLine.parse(line, BEFORE)).isEqualTo(new Totals(frame, 2, q, size, time, speed, 7, 8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"frame=", "frame=   ", "frame=abc", "frame=N/A fps=1", "=", "frame==1", "", "   ", "L=1"})
    void findsNothingInOtherText(String line) {
        assertThat(StatsLine.parse(line, BEFORE)).isNull();
    }

    @Test
    void knowsStatisticsFromLinesThatHappenToBeginAlike() {
        assertThat(StatsLine.hasFrames("frame=    1 fps=0.0")).isTrue();
        assertThat(StatsLine.hasFrames(" frame=    1 fps=0.0")).isFalse();
        assertThat(StatsLine.withoutFrames("size=       4kB time=00:00:00.46 bitrate=  77.6kbits/s speed=0.9x"))
                .isTrue();
        assertThat(StatsLine.withoutFrames("size=1280x720 was given")).isFalse();
    }
}
