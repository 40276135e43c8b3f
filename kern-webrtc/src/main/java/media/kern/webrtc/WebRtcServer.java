package media.kern.webrtc;

import io.netty.channel.EventLoop;
import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import media.kern.webrtc.dtls.DtlsIdentity;
import media.kern.webrtc.ice.Candidate;
import media.kern.webrtc.ice.ConsentTimes;
import media.kern.webrtc.net.TcpPort;
import media.kern.webrtc.net.Transport;
import media.kern.webrtc.net.UdpPort;
import media.kern.webrtc.peer.LoopTicker;
import media.kern.webrtc.peer.PeerRouter;
import media.kern.webrtc.peer.PeerTransport;
import media.kern.webrtc.srtp.SrtpProfile;
import media.kern.webrtc.stream.LegFormat;
import media.kern.webrtc.stream.Outbox;
import media.kern.webrtc.stream.SourceStream;
import org.jspecify.annotations.Nullable;

/**
 * One UDP port, and one TCP port if wanted, for the viewers of all streams. May be used by any thread.
 *
 * <pre>{@code
 * try (WebRtcServer server = WebRtcServer.start(WebRtcOptions.defaults(), new ViewerListener() {});
 *         LiveStream stream = server.open("cam", List.of(LegFormat.video(VideoCodec.H264, 102)), () -> {})) {
 *     // ffmpeg ... -payload_type 102 -f rtp "rtp://127.0.0.1:<rtpPort>?rtcpport=<rtcpPort>&pkt_size=1200"
 *     Viewer viewer = stream.subscribe(offer);
 *     send(viewer.answer());
 * }
 * }</pre>
 */
public final class WebRtcServer implements AutoCloseable {
    private final WebRtcOptions options;
    private final ViewerListener listener;
    private final Transport transport;
    private final DtlsIdentity identity = DtlsIdentity.generate();
    private final ReflexiveAddresses reflexive;
    private final PeerRouter router;
    private final UdpPort udp;
    private final @Nullable TcpPort tcp;
    private final LocalCandidates candidates;
    private final PeerCount count;
    private final Map<EventLoop, LoopTicker> tickers = new LinkedHashMap<>();
    private final Map<EventLoop, Outbox> outboxes = new LinkedHashMap<>();
    private final Map<EventLoop, AtomicInteger> load = new LinkedHashMap<>();
    private final Set<LiveStream> streams = ConcurrentHashMap.newKeySet();

    private WebRtcServer(WebRtcOptions options, ViewerListener listener, Transport transport) throws IOException {
        this.options = options;
        this.listener = listener;
        this.transport = transport;
        this.count = new PeerCount(options.limits().peers());
        this.reflexive = new ReflexiveAddresses(options.outside().stunServers());
        this.router = new PeerRouter(reflexive::answered);
        for (EventLoop loop : transport.loops()) {
            tickers.put(loop, new LoopTicker(loop));
            outboxes.put(loop, new Outbox());
            load.put(loop, new AtomicInteger());
        }
        this.udp = UdpPort.open(
                transport, options.addresses().get(), options.ports().udp(), router);
        try {
            this.tcp = options.ports().tcp().isPresent()
                    ? TcpPort.open(transport, options.ports().tcp().getAsInt(), router)
                    : null;
        } catch (IOException e) {
            udp.close();
            throw e;
        }
        this.candidates = new LocalCandidates(options, udp, tcp, reflexive);
        reflexive.start(transport, udp);
    }

    /**
     * Opens the ports and makes a certificate.
     *
     * @throws IOException if a port is taken; nothing is left open then
     */
    public static WebRtcServer start(WebRtcOptions options, ViewerListener listener) throws IOException {
        Transport transport =
                Transport.start(options.sending().threads(), options.sending().segmentation());
        try {
            return new WebRtcServer(options, listener, transport);
        } catch (IOException | RuntimeException e) {
            transport.close();
            throw e;
        }
    }

    /**
     * A stream that has no packets yet: FFmpeg is to send them to its ports.
     *
     * @param name for logs
     * @param onReordered told once if the timestamps of the video run backwards, on an event loop
     * @throws IOException if there are no ports left
     */
    public LiveStream open(String name, List<LegFormat> formats, Runnable onReordered) throws IOException {
        SourceStream source =
                SourceStream.open(transport, leastLoaded(), outboxes, formats, options.cache(), onReordered);
        LiveStream stream = new LiveStream(name, this, source, options.limits().peersPerStream());
        streams.add(stream);
        return stream;
    }

    private EventLoop leastLoaded() {
        return load.entrySet().stream()
                .min(Comparator.comparingInt(entry -> entry.getValue().get()))
                .orElseThrow()
                .getKey();
    }

    /** The one with the fewest viewers; if in doubt the preferred one, where packets need not change threads. */
    EventLoop chooseLoop(EventLoop preferred) {
        EventLoop least = leastLoaded();
        return load(preferred).get() <= load(least).get() ? preferred : least;
    }

    private AtomicInteger load(EventLoop loop) {
        AtomicInteger of = load.get(loop);
        if (of == null) {
            throw new IllegalArgumentException("not an event loop of this server");
        }
        return of;
    }

    PeerTransport peer(PeerTransport.Setup setup, EventLoop loop, PeerTransport.Listener subscriber) {
        LoopTicker ticker = tickers.get(loop);
        if (ticker == null) {
            throw new IllegalArgumentException("not an event loop of this server");
        }
        return new PeerTransport(setup, router, ticker, subscriber);
    }

    List<Candidate> candidates() throws NoCandidatesException {
        return candidates.gather();
    }

    PeerCount count() {
        return count;
    }

    DtlsIdentity identity() {
        return identity;
    }

    List<SrtpProfile> profiles() {
        return options.sending().profiles();
    }

    Duration timeToConnect() {
        return options.times().toConnect();
    }

    ConsentTimes consent() {
        return options.times().consent();
    }

    UdpPort udp() {
        return udp;
    }

    ViewerListener listener() {
        return listener;
    }

    void loaded(EventLoop loop, int change) {
        load(loop).addAndGet(change);
    }

    void closed(LiveStream stream) {
        streams.remove(stream);
    }

    /**
     * Prepares for the first viewers, who would otherwise wait a second or two until Java has compiled what they need. Takes
     * about a second of one processor, on a thread of its own.
     *
     * @return done when it is over
     */
    public CompletableFuture<Void> warmUp() {
        return new WarmUp(options.sending().profiles()).start();
    }

    public int udpPort() {
        return udp.port();
    }

    /** Empty if there is none. */
    public Optional<Integer> tcpPort() {
        return Optional.ofNullable(tcp).map(TcpPort::port);
    }

    /** Whether the kernel cuts long datagrams into packets. */
    public boolean segmentation() {
        return transport.segmentation();
    }

    /** Viewers of all streams. */
    public int viewers() {
        return count.value();
    }

    /** Datagrams so far that belonged to no viewer. */
    public long droppedDatagrams() {
        return router.dropped();
    }

    /** Addresses and names of viewers that are remembered; 0 when there are no viewers. */
    public int remembered() {
        return router.size();
    }

    /** Ends all viewers, tells them so, and closes everything; takes a few seconds at most. */
    @Override
    public void close() {
        reflexive.close();
        List.copyOf(streams).parallelStream().forEach(LiveStream::close);
        udp.close();
        if (tcp != null) {
            tcp.close();
        }
        transport.close();
    }
}
