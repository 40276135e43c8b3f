package media.kern.webrtc.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.concurrent.atomic.AtomicInteger;

class RtcpFuzzTest {

    /** What is read is in range, and not more than the packet has room for. */
    @FuzzTest
    void readsOrSkipsAnything(byte[] data) {
        AtomicInteger events = new AtomicInteger();
        RtcpReader.read(data, data.length, new RtcpReader.Handler() {
            @Override
            public void nack(int ssrc, int sequence) {
                assertThat(sequence).isBetween(0, 65535);
                events.incrementAndGet();
            }

            @Override
            public void keyframeRequest(int ssrc) {
                events.incrementAndGet();
            }

            @Override
            public void reportBlock(RtcpReader.ReportBlock block) {
                assertThat(block.fractionLost()).isBetween(0, 255);
                assertThat(block.cumulativeLost()).isBetween(-8388608, 8388607);
                events.incrementAndGet();
            }

            @Override
            public void bandwidthEstimate(long bitsPerSecond) {
                assertThat(bitsPerSecond).isNotNegative();
            }

            @Override
            public void transportFeedback(int received, int lost) {
                assertThat(received).isNotNegative();
                assertThat(lost).isNotNegative();
                assertThat(received + lost).isLessThanOrEqualTo(65535);
            }
        });
        assertThat(events.get()).isLessThanOrEqualTo(17 * data.length / 4);
    }
}
