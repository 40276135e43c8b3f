package media.kern.ffmpeg.progress;

import static org.assertj.core.api.Assertions.assertThat;

import media.kern.ffmpeg.progress.ProgressBlock.Line;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProgressBlockTest {
    private final ProgressBlock block = new ProgressBlock();

    private void take(String text) {
        text.lines().forEach(line -> assertThat(block.take(line)).as(line).isNotEqualTo(Line.FOREIGN));
    }

    @Test
    void readsABlock() {
        take("""
                frame=75
                fps=25.06
                stream_0_0_q=19.0
                stream_1_0_q=-1.0
                bitrate= 698.2kbits/s
                total_size=87269
                out_time_us=1000000
                out_time_ms=1000000
                out_time=00:00:01.000000
                dup_frames=2
                drop_frames=3
                speed=1.01x
                """);

        assertThat(block.take("progress=continue")).isEqualTo(Line.END);
        assertThat(block.totals()).isEqualTo(new Totals(75, 0, 19, 87269, 1, 1.01, 3, 2));
        assertThat(block.quantiser(1, 0)).isEqualTo(-1.0);
        assertThat(block.quantiser(1, 1)).isNull();
        assertThat(block.hasFrames()).isTrue();
    }

    @Test
    void keepsWhatIsNotAvailable() {
        take("frame=75\ntotal_size=100\nout_time_us=1000000\nspeed=1x");
        take("frame=N/A\ntotal_size=N/A\nout_time_us=N/A\nspeed=N/A");
        take("out_time_us=-9223372036854775807");

        assertThat(block.totals()).isEqualTo(new Totals(75, 0, 0, 100, 1, 1, 0, 0));
    }

    @Test
    void readsNumbersWithExponentAndBlanks() {
        take("frame=1\nspeed=1e+03x\nspeed= 1.5e+03x   ");

        assertThat(block.totals().speed()).isEqualTo(1500);
    }

    @Test
    void endsWithTheTwoWordsOfFfmpegOnly() {
        take("frame=1");

        assertThat(block.take("progress=halfway")).isEqualTo(Line.FOREIGN);
        assertThat(block.take("progress=end")).isEqualTo(Line.END);
        assertThat(block.take("speed=1x")).isEqualTo(Line.FOREIGN);
    }

    @Test
    void hasNoFramesWithoutVideo() {
        take("bitrate=N/A\ntotal_size=N/A\nprogress=end");

        assertThat(block.hasFrames()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "frame=  75 fps= 25 q=1.0 size= 1kB",
                "size=  1kB time=00:00:01.00 bitrate= 1kbits/s",
                "Frame=1",
                "progress of something=1",
                "speed=1 2",
                "zzz=1",
                "[libx264 @ 0x1] frame=1",
                "stream_a_b_q=1",
                "speed=1x",
                "progress=continue",
                "total_size=1"
            })
    void leavesOtherLinesAlone(String line) {
        assertThat(block.take(line)).isEqualTo(Line.FOREIGN);
    }

    @Test
    void remembersNoMoreStreamsThanThereCanBe() {
        take("frame=1");
        for (int i = 0; i < 100_000; i++) {
            assertThat(block.take("stream_" + i + "_0_q=1.0")).isEqualTo(Line.PART);
        }

        assertThat(block.quantiser(StreamDescription.MAX_STREAMS - 1, 0)).isEqualTo(1.0);
        assertThat(block.quantiser(StreamDescription.MAX_STREAMS, 0)).isNull();
    }
}
