package media.kern.rtmp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import media.kern.rtmp.amf.AmfValue;
import media.kern.rtmp.chunk.MessageType;
import media.kern.rtmp.stream.StreamLimits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a client sends ends that client alone. By itself, as it counts memory. */
@Isolated
class HostileClientTest {
    private static final int CROWD = 300;
    private static final int SESSIONS = 60;
    private static final long MOST_MEMORY = 48L << 20;

    private static void assertServes(TestingServer server, Publishing publisher, int number) throws IOException {
        try (Watching player = server.play("cam")) {
            publisher.keyframe(number * 1000, number);
            await().until(() -> player.media().stream().anyMatch(text -> text.endsWith(" " + number)));
        }
    }

    private static long direct() {
        return PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory();
    }

    /** A byte at a time, each before the patience of a reader would be over, but not that of the handshake. */
    @Test
    void servesOthersWhileHundredsAreSlow() throws IOException {
        List<RawClient> slow = new ArrayList<>();
        try (TestingServer server = new TestingServer(options -> options.withTimes(new RtmpOptions.Times(
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(20),
                        Duration.ofSeconds(20),
                        Duration.ofSeconds(20))));
                Publishing publisher = server.publish("cam")) {
            publisher.headers();
            long before = direct();
            for (int i = 0; i < CROWD; i++) {
                slow.add(new RawClient(server.address()).send((byte) 3));
            }
            await().until(() -> server.server().connections() > CROWD);
            assertServes(server, publisher, 1);
            assertThat(direct() - before).isLessThan(MOST_MEMORY);
            await().atMost(Duration.ofSeconds(20)).until(() -> {
                for (RawClient client : slow) {
                    trickle(client);
                }
                return server.server().connections() == 1;
            });
            assertServes(server, publisher, 2);
        } finally {
            for (RawClient client : slow) {
                client.close();
            }
        }
    }

    private static void trickle(RawClient client) {
        try {
            client.send((byte) 0);
        } catch (IOException e) {
            assertThat(e).hasMessageMatching("(?i).*(broken pipe|reset|closed).*");
        }
    }

    @Test
    void survivesSessionsThatBreakOffAnywhere() throws IOException {
        byte[] session = session();
        try (TestingServer server = new TestingServer();
                Publishing publisher = server.publish("cam")) {
            publisher.headers();
            for (int i = 1; i <= SESSIONS; i++) {
                try (RawClient client = new RawClient(server.address())) {
                    client.handshake().send(Arrays.copyOf(session, session.length * i / SESSIONS));
                }
            }
            await().until(() -> server.server().connections() == 1);
            assertServes(server, publisher, 1);
            assertThat(server.server().streams()).hasSize(1);
        }
    }

    /** What a publisher sends after its handshake. */
    private static byte[] session() throws IOException {
        try (RecordingServer recorder = new RecordingServer();
                RawClient client = new RawClient(recorder.address())) {
            client.connect().call("releaseStream", "x").call("publish", "x");
            client.message(MessageType.VIDEO, 0, Unpooled.wrappedBuffer(new byte[300]));
            client.message(MessageType.AUDIO, 0, Unpooled.wrappedBuffer(new byte[300]));
            client.hangUp();
            return recorder.received();
        }
    }

    @Test
    void survivesRandomBytesAndRandomlyChangedSessions() throws IOException {
        Random random = new Random(7);
        byte[] session = session();
        try (TestingServer server = new TestingServer();
                Publishing publisher = server.publish("cam")) {
            publisher.headers();
            long before = direct();
            for (int i = 0; i < SESSIONS; i++) {
                byte[] bytes = i % 2 == 0 ? new byte[5000] : session.clone();
                if (i % 2 == 0) {
                    random.nextBytes(bytes);
                }
                for (int change = 0; change < 5; change++) {
                    bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
                }
                try (RawClient client = new RawClient(server.address())) {
                    if (i % 3 != 0) {
                        client.handshake();
                    }
                    trySend(client, bytes);
                }
            }
            await().until(() -> server.server().connections() == 1);
            assertServes(server, publisher, 1);
            assertThat(direct() - before).isLessThan(MOST_MEMORY);
        }
    }

    private static void trySend(RawClient client, byte[] bytes) {
        try {
            client.send(bytes);
        } catch (IOException e) {
            assertThat(e).hasMessageMatching("(?i).*(broken pipe|reset|closed).*");
        }
    }

    /** The frame is five bytes: the time of composition is missing. */
    @Test
    void sendsAwayAPublisherWithACutOffHevcFrame() throws IOException {
        try (TestingServer server = new TestingServer();
                Publishing publisher = server.publish("cam");
                RawClient client = new RawClient(server.address())) {
            publisher.headers();
            ByteBuf frame = Unpooled.buffer().writeByte(0x91);
            frame.writeCharSequence("hvc1", StandardCharsets.US_ASCII);
            client.handshake().connect().call("publish", "other").message(MessageType.VIDEO, 0, frame);
            assertThat(new String(client.readToEnd(), StandardCharsets.ISO_8859_1))
                    .contains("Publish.Start");
            assertServes(server, publisher, 1);
            await().until(() -> server.events().stream().anyMatch(text -> text.contains("composition time")));
        }
    }

    @Test
    void doesNotReadLongMessagesBeforeAnythingIsPublished() throws IOException {
        try (TestingServer server = new TestingServer();
                RawClient client = new RawClient(server.address())) {
            client.handshake().send(new byte[] {3, 0, 0, 0, 0x01, 0x00, 0x01, 20, 0, 0, 0, 0});
            assertThat(client.readToEnd()).isEmpty();
        }
    }

    @Test
    void keepsNoAnswersWithoutEndForAClientThatReadsNone() throws IOException {
        try (TestingServer server = new TestingServer(TestingServer.streams(limits -> new StreamLimits(
                        1 << 16,
                        limits.cacheTime(),
                        1 << 16,
                        limits.chunkSize(),
                        limits.merge(),
                        limits.silence(),
                        limits.grace())));
                RawClient client = new RawClient(server.address())) {
            client.handshake().connect().call("publish", "cam");
            ByteBuf pings = Unpooled.buffer();
            for (int i = 0; i < 10_000; i++) {
                pings.writeBytes(new byte[] {2, 0, 0, 0, 0, 0, 6, 4, 0, 0, 0, 0, 0, 6, 0, 0, 0, 1});
            }
            byte[] bytes = ByteBufUtil.getBytes(pings);
            assertThatThrownBy(() -> {
                        while (server.server().connections() > 0) {
                            client.send(bytes);
                        }
                        client.send(bytes);
                    })
                    .isInstanceOf(SocketException.class);
            await().until(() ->
                    server.events().stream().anyMatch(text -> text.contains("asks for more than it takes")));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"publish", "createStream", "play", ""})
    void closesWhoDoesNotConnectFirst(String command) throws IOException {
        try (TestingServer server = new TestingServer();
                RawClient client = new RawClient(server.address())) {
            assertThat(client.handshake().call(command, "cam").readToEnd()).isEmpty();
        }
    }

    @Test
    void closesWhoConnectsWithoutAnApplicationOrPublishesWithoutAName() throws IOException {
        AmfValue nothing = AmfValue.object().build();
        List<AmfValue> connect = List.of(AmfValue.of("connect"), AmfValue.of(1), nothing);
        List<AmfValue> publish = List.of(AmfValue.of("publish"), AmfValue.of(2), AmfValue.Nothing.NULL);
        try (TestingServer server = new TestingServer();
                RawClient first = new RawClient(server.address());
                RawClient second = new RawClient(server.address())) {
            assertThat(first.handshake().command(0, connect).readToEnd()).isEmpty();
            second.handshake().connect().command(0, publish);
            assertThat(new String(second.readToEnd(), StandardCharsets.ISO_8859_1))
                    .endsWith("onBWDone\0\0\0\0\0\0\0\0\0\5\0@\u00c0\0\0\0\0\0\0");
        }
    }

    @Test
    void refusesMoreConnectionsThanItMayHave() throws IOException {
        try (TestingServer server =
                        new TestingServer(options -> options.withLimits(new RtmpOptions.Limits(10, 2, 32, 1 << 20)));
                RawClient first = new RawClient(server.address());
                RawClient second = new RawClient(server.address())) {
            first.handshake();
            second.handshake();
            try (RawClient third = new RawClient(server.address())) {
                assertThat(third.readToEnd()).isEmpty();
            }
            first.hangUp();
            await().until(() -> server.server().connections() == 1);
            try (RawClient fourth = new RawClient(server.address())) {
                fourth.handshake();
                assertThat(server.server().connections()).isEqualTo(2);
            }
        }
    }
}
