package media.kern.webrtc;

import io.netty.channel.EventLoop;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PrimitiveIterator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import media.kern.webrtc.ice.Candidate;
import media.kern.webrtc.ice.IceCredentials;
import media.kern.webrtc.ice.IceTransport;
import media.kern.webrtc.net.NetworkPath;
import media.kern.webrtc.peer.CloseCause;
import media.kern.webrtc.peer.PeerTransport;
import media.kern.webrtc.sdp.Answer;
import media.kern.webrtc.sdp.CodecMismatchException;
import media.kern.webrtc.sdp.LocalTransport;
import media.kern.webrtc.sdp.NegotiatedMedia;
import media.kern.webrtc.sdp.Negotiation;
import media.kern.webrtc.sdp.Offer;
import media.kern.webrtc.sdp.SdpException;
import media.kern.webrtc.sdp.SentStream;
import media.kern.webrtc.sdp.Setup;
import media.kern.webrtc.stream.Leg;
import media.kern.webrtc.stream.SourceStream;
import media.kern.webrtc.stream.Subscriber;
import media.kern.webrtc.stream.TrackFormat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A live stream and its viewers. May be used by any thread. */
public final class LiveStream implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("WebRTC");
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Duration TIME_TO_SAY_GOODBYE = Duration.ofSeconds(4);

    private final String name;
    private final WebRtcServer server;
    private final SourceStream source;
    private final Map<String, Viewer> viewers = new ConcurrentHashMap<>();
    private final PeerCount count;
    private volatile boolean closed;

    LiveStream(String name, WebRtcServer server, SourceStream source, int maxPeers) {
        this.name = name;
        this.server = server;
        this.source = source;
        this.count = new PeerCount(maxPeers);
    }

    public String name() {
        return name;
    }

    WebRtcServer server() {
        return server;
    }

    /** The port of 127.0.0.1 that takes the packets of a leg, {@code video} or {@code audio}. */
    public int rtpPort(String kind) {
        return source.ports(kind).get(0);
    }

    /** The port of 127.0.0.1 that takes the sender reports of a leg. */
    public int rtcpPort(String kind) {
        return source.ports(kind).get(1);
    }

    public List<Leg> legs() {
        return source.legs();
    }

    /** Those who are connected or about to be. */
    public List<Viewer> viewers() {
        return List.copyOf(viewers.values());
    }

    public Optional<Viewer> viewer(String id) {
        return Optional.ofNullable(viewers.get(id));
    }

    /** Whether it has something to show. */
    public boolean ready() {
        return !closed && source.ready();
    }

    /** Whether nothing has come from FFmpeg for so long. */
    boolean silentFor(Duration time) {
        long now = System.nanoTime();
        return source.legs().stream().allMatch(leg -> now - leg.lastArrival() > time.toNanos());
    }

    /**
     * A new viewer. May take up to 5 s if the machine has no network address yet.
     *
     * @param sdp what he offers
     * @throws SdpException if that cannot be answered
     * @throws StreamNotReadyException if there is nothing to show yet, or no more
     * @throws CodecMismatchException if he cannot decode it
     * @throws PeerLimitException if there are too many already
     * @throws NoCandidatesException if there is nowhere that he could connect to
     */
    public Viewer subscribe(String sdp)
            throws SdpException, StreamNotReadyException, CodecMismatchException, PeerLimitException,
                    NoCandidatesException {
        Offer offer = Offer.parse(sdp);
        if (!ready()) {
            throw notReady();
        }
        Negotiation negotiation = Negotiation.of(offer, source.format());
        reserve();
        boolean taken = false;
        try {
            Viewer viewer = create(offer, negotiation, server.candidates());
            taken = true;
            return viewer;
        } finally {
            if (!taken) {
                release();
            }
        }
    }

    private StreamNotReadyException notReady() {
        return new StreamNotReadyException(
                closed ? "webrtc: the stream has ended" : "webrtc: no media has arrived yet, try again in a moment");
    }

    private void reserve() throws PeerLimitException {
        if (!count.take()) {
            throw new PeerLimitException(
                    "webrtc: stream has reached its limit of " + count.max() + " viewers (webrtc.max_peers_per_stream)",
                    true);
        }
        if (!server.count().take()) {
            count.give();
            throw new PeerLimitException(
                    "webrtc: server has reached its limit of " + server.count().max() + " viewers (webrtc.max_peers)",
                    false);
        }
    }

    private void release() {
        count.give();
        server.count().give();
    }

    private Viewer create(Offer offer, Negotiation negotiation, List<Candidate> candidates)
            throws StreamNotReadyException {
        List<NegotiatedMedia> media =
                negotiation.media().stream().flatMap(Optional::stream).toList();
        Map<String, SentStream> sent = new HashMap<>();
        Map<String, TrackFormat> formats = new HashMap<>();
        // Two streams of the same number would share their key stream.
        PrimitiveIterator.OfInt ssrcs = RANDOM.ints().distinct().iterator();
        for (NegotiatedMedia one : media) {
            SentStream stream = new SentStream(ssrcs.nextInt(), ssrcs.nextInt());
            sent.put(one.kind(), stream);
            formats.put(one.kind(), new TrackFormat(one, stream));
        }
        IceCredentials local = IceCredentials.random();
        Setup setup = offer.transport().setup().answer();
        String id = Viewer.randomId();
        String cname = id.substring(0, 16);
        String answer = Answer.write(
                offer,
                negotiation,
                new LocalTransport(local, server.identity().fingerprint(), setup, candidates),
                sent,
                RANDOM.nextLong() >>> 2,
                cname);
        EventLoop loop = server.chooseLoop(source.loop());
        Observer observer = new Observer();
        Subscriber subscriber = source.subscriber(loop, formats, cname, observer);
        PeerTransport transport = server.peer(
                new PeerTransport.Setup(
                        local,
                        offer.transport().credentials(),
                        offer.transport().lite(),
                        setup == Setup.ACTIVE,
                        server.identity(),
                        offer.transport().fingerprints(),
                        server.profiles(),
                        server.timeToConnect(),
                        server.consent(),
                        candidate -> pathsTo(candidate, loop)),
                loop,
                subscriber);
        subscriber.attach(transport);
        Viewer viewer = new Viewer(
                id, this, answer, media, candidates, offer.transport().credentials(), transport, subscriber);
        observer.viewer.complete(viewer);
        synchronized (viewers) {
            if (closed) {
                throw notReady();
            }
            server.loaded(loop, 1);
            server.listener().added(viewer); // Before anybody can end him.
            viewers.put(id, viewer);
        }
        transport.start(offer.transport().candidates());
        return viewer;
    }

    /** TCP is only ever opened by the viewer. */
    private List<NetworkPath> pathsTo(Candidate candidate, EventLoop loop) {
        return candidate.transport() == IceTransport.UDP ? server.udp().pathsTo(candidate.address(), loop) : List.of();
    }

    /** Ends all viewers, tells them so, and then closes the ports; takes at most 5 s. */
    @Override
    public void close() {
        List<CompletableFuture<Void>> leaving = new ArrayList<>();
        synchronized (viewers) {
            if (closed) {
                return;
            }
            closed = true;
            viewers.values().forEach(viewer -> leaving.add(viewer.close("the stream has ended")));
        }
        try {
            CompletableFuture.allOf(leaving.toArray(CompletableFuture[]::new))
                    .get(TIME_TO_SAY_GOODBYE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.atWarn().addKeyValue("stream", name).setCause(e).log("Viewers were not ended in time");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        source.close();
        server.closed(this);
    }

    private final class Observer implements Subscriber.Observer {
        private final long begun = System.nanoTime();
        private final CompletableFuture<Viewer> viewer = new CompletableFuture<>();

        /** Known before the peer starts. */
        private Viewer viewer() {
            return viewer.join();
        }

        @Override
        public void connected() {
            server.listener().connected(viewer(), Duration.ofNanos(System.nanoTime() - begun));
        }

        @Override
        public void secured() {
            server.listener().secured(viewer());
        }

        @Override
        public void closed(CloseCause cause, String reason) {
            Viewer leaving = viewer();
            if (viewers.remove(leaving.id(), leaving)) {
                release();
                server.loaded(leaving.loop(), -1);
                server.listener().closed(leaving, cause, reason);
                leaving.closed();
            }
        }
    }
}
