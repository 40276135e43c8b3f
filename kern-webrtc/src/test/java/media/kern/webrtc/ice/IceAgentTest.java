package media.kern.webrtc.ice;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import media.kern.webrtc.stun.StunAttribute;
import media.kern.webrtc.stun.StunKey;
import media.kern.webrtc.stun.StunMessage;
import media.kern.webrtc.stun.StunType;
import media.kern.webrtc.stun.StunWriter;
import media.kern.webrtc.stun.TransactionId;
import org.junit.jupiter.api.Test;

/** Agents over a network of lists, with a clock that is set. */
class IceAgentTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long TICK = SECOND / 20;
    private final Network network = new Network();

    /** A way in the network: what is sent arrives at the end of the tick, unless it is lost. */
    private record Way(Network network, InetSocketAddress local, InetSocketAddress remote) implements IcePath {
        @Override
        public IceTransport transport() {
            return IceTransport.UDP;
        }

        @Override
        public int localPreference() {
            return 65535;
        }

        @Override
        public void send(byte[] datagram) {
            network.sent.add(new Datagram(local, remote, datagram));
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Way way && way.local.equals(local) && way.remote.equals(remote);
        }

        @Override
        public int hashCode() {
            return 31 * local.hashCode() + remote.hashCode();
        }
    }

    private record Datagram(InetSocketAddress from, InetSocketAddress to, byte[] bytes) {
        StunMessage message() {
            return StunMessage.parse(bytes, bytes.length).orElseThrow();
        }
    }

    /** Everything between two agents. */
    private static final class Network {
        private final Deque<Datagram> sent = new ArrayDeque<>();
        private final Map<InetSocketAddress, Peer> peers = new HashMap<>();
        private final List<Datagram> delivered = new ArrayList<>();
        private Predicate<Datagram> loses = datagram -> false;
        private long now = 1;

        void run(long nanos) {
            long end = now + nanos;
            while (now - end < 0) {
                now += TICK;
                List.copyOf(peers.values()).stream().distinct().forEach(peer -> peer.agent.tick(now));
                deliver();
            }
        }

        private void deliver() {
            for (Datagram next = sent.poll(); next != null; next = sent.poll()) {
                Peer peer = peers.get(next.to);
                if (peer != null && !loses.test(next)) {
                    delivered.add(next);
                    peer.agent.received(next.message(), new Way(this, next.to, next.from), now);
                }
            }
        }
    }

    /** An agent with its addresses. */
    private static final class Peer implements IceAgent.Listener<Way> {
        private final Network network;
        private final List<InetSocketAddress> addresses;
        private final IceCredentials credentials = IceCredentials.random();
        private final List<Way> selections = new ArrayList<>();
        private final IceAgent<Way> agent;
        private boolean consentLost;

        Peer(Network network, boolean controlling, String... addresses) {
            this.network = network;
            this.addresses = List.of(addresses).stream()
                    .map(address -> new InetSocketAddress(InetAddress.ofLiteral(address), 5000))
                    .toList();
            this.addresses.forEach(address -> network.peers.put(address, this));
            this.agent = new IceAgent<>(credentials, controlling, ConsentTimes.standard(), this::waysTo, this);
        }

        private List<Way> waysTo(Candidate candidate) {
            return addresses.stream()
                    .map(address -> new Way(network, address, candidate.address()))
                    .toList();
        }

        void knows(Peer other) {
            agent.setRemote(other.agent.localCredentials());
            learns(other);
        }

        void learns(Peer other) {
            for (InetSocketAddress address : other.addresses) {
                agent.addRemote(Candidate.own(CandidateType.HOST, IceTransport.UDP, address, 65535));
            }
        }

        @Override
        public void selected(Way way) {
            selections.add(way);
        }

        @Override
        public void consentLost() {
            consentLost = true;
        }
    }

    private final Peer server = new Peer(network, false, "192.0.2.1");
    private final Peer viewer = new Peer(network, true, "192.0.2.2");

    private void connect() {
        server.knows(viewer);
        viewer.knows(server);
        network.run(2 * SECOND);
    }

    @Test
    void connects() {
        connect();

        assertThat(server.agent.selected().orElseThrow().remote()).isEqualTo(viewer.addresses.getFirst());
        assertThat(viewer.agent.selected().orElseThrow().remote()).isEqualTo(server.addresses.getFirst());
        assertThat(server.selections).hasSize(1);
    }

    @Test
    void repeatsACheckThatCameTooEarlyAsSoonAsThePeerSpeaks() {
        network.loses = datagram -> true; // The viewer does not know of the server yet.
        server.knows(viewer);
        server.agent.tick(network.now);
        network.deliver();
        network.loses = datagram -> false;
        viewer.knows(server);
        network.run(SECOND / 10);

        assertThat(server.selections).hasSize(1);
    }

    @Test
    void learnsTheAddressOfTheViewerFromHisChecks() {
        server.agent.setRemote(viewer.credentials);
        viewer.knows(server);
        network.run(2 * SECOND);

        assertThat(server.agent.selected().orElseThrow().remote()).isEqualTo(viewer.addresses.getFirst());
    }

    @Test
    void connectsThoughOnlyTheServerKnowsAnAddress() {
        server.knows(viewer);
        viewer.agent.setRemote(server.credentials);
        network.run(2 * SECOND);

        assertThat(server.selections).hasSize(1);
        assertThat(viewer.selections).hasSize(1);
    }

    @Test
    void takesTheWayThatWorks() {
        Peer two = new Peer(network, true, "198.51.100.1", "203.0.113.1");
        network.loses = datagram ->
                datagram.from.equals(two.addresses.getFirst()) || datagram.to.equals(two.addresses.getFirst());
        server.knows(two);
        two.knows(server);
        network.run(5 * SECOND);

        assertThat(server.agent.selected().orElseThrow().remote()).isEqualTo(two.addresses.getLast());
    }

    @Test
    void getsOverALostNomination() {
        boolean[] lost = new boolean[1];
        network.loses = datagram -> {
            boolean first = !lost[0] && datagram.message().has(StunAttribute.USE_CANDIDATE);
            lost[0] |= first;
            return first;
        };
        connect();

        assertThat(lost[0]).isTrue();
        assertThat(server.selections).hasSize(1);
    }

    @Test
    void getsOverLostChecks() {
        Random random = new Random(7);
        network.loses = datagram -> random.nextInt(100) < 40;
        server.knows(viewer);
        viewer.knows(server);
        network.run(20 * SECOND);

        assertThat(server.selections).isNotEmpty();
        assertThat(viewer.selections).isNotEmpty();
    }

    @Test
    void decidesWhoControlsIfBothWantTo() {
        Peer another = new Peer(network, true, "192.0.2.3");
        another.knows(viewer);
        viewer.knows(another);
        network.run(5 * SECOND);

        assertThat(another.selections).isNotEmpty();
        assertThat(viewer.selections).isNotEmpty();
    }

    @Test
    void decidesWhoControlsIfNobodyWantsTo() {
        Peer another = new Peer(network, false, "192.0.2.3");
        another.knows(server);
        server.knows(another);
        network.run(5 * SECOND);

        assertThat(another.selections).isNotEmpty();
        assertThat(server.selections).isNotEmpty();
    }

    @Test
    void keepsTheConsentOfWhoAnswers() {
        connect();
        network.run(300 * SECOND);

        assertThat(server.consentLost).isFalse();
        assertThat(viewer.consentLost).isFalse();
    }

    @Test
    void losesTheConsentOfWhoDoesNotAnswerFor30Seconds() {
        connect();
        network.loses = datagram -> true;
        network.run(23 * SECOND); // The last answer may be six seconds old.
        assertThat(server.consentLost).isFalse();
        network.run(8 * SECOND);
        assertThat(server.consentLost).isTrue();

        network.sent.clear();
        network.loses = datagram -> false;
        server.agent.tick(network.now + SECOND);
        assertThat(network.sent).as("nothing is sent any more").isEmpty();
    }

    @Test
    void doesNotTakeRequestsForConsent() {
        connect();
        network.loses = datagram -> datagram.to.equals(server.addresses.getFirst())
                && datagram.message().type() != StunType.REQUEST;
        network.run(31 * SECOND);

        assertThat(server.consentLost).isTrue();
    }

    @Test
    void findsANewWayAfterARestart() {
        connect();
        Peer moved = new Peer(network, true, "203.0.113.7");
        IceCredentials fresh = IceCredentials.random();
        server.agent.restart(fresh, moved.credentials, network.now);
        moved.knows(server);
        assertThat(server.agent.selected().orElseThrow().remote())
                .as("used until there is a new one")
                .isEqualTo(viewer.addresses.getFirst());
        network.run(2 * SECOND);

        assertThat(server.agent.selected().orElseThrow().remote()).isEqualTo(moved.addresses.getFirst());
        assertThat(server.agent.localCredentials()).isEqualTo(fresh);
    }

    @Test
    void takesNoNumberOfRestartsForConsent() {
        connect();
        network.loses = datagram -> true;
        for (int i = 0; i < 7; i++) {
            server.agent.restart(IceCredentials.random(), IceCredentials.random(), network.now);
            network.run(5 * SECOND);
        }

        assertThat(server.consentLost).isTrue();
    }

    @Test
    void answersNobodyWithAnotherPassword() {
        server.knows(viewer);
        Way way = new Way(network, server.addresses.getFirst(), viewer.addresses.getFirst());
        for (String password : List.of("wrong", viewer.credentials.password())) {
            byte[] forged = new StunWriter(StunType.REQUEST, TransactionId.random())
                    .username(server.credentials.fragment() + ":" + viewer.credentials.fragment())
                    .role(StunAttribute.ICE_CONTROLLING, 1)
                    .priority(1)
                    .sign(new StunKey(password));

            assertThat(server.agent.received(
                            StunMessage.parse(forged, forged.length).orElseThrow(), way, network.now))
                    .isFalse();
        }
        assertThat(network.sent).isEmpty();
    }

    @Test
    void takesARequestAloneForNoProof() {
        server.agent.setRemote(viewer.credentials);
        Way elsewhere = new Way(
                network, server.addresses.getFirst(), new InetSocketAddress(InetAddress.ofLiteral("192.0.2.99"), 1));
        byte[] request = new StunWriter(StunType.REQUEST, TransactionId.random())
                .username(server.credentials.fragment() + ":" + viewer.credentials.fragment())
                .role(StunAttribute.ICE_CONTROLLING, 1)
                .priority(1)
                .useCandidate()
                .sign(new StunKey(server.credentials.password()));

        assertThat(server.agent.received(
                        StunMessage.parse(request, request.length).orElseThrow(), elsewhere, network.now))
                .isTrue();
        assertThat(server.agent.reaches(elsewhere)).isFalse();
        assertThat(server.selections).isEmpty();
    }

    @Test
    void checksNoMoreThanAHundredWays() {
        server.agent.setRemote(viewer.credentials);
        for (int port = 1; port <= 1000; port++) {
            InetSocketAddress address = new InetSocketAddress(InetAddress.ofLiteral("192.0.2.50"), port);
            server.agent.addRemote(Candidate.own(CandidateType.HOST, IceTransport.UDP, address, 1));
        }
        for (int i = 0; i < 400; i++) {
            network.now += TICK;
            server.agent.tick(network.now);
        }
        long ways = network.sent.stream().map(Datagram::to).distinct().count();

        assertThat(ways).isEqualTo(100);
        assertThat(network.sent).as("each seven times at most").hasSizeLessThanOrEqualTo(700);
    }
}
