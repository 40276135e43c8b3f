package media.kern.webrtc.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.channel.DefaultEventLoop;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import media.kern.webrtc.dtls.DtlsAssociation;
import media.kern.webrtc.dtls.DtlsIdentity;
import media.kern.webrtc.ice.ConsentTimes;
import media.kern.webrtc.ice.IceCredentials;
import media.kern.webrtc.net.NetworkPath;
import media.kern.webrtc.net.RecordedPath;
import media.kern.webrtc.rtp.RtcpWriter;
import media.kern.webrtc.srtp.RtcpCipher;
import media.kern.webrtc.srtp.SrtpKeys;
import media.kern.webrtc.srtp.SrtpProfile;
import media.kern.webrtc.stun.StunAttribute;
import media.kern.webrtc.stun.StunKey;
import media.kern.webrtc.stun.StunMessage;
import media.kern.webrtc.stun.StunType;
import media.kern.webrtc.stun.StunWriter;
import media.kern.webrtc.stun.TransactionId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class PeerTransportTest {
    private static final List<SrtpProfile> PROFILES = List.of(SrtpProfile.values());
    private final PeerRouter router = new PeerRouter((datagram, path) -> {});
    private final EventLoop loop = new DefaultEventLoop();
    private final LoopTicker ticker = new LoopTicker(loop);

    @AfterEach
    void end() {
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    /** A viewer at the other end of a way, and what the server has of him. */
    private final class Remote implements PeerTransport.Listener {
        private final DtlsIdentity serverIdentity = DtlsIdentity.generate();
        private final DtlsIdentity identity = DtlsIdentity.generate();
        private final IceCredentials server = IceCredentials.random();
        private final IceCredentials own = IceCredentials.random();
        private final CompletableFuture<SrtpKeys.Pair> keys = new CompletableFuture<>();
        private final CompletableFuture<DtlsAssociation> association = new CompletableFuture<>();
        private final List<Integer> control = new CopyOnWriteArrayList<>();
        private final CompletableFuture<CloseCause> closed = new CompletableFuture<>();
        private final List<byte[]> records = new CopyOnWriteArrayList<>();
        private final RecordedPath path;
        private final PeerTransport transport;
        private volatile boolean answers;

        Remote(int port) {
            path = new RecordedPath(port, this::received);
            transport = new PeerTransport(
                    new PeerTransport.Setup(
                            server,
                            own,
                            false,
                            false,
                            serverIdentity,
                            List.of(identity.fingerprint()),
                            PROFILES,
                            Duration.ofSeconds(30),
                            ConsentTimes.standard(),
                            candidate -> List.of()),
                    router,
                    ticker,
                    this);
        }

        private void received(byte[] datagram) {
            Optional<StunMessage> message = StunMessage.parse(datagram, datagram.length);
            if (message.isEmpty()) {
                records.add(datagram);
                var _ = association.thenAccept(open -> open.received(datagram));
            } else if (answers && message.get().type() == StunType.REQUEST) {
                send(new StunWriter(StunType.SUCCESS, message.get().transaction())
                        .mappedAddress(path.local())
                        .sign(new StunKey(own.password())));
            }
        }

        void check() {
            send(new StunWriter(StunType.REQUEST, TransactionId.random())
                    .username(server.fragment() + ":" + own.fragment())
                    .role(StunAttribute.ICE_CONTROLLING, 1)
                    .priority(1)
                    .useCandidate()
                    .sign(new StunKey(server.password())));
        }

        void send(byte[] datagram) {
            loop.execute(() -> router.received(datagram, path));
        }

        void shakeHands() {
            association.complete(DtlsAssociation.start(
                    identity,
                    true,
                    List.of(serverIdentity.fingerprint()),
                    PROFILES,
                    this::send,
                    new DtlsAssociation.Listener() {
                        @Override
                        public void secured(SrtpKeys.Pair pair) {
                            keys.complete(pair);
                        }

                        @Override
                        public void failed(String reason) {
                            keys.completeExceptionally(new IllegalStateException(reason));
                        }

                        @Override
                        public void closedByPeer() {
                            // The test sees it by other means.
                        }
                    }));
        }

        void connect() throws Exception {
            answers = true;
            transport.start(List.of());
            check();
            shakeHands();
            keys.get(30, TimeUnit.SECONDS);
            await().until(() -> transport.stage() == PeerStage.SECURED);
        }

        void sendControl(int index) {
            RtcpCipher cipher = keys.join().client().rtcp();
            byte[] packet = new RtcpWriter().emptyReceiverReport(1).bytes();
            send(cipher.protectRtcp(packet, packet.length, index));
        }

        @Override
        public void selected(NetworkPath chosen) {
            // The stage tells.
        }

        @Override
        public void secured(SrtpKeys outgoing, SrtpKeys incoming) {
            // The stage tells.
        }

        @Override
        public void rtcp(byte[] packet, int length) {
            control.add(length);
        }

        @Override
        public void closed(CloseCause cause, String reason) {
            closed.complete(cause);
        }
    }

    private void settle() {
        loop.submit(() -> {}).awaitUninterruptibly();
    }

    private void close(Remote remote) {
        loop.submit(() -> remote.transport.close(CloseCause.CLOSED_BY_US, "test"))
                .awaitUninterruptibly();
    }

    @Test
    void connectsAndForgetsEverythingAtTheEnd() throws Exception {
        Remote viewer = new Remote(1);
        viewer.connect();
        viewer.sendControl(5);
        await().until(() -> viewer.control.size() == 1);
        close(viewer);

        assertThat(router.size()).isZero();
        assertThat(viewer.path.released()).isTrue();
    }

    @Test
    void takesEachControlPacketOnce() throws Exception {
        Remote viewer = new Remote(1);
        viewer.connect();
        viewer.sendControl(5);
        viewer.sendControl(5);
        viewer.sendControl(6);
        await().until(() -> viewer.control.size() >= 2);
        settle();

        assertThat(viewer.control).hasSize(2);
    }

    /** A check may have a forged sender, who would get certificates that he has not asked for. */
    @Test
    void sendsNoHandshakeToWhoHasNotAnswered() throws Exception {
        Remote viewer = new Remote(1);
        viewer.transport.start(List.of());
        viewer.check();
        viewer.shakeHands();
        await().until(() -> viewer.transport.stage() == PeerStage.CHECKING);
        await().until(() -> viewer.path.packets().size() >= 3); // The answer, our check, its repetition.
        assertThat(viewer.records).isEmpty();

        viewer.answers = true;
        viewer.keys.get(30, TimeUnit.SECONDS);
        assertThat(viewer.records).isNotEmpty();
    }

    @Test
    void leavesAWayToWhomItBelongsWhenAnotherOneClaimsIt() throws Exception {
        Remote viewer = new Remote(1);
        viewer.connect();
        Remote attacker = new Remote(1);
        attacker.transport.start(List.of());
        attacker.check();
        await().until(() -> attacker.transport.stage() == PeerStage.CHECKING);
        viewer.sendControl(1);

        await().until(() -> viewer.control.size() == 1);
        close(attacker);
        viewer.sendControl(2);
        await().until(() -> viewer.control.size() == 2);
        close(viewer);
        assertThat(router.size()).isZero();
    }

    @Test
    void givesAWayToWhoIsThereNow() throws Exception {
        Remote gone = new Remote(1);
        gone.connect();
        gone.answers = false;
        Remote next = new Remote(1);
        next.connect();
        next.sendControl(1);

        await().until(() -> next.control.size() == 1);
        close(gone);
        next.sendControl(2);
        await().until(() -> next.control.size() == 2);
        close(next);
        assertThat(router.size()).isZero();
    }

    @Test
    void leavesNothingBehindIfItIsClosedBeforeItStarts() {
        Remote viewer = new Remote(1);
        close(viewer);
        viewer.transport.start(List.of());
        settle();

        assertThat(router.size()).isZero();
    }

    @Test
    void doesNotRunOutOfWaysByRestarts() throws Exception {
        Remote viewer = new Remote(1);
        viewer.connect();
        for (int i = 0; i < 100; i++) {
            loop.submit(() -> viewer.transport.restart(IceCredentials.random(), viewer.own, List.of()))
                    .awaitUninterruptibly();
        }

        assertThat(router.size()).as("one way, two fragments").isEqualTo(3);
    }

    @Test
    void dropsWhatIsOfNobodyAndLetsGoOfItsWay() {
        RecordedPath stranger = new RecordedPath(9, packet -> {});
        byte[] check = new StunWriter(StunType.REQUEST, TransactionId.random())
                .username("a:b")
                .sign(new StunKey("x"));
        for (byte[] datagram : List.of(check, new byte[] {22, 1}, new byte[] {(byte) 0x80, 1}, new byte[] {1})) {
            router.received(datagram, stranger);
        }

        assertThat(router.dropped()).isEqualTo(4);
        assertThat(router.size()).isZero();
        assertThat(stranger.packets()).isEmpty();
        assertThat(stranger.released()).isTrue();
    }

    @Test
    void forgetsWhoIsEndedBeforeHeConnects() {
        Remote viewer = new Remote(1);
        viewer.transport.start(List.of());
        settle();
        assertThat(router.size()).isEqualTo(1);
        close(viewer);

        assertThat(viewer.closed).isCompletedWithValue(CloseCause.CLOSED_BY_US);
        assertThat(router.size()).isZero();
    }
}
