package media.kern.webrtc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import media.kern.webrtc.client.WatchingClient;
import media.kern.webrtc.codec.VideoCodec;
import media.kern.webrtc.dtls.DtlsIdentity;
import media.kern.webrtc.ice.ConsentTimes;
import media.kern.webrtc.net.Transport;
import media.kern.webrtc.peer.CloseCause;
import media.kern.webrtc.srtp.SrtpProfile;
import media.kern.webrtc.stream.LegFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When viewers are gone, and why; with a server that waits two seconds where others wait thirty. */
class ViewerLifecycleTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final WebRtcOptions IMPATIENT = WebRtcOptions.defaults()
            .withTimes(Duration.ofSeconds(2), new ConsentTimes(Duration.ofMillis(200), Duration.ofSeconds(2)));

    private final Map<Viewer, CloseCause> ended = new ConcurrentHashMap<>();
    private final ViewerListener causes = new ViewerListener() {
        @Override
        public void closed(Viewer viewer, CloseCause cause, String reason) {
            ended.put(viewer, cause);
        }
    };

    private WebRtcServer server;
    private LiveStream stream;
    private FfmpegSource source;
    private Transport clients;

    @BeforeEach
    void publish() throws Exception {
        clients = Transport.start(1, true);
        server = WebRtcServer.start(IMPATIENT, causes);
        stream = server.open("test", List.of(LegFormat.video(VideoCodec.H264, 102), LegFormat.audio(111)), () -> {});
        source = FfmpegSource.h264AndOpus(stream);
        await().atMost(PATIENCE).until(stream::ready);
    }

    @AfterEach
    void end() throws Exception {
        source.close();
        server.close();
        clients.close();
        assertThat(server.viewers()).isZero();
        assertThat(server.remembered()).isZero();
    }

    private void awaitEnd(TestingViewer viewer, CloseCause cause) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(ended).containsEntry(viewer.viewer(), cause));
        assertThat(stream.viewers()).isEmpty();
        assertThat(server.viewers()).isZero();
        assertThat(server.remembered()).isZero();
    }

    @Test
    void whoNeverConnectsIsGoneAfterTheTimeForIt() throws Exception {
        try (TestingViewer viewer = new TestingViewer(stream, clients, 0)) {
            awaitEnd(viewer, CloseCause.NEVER_CONNECTED);
        }
    }

    @Test
    void whoConnectsButExchangesNoKeysIsGoneAfterTheSameTime() throws Exception {
        try (TestingViewer viewer = new TestingViewer(stream, clients, 0).connectWithoutHandshake()) {
            awaitEnd(viewer, CloseCause.NEVER_CONNECTED);
        }
    }

    @Test
    void whoAnswersNoMoreIsGoneWhenTheConsentEnds() throws Exception {
        try (TestingViewer viewer = new TestingViewer(stream, clients, 0).playing()) {
            viewer.vanish();
            awaitEnd(viewer, CloseCause.CONSENT_LOST);
        }
    }

    @Test
    void whoSaysGoodbyeIsGoneAtOnce() throws Exception {
        try (TestingViewer viewer = new TestingViewer(stream, clients, 0).playing()) {
            viewer.client().leave();
            awaitEnd(viewer, CloseCause.CLOSED_BY_PEER);
        }
    }

    @Test
    void whoAnswersStaysLongerThanTheConsentLasts() throws Exception {
        try (TestingViewer viewer = new TestingViewer(stream, clients, 0).playing();
                TestingViewer gone = new TestingViewer(stream, clients, 1).playing()) {
            gone.vanish();
            await().atMost(PATIENCE).until(() -> ended.containsKey(gone.viewer()));
            int before = viewer.packets();
            await().atMost(PATIENCE).until(() -> viewer.packets() > before + 10);
            assertThat(ended).doesNotContainKey(viewer.viewer());
        }
    }

    @Test
    void theEndOfAStreamIsToldBeforeItsPortsClose() throws Exception {
        try (TestingViewer viewer = new TestingViewer(stream, clients, 0).playing()) {
            int port = stream.rtpPort("video");
            stream.close();
            assertThat(ended).containsEntry(viewer.viewer(), CloseCause.CLOSED_BY_US);
            assertThat(viewer.client().closed().join()).contains("CLOSED_BY_PEER");
            try (DatagramSocket free =
                    new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))) {
                assertThat(free.isBound()).isTrue();
            }
            assertThatThrownBy(() -> new TestingViewer(stream, clients, 0)).isInstanceOf(StreamNotReadyException.class);
        }
    }

    @Test
    void aServerWithoutAnAddressSaysSo() throws Exception {
        try (WebRtcServer nowhere = WebRtcServer.start(IMPATIENT.withAddresses(List::of), causes);
                LiveStream hidden = nowhere.open(
                        "test", List.of(LegFormat.video(VideoCodec.H264, 102), LegFormat.audio(111)), () -> {});
                FfmpegSource sending = FfmpegSource.h264AndOpus(hidden)) {
            await().atMost(PATIENCE).until(hidden::ready);
            assertThat(sending.isAlive()).isTrue();
            assertThatThrownBy(() -> new TestingViewer(hidden, clients, 0))
                    .isInstanceOf(NoCandidatesException.class)
                    .hasMessageContaining("no network address");
            assertThat(nowhere.viewers()).isZero();
        }
    }

    @Test
    void anAddressThatComesLateIsTold() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        WebRtcOptions late = IMPATIENT.withAddresses(
                () -> asked.incrementAndGet() < 5 ? List.of() : List.of(InetAddress.getLoopbackAddress()));
        try (WebRtcServer waiting = WebRtcServer.start(late, causes);
                LiveStream hidden = waiting.open(
                        "test", List.of(LegFormat.video(VideoCodec.H264, 102), LegFormat.audio(111)), () -> {});
                FfmpegSource sending = FfmpegSource.h264AndOpus(hidden)) {
            await().atMost(PATIENCE).until(hidden::ready);
            try (TestingViewer viewer = new TestingViewer(hidden, clients, 0).playing()) {
                assertThat(viewer.viewer().offered()).hasSize(1);
                assertThat(sending.isAlive()).isTrue();
            }
        }
    }

    @Test
    void aConnectionOfAViewerWhoIsGoneIsClosed() throws Exception {
        try (WebRtcServer overTcp = WebRtcServer.start(IMPATIENT.withPorts(0, OptionalInt.of(0)), causes);
                LiveStream played = overTcp.open(
                        "test", List.of(LegFormat.video(VideoCodec.H264, 102), LegFormat.audio(111)), () -> {});
                FfmpegSource sending = FfmpegSource.h264AndOpus(played);
                WatchingClient client = new WatchingClient(
                        clients,
                        clients.loops().getFirst(),
                        DtlsIdentity.generate(),
                        new WatchingClient.Options(
                                InetAddress.getLoopbackAddress(), true, true, true, List.of(SrtpProfile.values())),
                        (header, packet) -> {})) {
            await().atMost(PATIENCE).until(played::ready);
            assertThat(sending.isAlive()).isTrue();
            Viewer viewer = played.subscribe(client.offer());
            client.answer(viewer.answer());
            client.secured().join();
            int port = overTcp.tcpPort().orElseThrow();
            assertThat(Sockets.established(port)).isPositive();
            viewer.close("test").join();
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(Sockets.established(port)).isZero());
        }
    }
}
