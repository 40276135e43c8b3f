package media.kern.webrtc.client;

import io.netty.channel.EventLoop;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import media.kern.webrtc.dtls.DtlsIdentity;
import media.kern.webrtc.ice.Candidate;
import media.kern.webrtc.ice.CandidateType;
import media.kern.webrtc.ice.ConsentTimes;
import media.kern.webrtc.ice.IceCredentials;
import media.kern.webrtc.ice.IceTransport;
import media.kern.webrtc.net.NetworkPath;
import media.kern.webrtc.net.TcpPort;
import media.kern.webrtc.net.Transport;
import media.kern.webrtc.net.UdpPort;
import media.kern.webrtc.peer.CloseCause;
import media.kern.webrtc.peer.LoopTicker;
import media.kern.webrtc.peer.PeerRouter;
import media.kern.webrtc.peer.PeerStage;
import media.kern.webrtc.peer.PeerTransport;
import media.kern.webrtc.rtp.ExtendedSequence;
import media.kern.webrtc.rtp.RtcpReader;
import media.kern.webrtc.rtp.RtcpWriter;
import media.kern.webrtc.rtp.RtpHeader;
import media.kern.webrtc.sdp.RemoteTransport;
import media.kern.webrtc.sdp.SdpException;
import media.kern.webrtc.sdp.SdpFragment;
import media.kern.webrtc.sdp.Setup;
import media.kern.webrtc.srtp.RtpCipher;
import media.kern.webrtc.srtp.SrtpKeys;
import media.kern.webrtc.srtp.SrtpProfile;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A client that watches one stream. */
public final class WatchingClient implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("WebRTC");
    private static final int SSRC = 1;
    private static final Duration TIME_TO_CONNECT = Duration.ofSeconds(30);

    private final Transport transport;
    private final EventLoop loop;
    private final DtlsIdentity identity;
    private final Options options;
    private final Sink sink;
    private final PeerRouter router = new PeerRouter((datagram, path) -> {});
    private final UdpPort udp;
    private final Map<Integer, ExtendedSequence> sequences = new HashMap<>();
    private final CompletableFuture<Void> secured = new CompletableFuture<>();
    private final CompletableFuture<String> closed = new CompletableFuture<>();
    private volatile IceCredentials credentials = IceCredentials.random();
    private volatile @Nullable PeerTransport peer;
    private @Nullable RtpCipher cipher;

    /**
     * How it watches.
     *
     * @param address of this machine that it uses
     * @param tcpOnly use no UDP
     * @param decrypt whether packets are handed on without protection; if not, as they are
     * @param retransmission whether lost packets may be repeated in a stream of their own
     * @param profiles for SRTP, in the order of preference
     */
    public record Options(
            InetAddress address, boolean tcpOnly, boolean decrypt, boolean retransmission, List<SrtpProfile> profiles) {
        public Options {
            profiles = List.copyOf(profiles);
        }

        /** On the loopback address, over UDP. */
        public static Options onLoopback() {
            return new Options(InetAddress.getLoopbackAddress(), false, true, true, List.of(SrtpProfile.values()));
        }
    }

    /** Takes what arrives, on the event loop of the client. */
    public interface Sink {
        /** @param packet its payload behind the header; protected if it was so ordered */
        void packet(RtpHeader header, byte[] packet);

        /** A control packet of the server. */
        default void control(byte[] packet, int length) {}
    }

    /** @throws IOException if there is no port left */
    public WatchingClient(Transport transport, EventLoop loop, DtlsIdentity identity, Options options, Sink sink)
            throws IOException {
        this.transport = transport;
        this.loop = loop;
        this.identity = identity;
        this.options = options;
        this.sink = sink;
        this.udp = UdpPort.open(transport, options.tcpOnly ? List.of() : List.of(options.address), 0, router);
    }

    /** The session description to send to the server. */
    public String offer() {
        return ClientOffer.write(credentials, identity.fingerprint(), candidates(), options.retransmission);
    }

    private List<Candidate> candidates() {
        return options.tcpOnly
                ? List.of()
                : List.of(Candidate.own(
                        CandidateType.HOST, IceTransport.UDP, new InetSocketAddress(options.address, udp.port()), 1));
    }

    /**
     * Connects by what the server has answered. Blocks while a TCP connection is opened, if that is to be used.
     *
     * @throws SdpException if that cannot be understood
     */
    public void answer(String sdp) throws SdpException {
        RemoteTransport remote = RemoteTransport.ofAnswer(sdp);
        Map<Candidate, NetworkPath> connections = connections(remote.candidates());
        PeerTransport created = new PeerTransport(
                new PeerTransport.Setup(
                        credentials,
                        remote.credentials(),
                        true,
                        remote.setup() == Setup.PASSIVE,
                        identity,
                        remote.fingerprints(),
                        options.profiles,
                        TIME_TO_CONNECT,
                        ConsentTimes.standard(),
                        candidate -> pathsTo(candidate, connections)),
                router,
                new LoopTicker(loop),
                new Receiver());
        peer = created;
        created.start(remote.candidates());
    }

    /** Opened here, because an event loop must not wait for them. */
    private Map<Candidate, NetworkPath> connections(List<Candidate> candidates) {
        Map<Candidate, NetworkPath> opened = new HashMap<>();
        for (Candidate candidate : candidates) {
            if (options.tcpOnly && candidate.transport() == IceTransport.TCP) {
                try {
                    opened.put(candidate, TcpPort.connect(transport, candidate.address(), router));
                } catch (IOException e) {
                    LOG.atDebug().setCause(e).log("Left out: " + candidate);
                }
            }
        }
        return opened;
    }

    private List<NetworkPath> pathsTo(Candidate candidate, Map<Candidate, NetworkPath> connections) {
        if (options.tcpOnly) {
            NetworkPath connection = connections.get(candidate);
            return connection == null ? List.of() : List.of(connection);
        }
        return candidate.transport() == IceTransport.UDP ? udp.pathsTo(candidate.address(), loop) : List.of();
    }

    /** Begins an ICE restart: the fragment to send to the server. */
    public String restart() {
        credentials = IceCredentials.random();
        return SdpFragment.write(credentials, candidates(), "video", "0");
    }

    /**
     * Goes on with the restart by what the server has answered to its fragment.
     *
     * @throws SdpException if that cannot be understood, or has no credentials
     */
    public void restarted(String fragment) throws SdpException {
        SdpFragment remote = SdpFragment.parse(fragment);
        IceCredentials theirs =
                remote.credentials().orElseThrow(() -> new SdpException("the fragment has no credentials"));
        IceCredentials ours = credentials;
        PeerTransport now = peer;
        if (now != null) {
            loop.execute(() -> now.restart(ours, theirs, remote.candidates()));
        }
    }

    /** How far it is. */
    public PeerStage stage() {
        PeerTransport now = peer;
        return now == null ? PeerStage.NEW : now.stage();
    }

    /** Done when packets can be read. */
    public CompletableFuture<Void> secured() {
        return secured.copy();
    }

    /** Done when the connection has ended, with the reason. */
    public CompletableFuture<String> closed() {
        return closed.copy();
    }

    /** Asks for a packet again. */
    public void nack(int ssrc, int sequence) {
        send(new RtcpWriter().emptyReceiverReport(SSRC).nack(SSRC, ssrc, sequence, 0));
    }

    /** Asks for a keyframe. */
    public void requestKeyframe(int ssrc) {
        send(new RtcpWriter().emptyReceiverReport(SSRC).pictureLoss(SSRC, ssrc));
    }

    /** Tells what has been received. */
    public void report(RtcpReader.ReportBlock block) {
        send(new RtcpWriter().receiverReport(SSRC, block));
    }

    private void send(RtcpWriter packet) {
        PeerTransport now = peer;
        if (now != null) {
            loop.execute(() -> now.sendRtcp(packet.bytes()));
        }
    }

    /** Ends it, and tells the server so. */
    public void leave() {
        PeerTransport now = peer;
        if (now != null) {
            loop.execute(() -> now.close(CloseCause.CLOSED_BY_US, "left"));
        }
    }

    /** Closes the port; over UDP the server hears nothing of it unless {@link #leave} came before. */
    @Override
    public void close() {
        udp.close();
        leave();
    }

    private final class Receiver implements PeerTransport.Listener {
        @Override
        public void selected(NetworkPath path) {
            // Packets are taken from wherever they come.
        }

        @Override
        public void secured(SrtpKeys outgoing, SrtpKeys incoming) {
            cipher = incoming.rtp();
            secured.complete(null);
        }

        @Override
        public void rtp(byte[] packet) {
            RtpHeader.parse(packet, 0, packet.length).ifPresent(header -> {
                if (!options.decrypt || unprotect(header, packet)) {
                    sink.packet(header, packet);
                }
            });
        }

        private boolean unprotect(RtpHeader header, byte[] packet) {
            RtpCipher key = cipher;
            if (key == null) {
                return false;
            }
            long extended = sequences
                    .computeIfAbsent(header.ssrc(), _ -> new ExtendedSequence())
                    .extend(header.sequence());
            // The count begins one cycle up, so that what comes before the first packet is not negative.
            int rollover = (int) (extended >>> 16) - 1;
            return key.unprotect(packet, 0, header.length(), packet.length, rollover) > 0;
        }

        @Override
        public void rtcp(byte[] packet, int length) {
            sink.control(packet, length);
        }

        @Override
        public void closed(CloseCause cause, String reason) {
            secured.completeExceptionally(new IOException(reason));
            closed.complete(cause + ": " + reason);
        }
    }
}
