package media.kern.webrtc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import media.kern.webrtc.codec.VideoCodec;
import media.kern.webrtc.ice.ConsentTimes;
import media.kern.webrtc.net.Transport;
import media.kern.webrtc.stream.LegFormat;
import org.junit.jupiter.api.Test;

/**
 * Two thousand viewers come and go, every other one of them without a word: nothing of them stays. {@code
 * -Dkern.churn.viewers} sets another number.
 */
class ViewerChurnTest {
    private static final int VIEWERS = Integer.getInteger("kern.churn.viewers", 2000);
    private static final int AT_ONCE = 40;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int SLACK_THREADS = 8;
    private static final int SLACK_DESCRIPTORS = 16;
    private static final long SLACK_BYTES = 16 << 20;

    private static final WebRtcOptions IMPATIENT = WebRtcOptions.defaults()
            .withTimes(Duration.ofSeconds(2), new ConsentTimes(Duration.ofMillis(300), Duration.ofSeconds(2)));

    /** How far a viewer gets, and how it goes. */
    private enum Fate {
        ONLY_ASKS,
        NEVER_SENDS_A_HANDSHAKE,
        VANISHES_WITH_KEYS,
        PLAYS_AND_VANISHES,
        PLAYS_AND_LEAVES,
        PLAYS_AND_IS_ENDED
    }

    private record Use(int threads, long descriptors, long bytes) {
        static Use now() {
            long direct = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                    .mapToLong(BufferPoolMXBean::getMemoryUsed)
                    .sum();
            long pooled = ByteBufAllocator.DEFAULT instanceof ByteBufAllocatorMetricProvider provider
                    ? provider.metric().usedDirectMemory()
                    : 0;
            return new Use(
                    ManagementFactory.getThreadMXBean().getThreadCount(), Sockets.descriptors(), direct + pooled);
        }
    }

    @Test
    void nothingOfThemStays() throws Exception {
        try (WebRtcServer server = WebRtcServer.start(IMPATIENT, new ViewerListener() {});
                LiveStream stream = server.open(
                        "test", List.of(LegFormat.video(VideoCodec.H264, 102), LegFormat.audio(111)), () -> {});
                FfmpegSource source = FfmpegSource.h264AndOpus(stream);
                Transport clients = Transport.start(1, true)) {
            await().atMost(PATIENCE).until(stream::ready);
            // What is made once, and kept: threads, buffers, classes.
            churn(stream, clients, Math.min(VIEWERS, 4 * AT_ONCE));
            awaitNobody(server);
            Use before = Use.now();

            churn(stream, clients, VIEWERS);
            awaitNobody(server);

            assertThat(source.isAlive()).isTrue();
            await().atMost(PATIENCE).untilAsserted(() -> {
                Use after = Use.now();
                assertThat(after.threads()).isLessThanOrEqualTo(before.threads() + SLACK_THREADS);
                assertThat(after.descriptors()).isLessThanOrEqualTo(before.descriptors() + SLACK_DESCRIPTORS);
                assertThat(after.bytes()).isLessThanOrEqualTo(before.bytes() + SLACK_BYTES);
            });
            try (TestingViewer last = new TestingViewer(stream, clients, 0)) {
                last.playing();
            }
        }
    }

    private static void awaitNobody(WebRtcServer server) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(server.viewers()).isZero();
            assertThat(server.remembered()).isZero();
        });
    }

    private static void churn(LiveStream stream, Transport clients, int viewers) throws Exception {
        Semaphore places = new Semaphore(AT_ONCE);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = IntStream.range(0, viewers)
                    .<Future<?>>mapToObj(number -> threads.submit(() -> {
                        places.acquire();
                        try {
                            comeAndGo(stream, clients, number);
                        } finally {
                            places.release();
                        }
                        return null;
                    }))
                    .toList();
            for (Future<?> one : all) {
                one.get();
            }
        }
    }

    private static void comeAndGo(LiveStream stream, Transport clients, int number) throws Exception {
        Fate[] fates = Fate.values();
        try (TestingViewer viewer = new TestingViewer(stream, clients, number)) {
            switch (fates[number % fates.length]) {
                case ONLY_ASKS -> {}
                case NEVER_SENDS_A_HANDSHAKE -> viewer.connectWithoutHandshake();
                case VANISHES_WITH_KEYS -> viewer.secured();
                case PLAYS_AND_VANISHES -> viewer.playing();
                case PLAYS_AND_LEAVES -> {
                    viewer.playing();
                    viewer.client().leave();
                    viewer.client().closed().join();
                }
                case PLAYS_AND_IS_ENDED -> {
                    viewer.playing();
                    viewer.viewer().close("enough").join();
                }
            }
        }
    }
}
