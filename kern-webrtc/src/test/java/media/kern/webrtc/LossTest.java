package media.kern.webrtc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import media.kern.webrtc.codec.VideoCodec;
import media.kern.webrtc.net.Transport;
import media.kern.webrtc.stream.LegFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class LossTest {
    private static final int LOSS_PERCENT = 5;
    private static final int MAX_DELAY_MILLIS = 50;
    private static final int FRAMES = 500;

    /** Each on his way: one loses every twentieth packet, one is cut off, one loses nothing. */
    @Test
    void repairsLossesAndLetsNobodySufferForAnother() throws Exception {
        try (WebRtcServer server = WebRtcServer.start(
                        WebRtcOptions.defaults()
                                .withAddresses(() -> List.of(InetAddress.getLoopbackAddress()))
                                .withPorts(0, OptionalInt.empty()),
                        new ViewerListener() {});
                LiveStream stream = server.open(
                        "test", List.of(LegFormat.video(VideoCodec.H264, 102), LegFormat.audio(111)), () -> {});
                FfmpegSource source = FfmpegSource.h264AndOpus(stream);
                Transport transport = Transport.start(1, true);
                LossyPath lossy = new LossyPath(LOSS_PERCENT, MAX_DELAY_MILLIS, 42);
                LossyPath broken = new LossyPath(0, 0, 43)) {
            await().until(stream::ready);
            try (Watching losing = new Watching(stream, transport, lossy::through);
                    Watching cut = new Watching(stream, transport, broken::through);
                    Watching good = new Watching(stream, transport, UnaryOperator.identity())) {
                for (Watching one : List.of(losing, cut, good)) {
                    await().atMost(Duration.ofSeconds(30))
                            .untilAsserted(() -> assertThat(one.video().frames())
                                    .as(
                                            "frames (server: %s; client: %s)",
                                            one.viewer().diagnosis(), one.state())
                                    .isPositive());
                }
                broken.cutOff();
                await().atMost(Duration.ofMinutes(1)).until(() -> losing.video().frames() >= FRAMES);

                assertThat(cut.video().frames()).isLessThan(FRAMES);
                assertThat(losing.video().repaired())
                        .as("packets that came again")
                        .isPositive();
                assertThat(losing.video().givenUp())
                        .as(
                                "frames that are incomplete (%s; on the good way: %s; lost by the source: %d; %s)",
                                losing.video().account(),
                                good.video().account(),
                                stream.legs().getFirst().lost(),
                                losing.viewer().statistics())
                        .isLessThan(FRAMES / 200);
                assertThat(good.video().givenUp() + good.video().outstanding())
                        .as("packets that the good way lacks")
                        .isZero();
                assertThat(good.video().frames()).isGreaterThanOrEqualTo(FRAMES - 25);
                assertThat(good.viewer().statistics().skipped()).isZero();
            }
            assertThat(source.isAlive()).isTrue();
        }
    }
}
