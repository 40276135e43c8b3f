package media.kern.webrtc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.internal.PlatformDependent;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.function.UnaryOperator;
import media.kern.webrtc.codec.VideoCodec;
import media.kern.webrtc.net.Transport;
import media.kern.webrtc.stream.LegFormat;
import media.kern.webrtc.stun.StunAttribute;
import media.kern.webrtc.stun.StunKey;
import media.kern.webrtc.stun.StunType;
import media.kern.webrtc.stun.StunWriter;
import media.kern.webrtc.stun.TransactionId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Alone, as it counts threads and memory of the whole JVM. */
@Isolated
class FloodTest {
    private static final int DATAGRAMS = 500_000;
    private static final int SOURCES = 200;
    private static final int MOST_GROWTH = 64 << 20;
    private static final int MOST_THREADS = 8;
    private final Random random = new Random(1);

    @Test
    void servesItsViewersAndRemembersNothingOfAFlood() throws Exception {
        try (WebRtcServer server = WebRtcServer.start(
                        WebRtcOptions.defaults().withPorts(0, OptionalInt.empty()), new ViewerListener() {});
                LiveStream stream = server.open("test", List.of(LegFormat.video(VideoCodec.H264, 102)), () -> {});
                FfmpegSource source =
                        FfmpegSource.video(stream, List.of("libx264", "-preset", "ultrafast", "-bf", "0"));
                Transport transport = Transport.start(1, true)) {
            await().until(stream::ready);
            try (Watching viewer = new Watching(stream, transport, UnaryOperator.identity())) {
                await().atMost(Duration.ofSeconds(30)).until(() -> viewer.packets() > 25);
                int remembered = server.remembered();
                int threads = Thread.activeCount();
                long direct = direct();
                long heap = heap();
                int before = viewer.packets();
                flood(
                        viewer.viewer().offered().getFirst().address().getAddress(),
                        server.udpPort(),
                        viewer.viewer().answer());

                await().until(() -> viewer.packets() > before + 25);
                assertThat(server.droppedDatagrams()).isPositive();
                assertThat(server.remembered()).isEqualTo(remembered);
                assertThat(Thread.activeCount()).isLessThan(threads + MOST_THREADS);
                assertThat(direct()).isLessThan(direct + MOST_GROWTH);
                assertThat(heap()).isLessThan(heap + MOST_GROWTH);
                assertThat(viewer.client().closed()).isNotDone();
            }
            assertThat(source.isAlive()).isTrue();
        }
    }

    private static long direct() {
        return PlatformDependent.usedDirectMemory()
                + PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory();
    }

    /** What is in use after a collection. */
    private static long heap() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    /** As fast as it goes: checks for nobody and for the viewer, handshakes, media, and noise. */
    private void flood(InetAddress address, int port, String answer) throws IOException {
        InetSocketAddress target = new InetSocketAddress(address, port);
        List<byte[]> kinds = kinds(answer);
        List<DatagramChannel> sources = new ArrayList<>();
        try {
            for (int i = 0; i < SOURCES; i++) {
                sources.add(DatagramChannel.open().bind(new InetSocketAddress(address, 0)));
            }
            for (int i = 0; i < DATAGRAMS; i++) {
                sources.get(i % SOURCES).send(ByteBuffer.wrap(kinds.get(i % kinds.size())), target);
            }
        } finally {
            for (DatagramChannel one : sources) {
                one.close();
            }
        }
    }

    private List<byte[]> kinds(String answer) {
        String fragment = answer.lines()
                .filter(line -> line.startsWith("a=ice-ufrag:"))
                .findFirst()
                .orElseThrow()
                .substring("a=ice-ufrag:".length());
        return List.of(
                check("nobody:nobody"),
                check(fragment + ":abcd"),
                noise(22, 200),
                noise(22, 1200),
                noise(0x80, 100),
                noise(0, 100),
                noise(255, 1));
    }

    private static byte[] check(String username) {
        return new StunWriter(StunType.REQUEST, TransactionId.random())
                .username(username)
                .role(StunAttribute.ICE_CONTROLLING, 1)
                .priority(1)
                .useCandidate()
                .sign(new StunKey("the password of somebody else"));
    }

    private byte[] noise(int first, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        bytes[0] = (byte) first;
        return bytes;
    }
}
