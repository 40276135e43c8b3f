package media.kern.server.webrtc;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import media.kern.core.leg.LegFeedback;
import media.kern.core.leg.LegHost;
import media.kern.core.leg.LegPlan;
import media.kern.core.leg.LegPorts;
import media.kern.core.leg.OpenLegs;
import media.kern.core.session.Collector;
import media.kern.core.session.Newcomer;
import media.kern.server.delivery.Accounts;
import media.kern.server.metrics.WebRtcMetrics;
import media.kern.server.net.ClientAddress;
import media.kern.webrtc.LiveStream;
import media.kern.webrtc.Viewer;
import media.kern.webrtc.ViewerListener;
import media.kern.webrtc.WebRtcServer;
import media.kern.webrtc.codec.VideoCodec;
import media.kern.webrtc.ice.Addresses;
import media.kern.webrtc.ice.Candidate;
import media.kern.webrtc.peer.CloseCause;
import media.kern.webrtc.peer.PeerStage;
import media.kern.webrtc.stream.LegFormat;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The streams of the processes that have WebRTC on, and their viewers. If it cannot be started the rest of the server runs
 * without it.
 */
public final class WebRtc implements LegHost, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("WebRTC");

    private final @Nullable WebRtcServer server;
    private final String problem;
    private final Map<String, LiveStream> streams = new ConcurrentHashMap<>();
    private final WebRtcMetrics metrics;
    private final Accounts<Viewer> accounts;
    private final IceServers iceServers;

    private WebRtc(WebRtcSettings settings, Collector sessions) {
        this.iceServers = settings.iceServers();
        this.metrics = new WebRtcMetrics(streams::size, this::viewerCount);
        this.accounts = new Accounts<>(
                sessions, viewer -> 0, viewer -> viewer.statistics().bytes());
        WebRtcServer started = null;
        String failed = "";
        try {
            started = WebRtcServer.start(settings.options(), new Followed());
            var _ = started.warmUp();
            LOG.atInfo()
                    .addKeyValue("udp_port", started.udpPort())
                    .addKeyValue(
                            "tcp_port", started.tcpPort().map(Object::toString).orElse("off"))
                    .addKeyValue("segmentation", started.segmentation())
                    .log("Ready for viewers");
        } catch (IOException e) {
            failed = settings.blame(e);
            LOG.atError().setCause(e).log("Not available: " + failed);
        }
        this.server = started;
        this.problem = failed;
    }

    /** Opens the ports; what goes wrong is logged, names the setting, and is the answer to whoever wants to watch. */
    public static WebRtc start(WebRtcSettings settings, Collector sessions) {
        return new WebRtc(settings, sessions);
    }

    /** Why nothing can be watched; empty if all is well. */
    public Optional<String> problem() {
        return server == null ? Optional.of(problem) : Optional.empty();
    }

    public WebRtcMetrics metrics() {
        return metrics;
    }

    public IceServers iceServers() {
        return iceServers;
    }

    /** The stream of a process; empty while it does not run. */
    public Optional<LiveStream> stream(String processId) {
        return Optional.ofNullable(streams.get(processId));
    }

    /** A viewer of whatever stream. */
    public Optional<Viewer> viewer(String processId, String resource) {
        return stream(processId).flatMap(stream -> stream.viewer(resource));
    }

    /** Everybody, by stream and time. */
    public List<Viewer> viewers() {
        return streams.values().stream()
                .flatMap(stream -> stream.viewers().stream())
                .sorted(Comparator.comparing((Viewer viewer) -> viewer.stream().name())
                        .thenComparing(Viewer::since)
                        .thenComparing(Viewer::id))
                .toList();
    }

    private int viewerCount() {
        return server == null ? 0 : server.viewers();
    }

    /**
     * Counts a viewer as a session.
     *
     * @param reference of the process that is watched
     * @return false if there are too many sessions, or too much is sent already
     */
    public boolean account(Viewer viewer, String reference, ClientAddress client) {
        Newcomer newcomer = new Newcomer(
                viewer.id(), reference, "/api/v3/whep/" + viewer.stream().name(), client.text(), "");
        boolean admitted = accounts.open(viewer, newcomer, client.address());
        if (viewer.stage() == PeerStage.CLOSED) {
            accounts.close(viewer, true); // He was faster than his account.
        }
        return admitted;
    }

    @Override
    public OpenLegs open(String processId, LegPlan plan, LegFeedback feedback) throws IOException {
        if (server == null) {
            throw new IOException(problem);
        }
        List<LegFormat> formats = new ArrayList<>();
        plan.video()
                .ifPresent(video -> formats.add(
                        LegFormat.video(VideoCodec.valueOf(video.codec().name()), video.payloadType())));
        plan.audio().ifPresent(audio -> formats.add(LegFormat.audio(audio.payloadType())));
        LiveStream stream;
        try {
            stream = server.open(processId, formats, () -> {
                metrics.count(WebRtcMetrics.Kind.LEG_FAILURES, processId);
                feedback.reordered();
            });
        } catch (IOException e) {
            metrics.count(WebRtcMetrics.Kind.LEG_FAILURES, processId);
            throw e;
        }
        streams.put(processId, stream);
        return new Legs(processId, stream, plan);
    }

    private final class Legs implements OpenLegs {
        private final String processId;
        private final LiveStream stream;
        private final LegPlan plan;

        Legs(String processId, LiveStream stream, LegPlan plan) {
            this.processId = processId;
            this.stream = stream;
            this.plan = plan;
        }

        @Override
        public Optional<LegPorts> video() {
            return plan.video().map(video -> ports("video"));
        }

        @Override
        public Optional<LegPorts> audio() {
            return plan.audio().map(audio -> ports("audio"));
        }

        private LegPorts ports(String kind) {
            return new LegPorts(stream.rtpPort(kind), stream.rtcpPort(kind));
        }

        @Override
        public void close() {
            streams.remove(processId, stream);
            stream.close();
        }
    }

    /** Ends all viewers, and tells them so. */
    @Override
    public void close() {
        if (server != null) {
            server.close();
        }
        accounts.close();
    }

    /** What is logged and counted of viewers. */
    private final class Followed implements ViewerListener {
        @Override
        public void connected(Viewer viewer, Duration since) {
            metrics.established(viewer.stream().name(), since);
        }

        @Override
        public void secured(Viewer viewer) {
            LOG.atInfo()
                    .addKeyValue("stream", viewer.stream().name())
                    .addKeyValue("resource", viewer.id())
                    .addKeyValue("path", pathText(viewer))
                    .log("Viewer connected");
            viewer.media().stream()
                    .flatMap(media -> media.note().stream())
                    .forEach(note -> LOG.atWarn()
                            .addKeyValue("stream", viewer.stream().name())
                            .addKeyValue("resource", viewer.id())
                            .log(note));
        }

        @Override
        public void closed(Viewer viewer, CloseCause cause, String reason) {
            accounts.close(viewer, true);
            boolean failed = cause == CloseCause.NEVER_CONNECTED;
            if (failed) {
                metrics.count(WebRtcMetrics.Kind.ICE_FAILURES, viewer.stream().name());
            }
            (failed ? LOG.atWarn() : LOG.atInfo())
                    .addKeyValue("stream", viewer.stream().name())
                    .addKeyValue("resource", viewer.id())
                    .addKeyValue("path", pathText(viewer))
                    .addKeyValue(
                            "offered",
                            viewer.offered().stream().map(Candidate::toString).collect(Collectors.joining(", ")))
                    .log((failed ? "Viewer did not connect: " : "Viewer gone: ") + reason);
        }
    }

    private static String pathText(Viewer viewer) {
        return viewer.path()
                .map(path ->
                        path.transport() + " " + Addresses.text(path.local()) + " - " + Addresses.text(path.remote()))
                .orElse("none");
    }
}
