package media.kern.rtmp.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.Unpooled;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import media.kern.rtmp.chunk.ChunkException;
import media.kern.rtmp.chunk.RtmpMessage;
import org.junit.jupiter.api.Test;

class PublisherClockTest {
    private final AtomicLong now = new AtomicLong();
    private final PublisherClock clock = new PublisherClock(now::get);

    private long time(int chunkStream, int timestamp) throws ChunkException {
        return clock.time(new RtmpMessage(9, 1, chunkStream, timestamp, Unpooled.EMPTY_BUFFER), true);
    }

    @Test
    void goesOnWhenTheTimestampWraps() throws ChunkException {
        assertThat(time(6, -20)).isEqualTo(0xFFFFFFFFL - 19);
        assertThat(time(6, 20)).isEqualTo(0xFFFFFFFFL + 21);
        assertThat(time(4, 10)).isEqualTo(0xFFFFFFFFL + 11);
    }

    @Test
    void givesTheTimeOfArrivalToAnEncoderThatTellsNone() throws ChunkException {
        for (int i = 0; i < 11; i++) {
            assertThat(time(6, 0)).isZero();
        }
        now.addAndGet(TimeUnit.MILLISECONDS.toNanos(440));

        assertThat(time(6, 0)).isEqualTo(440);
        now.addAndGet(TimeUnit.MILLISECONDS.toNanos(40));
        assertThat(time(6, 0)).isEqualTo(480);
        assertThat(time(4, 23)).isEqualTo(23);
    }

    @Test
    void refusesAnEncoderWhoseTimeStopsLater() throws ChunkException {
        for (int i = 0; i < 30; i++) {
            time(6, i * 20);
        }
        for (int i = 0; i < 10; i++) {
            time(6, 580);
        }

        assertThatThrownBy(() -> time(6, 580))
                .isInstanceOf(ChunkException.class)
                .hasMessage("detected sequence of non-changing timestamps: 580 (msgtypeid 9)");
    }

    @Test
    void neverGoesBelowZero() throws ChunkException {
        assertThat(time(6, 100)).isEqualTo(100);
        assertThat(time(4, -100)).isZero();
    }
}
