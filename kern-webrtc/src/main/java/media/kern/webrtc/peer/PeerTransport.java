package media.kern.webrtc.peer;

import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import media.kern.webrtc.dtls.DtlsAssociation;
import media.kern.webrtc.dtls.DtlsIdentity;
import media.kern.webrtc.ice.Candidate;
import media.kern.webrtc.ice.ConsentTimes;
import media.kern.webrtc.ice.IceAgent;
import media.kern.webrtc.ice.IceCredentials;
import media.kern.webrtc.net.NetworkPath;
import media.kern.webrtc.rtp.RtcpReader;
import media.kern.webrtc.sdp.Fingerprint;
import media.kern.webrtc.srtp.ReplayWindow;
import media.kern.webrtc.srtp.RtcpCipher;
import media.kern.webrtc.srtp.SrtpKeys;
import media.kern.webrtc.srtp.SrtpProfile;
import media.kern.webrtc.stun.StunMessage;
import media.kern.webrtc.stun.StunType;
import org.jspecify.annotations.Nullable;

/**
 * The way to one peer and its keys: ICE, then DTLS, then SRTP. Belongs to one event loop; what other threads may call says
 * so.
 */
public final class PeerTransport {
    /** What arrives faster than the loop handles it is lost. */
    private static final int MAX_WAITING = 1024;

    private static final int MAX_PATHS = 32;
    /** The first flight of a client is one datagram, or a few if its certificates are long. */
    private static final int MAX_EARLY_RECORDS = 8;

    private static final int MAX_RTCP_INDEX = Integer.MAX_VALUE;

    private final Setup setup;
    private final PeerRouter router;
    private final LoopTicker ticker;
    private final EventLoop loop;
    private final Listener listener;
    private final IceAgent<NetworkPath> agent;
    private final AtomicInteger waiting = new AtomicInteger();
    private final Set<NetworkPath> paths = new LinkedHashSet<>();
    private final List<String> fragments = new ArrayList<>();
    private final List<byte[]> earlyRecords = new ArrayList<>();
    private final ReplayWindow replay = new ReplayWindow();
    private final LoopTicker.Ticking ticking = this::tick;

    private volatile PeerStage stage = PeerStage.NEW;
    private volatile @Nullable NetworkPath path;
    private @Nullable DtlsAssociation dtls;
    private @Nullable RtcpCipher incomingRtcp;
    private @Nullable RtcpCipher outgoingRtcp;
    private int rtcpIndex;
    private long deadline;

    /**
     * What is agreed on before anything is sent.
     *
     * @param dtlsClient whether we begin the handshake
     * @param expected what the peer's certificate may be known by
     * @param timeToConnect until it is ended if its packets cannot be protected by then
     * @param consent how long it is sent to without an answer
     * @param pathsTo the ways to an address of the peer
     */
    public record Setup(
            IceCredentials local,
            IceCredentials remote,
            boolean controlling,
            boolean dtlsClient,
            DtlsIdentity identity,
            List<Fingerprint> expected,
            List<SrtpProfile> profiles,
            Duration timeToConnect,
            ConsentTimes consent,
            Function<Candidate, List<NetworkPath>> pathsTo) {}

    /** Hears of the peer, on its event loop. */
    public interface Listener {
        /** Packets go this way from now on. */
        void selected(NetworkPath path);

        /** Packets can be protected. */
        void secured(SrtpKeys outgoing, SrtpKeys incoming);

        /** A control packet of the peer, its protection taken off. */
        void rtcp(byte[] packet, int length);

        /** A media packet of the peer, still protected. */
        default void rtp(byte[] packet) {}

        /** Something to do at least every 50 ms. */
        default void tick(long now) {}

        /** The end; nothing is sent any more. */
        void closed(CloseCause cause, String reason);
    }

    public PeerTransport(Setup setup, PeerRouter router, LoopTicker ticker, Listener listener) {
        this.setup = setup;
        this.router = router;
        this.ticker = ticker;
        this.loop = ticker.loop();
        this.listener = listener;
        this.agent = new IceAgent<>(
                setup.local(), setup.controlling(), setup.consent(), setup.pathsTo(), new IceAgent.Listener<>() {
                    @Override
                    public void checking(NetworkPath way) {
                        expect(way);
                    }

                    @Override
                    public void selected(NetworkPath chosen) {
                        connected(chosen);
                    }

                    @Override
                    public void consentLost() {
                        close(
                                CloseCause.CONSENT_LOST,
                                "the viewer has not answered for "
                                        + seconds(setup.consent().expiry()));
                    }
                });
        agent.setRemote(setup.remote());
    }

    /** Begins; may be called by any thread, once. */
    public void start(List<Candidate> candidates) {
        deadline = System.nanoTime() + setup.timeToConnect().toNanos();
        // At once: a check may be faster than the loop.
        router.add(setup.local().fragment(), this);
        loop.execute(() -> {
            fragments.add(setup.local().fragment());
            if (stage == PeerStage.CLOSED) {
                forget(); // It was ended while it was being started.
                return;
            }
            ticker.add(ticking);
            candidates.forEach(agent::addRemote);
            agent.tick(System.nanoTime());
        });
    }

    public EventLoop loop() {
        return loop;
    }

    /** May be called by any thread. */
    public PeerStage stage() {
        return stage;
    }

    /** The way that packets take; may be called by any thread. */
    public Optional<NetworkPath> path() {
        return Optional.ofNullable(path);
    }

    /** On the event loop, now or soon; lost if too much is waiting. */
    void handle(Runnable work) {
        if (loop.inEventLoop()) {
            work.run();
        } else if (waiting.incrementAndGet() > MAX_WAITING) {
            waiting.decrementAndGet();
        } else {
            try {
                loop.execute(() -> {
                    waiting.decrementAndGet();
                    work.run();
                });
            } catch (RejectedExecutionException e) {
                waiting.decrementAndGet(); // The loop ends, and everybody on it.
            }
        }
    }

    /** Takes more addresses of the peer; on the event loop. */
    public void addRemote(List<Candidate> candidates) {
        if (stage != PeerStage.CLOSED) {
            candidates.forEach(agent::addRemote);
        }
    }

    public Optional<IceCredentials> remoteCredentials() {
        return agent.remoteCredentials();
    }

    public IceCredentials localCredentials() {
        return agent.localCredentials();
    }

    /** Looks for a way anew; on the event loop. */
    public void restart(IceCredentials ours, IceCredentials theirs, List<Candidate> candidates) {
        if (stage == PeerStage.CLOSED) {
            return;
        }
        fragments.add(ours.fragment());
        router.add(ours.fragment(), this);
        while (fragments.size() > 2) { // This one, and the one before for checks that are on their way.
            router.remove(fragments.removeFirst(), this);
        }
        // Those that are still in use are found again; a viewer who moves often would run out of ways.
        paths.stream().filter(one -> !one.equals(path)).forEach(one -> router.remove(one, this));
        paths.removeIf(one -> !one.equals(path));
        agent.restart(ours, theirs, System.nanoTime());
        candidates.forEach(agent::addRemote);
    }

    private void expect(NetworkPath way) {
        if (paths.size() < MAX_PATHS || paths.contains(way)) {
            paths.add(way);
            router.expect(way, this);
        }
    }

    void stun(StunMessage message, NetworkPath from) {
        if (stage == PeerStage.CLOSED) {
            return;
        }
        NetworkPath mine = from.on(loop);
        if (!agent.received(message, mine, System.nanoTime())) {
            if (!paths.contains(mine)) {
                from.release();
            }
            return;
        }
        if (stage == PeerStage.NEW) {
            stage = PeerStage.CHECKING;
        }
        if (message.type() == StunType.SUCCESS && agent.reaches(mine)) {
            proved(mine);
        }
    }

    /**
     * The peer is there. Its handshake may begin on any way; but not before, as a request with a forged sender would have
     * us send certificates to somebody who has not asked.
     */
    private void proved(NetworkPath way) {
        if (paths.contains(way)) {
            router.add(way, this);
        }
        if (path == null) {
            path = way;
        }
        if (dtls == null && !setup.dtlsClient()) {
            beginHandshake();
        }
    }

    private void connected(NetworkPath chosen) {
        path = chosen;
        if (stage == PeerStage.NEW || stage == PeerStage.CHECKING) {
            stage = PeerStage.CONNECTED;
        }
        if (dtls == null) {
            beginHandshake();
        }
        listener.selected(chosen);
    }

    private void beginHandshake() {
        DtlsAssociation begun = DtlsAssociation.start(
                setup.identity(),
                setup.dtlsClient(),
                setup.expected(),
                setup.profiles(),
                this::sendDtls,
                new DtlsAssociation.Listener() {
                    @Override
                    public void secured(SrtpKeys.Pair keys) {
                        onLoop(() -> PeerTransport.this.secured(keys));
                    }

                    @Override
                    public void failed(String reason) {
                        onLoop(() -> close(CloseCause.NEVER_CONNECTED, "the DTLS handshake failed: " + reason));
                    }

                    @Override
                    public void closedByPeer() {
                        onLoop(() -> close(CloseCause.CLOSED_BY_PEER, "the viewer has closed the connection"));
                    }
                });
        earlyRecords.forEach(begun::received);
        earlyRecords.clear();
        dtls = begun;
    }

    private void sendDtls(byte[] record) {
        NetworkPath now = path;
        if (now != null) {
            now.send(record);
        }
    }

    private void onLoop(Runnable work) {
        try {
            loop.execute(work);
        } catch (RejectedExecutionException e) {
            stage = PeerStage.CLOSED; // The loop has ended, and everybody on it.
        }
    }

    private void secured(SrtpKeys.Pair keys) {
        if (stage == PeerStage.CLOSED) {
            return;
        }
        stage = PeerStage.SECURED;
        SrtpKeys outgoing = keys.outgoing(setup.dtlsClient());
        SrtpKeys incoming = keys.incoming(setup.dtlsClient());
        outgoingRtcp = outgoing.rtcp();
        incomingRtcp = incoming.rtcp();
        listener.secured(outgoing, incoming);
    }

    void dtls(byte[] record) {
        if (stage == PeerStage.CLOSED) {
            return;
        }
        if (dtls != null) {
            dtls.received(record);
        } else if (earlyRecords.size() < MAX_EARLY_RECORDS) {
            earlyRecords.add(record);
        }
    }

    void media(byte[] packet) {
        if (stage != PeerStage.SECURED || packet.length < 2) {
            return;
        }
        if (!RtcpReader.isRtcp(packet[1])) {
            listener.rtp(packet);
            return;
        }
        RtcpCipher cipher = incomingRtcp;
        int index = cipher == null ? -1 : cipher.indexOf(packet, packet.length);
        if (cipher != null && index >= 0 && replay.isNew(index)) {
            int length = cipher.unprotectRtcp(packet, packet.length);
            if (length > 0) {
                replay.add(index);
                listener.rtcp(packet, length);
            }
        }
    }

    /** Sends a compound control packet; on the event loop. */
    public void sendRtcp(byte[] packet) {
        NetworkPath now = path;
        if (outgoingRtcp != null && now != null && stage == PeerStage.SECURED && rtcpIndex < MAX_RTCP_INDEX) {
            now.send(outgoingRtcp.protectRtcp(packet, packet.length, rtcpIndex++));
        }
    }

    private void tick(long now) {
        agent.tick(now);
        // Keys may be there before a way has been chosen; without one nobody asks whether the peer is still there.
        boolean reached = stage == PeerStage.SECURED && agent.selected().isPresent();
        if (!reached && stage != PeerStage.CLOSED && now - deadline >= 0) {
            close(
                    CloseCause.NEVER_CONNECTED,
                    "not connected within " + seconds(setup.timeToConnect()) + ": " + stage.text());
        }
        if (stage != PeerStage.CLOSED) {
            listener.tick(now);
        }
    }

    private static String seconds(Duration time) {
        return time.toSeconds() + " s";
    }

    /** Ends it, tells the peer so if it can be reached, and forgets everything about it; on the event loop. */
    public void close(CloseCause cause, String reason) {
        if (stage == PeerStage.CLOSED) {
            return;
        }
        if (dtls != null) {
            dtls.close();
        }
        stage = PeerStage.CLOSED;
        ticker.remove(ticking);
        forget();
        listener.closed(cause, reason);
    }

    private void forget() {
        fragments.forEach(fragment -> router.remove(fragment, this));
        paths.forEach(one -> {
            router.remove(one, this);
            one.release();
        });
        earlyRecords.clear();
    }
}
