package media.kern.server.api;

import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import media.kern.core.process.ProcessManager;
import media.kern.core.process.UnknownProcessException;
import media.kern.server.http.Exchange;
import media.kern.server.http.HttpError;
import media.kern.server.metrics.WebRtcMetrics;
import media.kern.server.net.TrustedProxies;
import media.kern.server.webrtc.WebRtc;
import media.kern.webrtc.LiveStream;
import media.kern.webrtc.NoCandidatesException;
import media.kern.webrtc.PeerLimitException;
import media.kern.webrtc.StreamNotReadyException;
import media.kern.webrtc.Viewer;
import media.kern.webrtc.ice.IceCredentials;
import media.kern.webrtc.sdp.CodecMismatchException;
import media.kern.webrtc.sdp.SdpException;
import media.kern.webrtc.sdp.SdpFragment;
import org.jspecify.annotations.Nullable;

/** Watching a process with WebRTC: WHEP (draft-ietf-wish-whep-03). */
public final class WhepResource implements ApiResources.Resource {
    private static final String SDP = "application/sdp";
    private static final String FRAGMENT = "application/trickle-ice-sdpfrag";
    private static final String ENDPOINT = "/api/v3/whep/:id";
    private static final String RESOURCE = "/api/v3/whep/:id/:resource";
    private static final String SECONDS_UNTIL_MEDIA = "2";
    private static final String SECONDS_UNTIL_A_PLACE = "10";

    private final @Nullable WebRtc webRtc;
    private final ProcessManager processes;
    private final TrustedProxies proxies;

    /** @param webRtc null if it is switched off: there are no routes then */
    public WhepResource(@Nullable WebRtc webRtc, ProcessManager processes, TrustedProxies proxies) {
        this.webRtc = webRtc;
        this.processes = processes;
        this.proxies = proxies;
    }

    @Override
    public void register(Endpoints endpoints, Vertx vertx) {
        endpoints
                .blocking("whep-3-viewers", this::list)
                .withBody("whep-3-subscribe", call -> measured(call, ENDPOINT, this::subscribe))
                .withBody("whep-3-change", call -> measured(call, RESOURCE, this::change))
                .blocking("whep-3-leave", call -> measured(call, RESOURCE, this::leave))
                .inline("whep-3-endpoint", call -> call.exchange().empty(204))
                .inline("whep-3-endpoint-head", call -> call.exchange().empty(204))
                .inline("whep-3-resource", call -> call.exchange().empty(204))
                .inline("whep-3-resource-head", call -> call.exchange().empty(204));
    }

    private WebRtc webRtc() {
        if (webRtc == null) {
            throw new IllegalStateException("there are no routes without WebRTC");
        }
        return webRtc;
    }

    /** Answers, and says with which status. */
    private interface Measured {
        int answer(ApiCall call) throws HttpError;
    }

    private void measured(ApiCall call, String route, Measured answer) throws HttpError {
        long begun = System.nanoTime();
        int status = 500;
        try {
            status = answer.answer(call);
        } catch (HttpError e) {
            status = e.status();
            throw e;
        } finally {
            webRtc().metrics()
                    .request(route, status, known(call.param("id")), Duration.ofNanos(System.nanoTime() - begun));
        }
    }

    private String known(String id) {
        try {
            processes.get(id);
            return id;
        } catch (UnknownProcessException e) {
            return "";
        }
    }

    private void list(ApiCall call) {
        List<Viewer> viewers = webRtc().viewers();
        call.exchange().json(out -> ViewerJson.write(out, viewers));
    }

    private int subscribe(ApiCall call) throws HttpError {
        Exchange exchange = call.exchange();
        requireType(exchange, SDP);
        String offer = text(call);
        if (offer.isBlank()) {
            throw problem(400, "webrtc: the body has to be an SDP offer, and is empty");
        }
        LiveStream stream = stream(call);
        Viewer viewer = subscribe(exchange, stream, offer);
        if (!webRtc().account(viewer, reference(call), exchange.client())) {
            viewer.close("too many sessions").join();
            exchange.response().headers().set("Retry-After", SECONDS_UNTIL_A_PLACE);
            throw problem(503, "webrtc: the limit of sessions or bandwidth is reached (sessions.*)");
        }
        MultiMap headers = exchange.response().headers();
        headers.set("Location", exchange.urlOf(exchange.rawPath() + "/" + viewer.id(), proxies));
        headers.set("ETag", quoted(viewer.iceTag()));
        headers.set("Accept-Patch", FRAGMENT);
        webRtc().iceServers().links().forEach(link -> headers.add("Link", link));
        exchange.asIs(201, SDP, viewer.answer().getBytes(StandardCharsets.UTF_8));
        return 201;
    }

    private String reference(ApiCall call) {
        try {
            return processes.get(call.param("id")).config().reference();
        } catch (UnknownProcessException e) {
            return ""; // Deleted at this moment: so its viewers go.
        }
    }

    private LiveStream stream(ApiCall call) throws HttpError {
        String id = call.param("id");
        boolean enabled;
        try {
            enabled = processes.get(id).config().webrtc().enabled();
        } catch (UnknownProcessException e) {
            enabled = false;
        }
        if (!enabled) {
            throw problem(404, "webrtc: stream not found");
        }
        Optional<String> problem = webRtc().problem();
        if (problem.isPresent()) {
            throw problem(503, "webrtc: not available, " + problem.get());
        }
        Optional<LiveStream> stream = webRtc().stream(id);
        if (stream.isEmpty()) {
            call.exchange().response().headers().set("Retry-After", SECONDS_UNTIL_MEDIA);
            throw problem(409, "webrtc: the process is not running, try again when it is");
        }
        return stream.get();
    }

    private Viewer subscribe(Exchange exchange, LiveStream stream, String offer) throws HttpError {
        MultiMap headers = exchange.response().headers();
        try {
            return stream.subscribe(offer);
        } catch (SdpException e) {
            throw problem(400, "webrtc: " + e.getMessage());
        } catch (CodecMismatchException e) {
            webRtc().metrics().count(WebRtcMetrics.Kind.CODEC_MISMATCHES, stream.name());
            throw problem(406, String.valueOf(e.getMessage()));
        } catch (StreamNotReadyException e) {
            headers.set("Retry-After", SECONDS_UNTIL_MEDIA);
            throw problem(409, String.valueOf(e.getMessage()));
        } catch (PeerLimitException e) {
            webRtc().metrics().count(WebRtcMetrics.Kind.CAP_REJECTIONS, stream.name());
            headers.set("Retry-After", SECONDS_UNTIL_A_PLACE);
            throw problem(503, String.valueOf(e.getMessage()));
        } catch (NoCandidatesException e) {
            throw problem(504, String.valueOf(e.getMessage()));
        }
    }

    private int change(ApiCall call) throws HttpError {
        Exchange exchange = call.exchange();
        requireType(exchange, FRAGMENT);
        Viewer viewer = webRtc().viewer(call.param("id"), call.param("resource"))
                .orElseThrow(() -> problem(404, "webrtc: resource not found"));
        String text = text(call);
        if (text.isBlank()) {
            throw problem(400, "webrtc: the body has to be an SDP fragment, and is empty");
        }
        SdpFragment fragment;
        try {
            fragment = SdpFragment.parse(text);
        } catch (SdpException e) {
            throw problem(400, "webrtc: " + e.getMessage());
        }
        Optional<IceCredentials> fresh = fragment.credentials().filter(credentials -> !viewer.isCurrent(credentials));
        Matching matching = Matching.of(exchange.headers("If-Match"), viewer.iceTag());
        if (matching == Matching.OTHER) {
            throw problem(
                    412, "webrtc: If-Match is not the ETag of the current ICE session, " + quoted(viewer.iceTag()));
        }
        if (fresh.isPresent()) {
            if (matching == Matching.NONE) {
                throw problem(428, "webrtc: an ICE restart needs If-Match: *");
            }
            return restart(exchange, viewer, fresh.get(), fragment);
        }
        if (matching == Matching.ANY) {
            throw problem(422, "webrtc: If-Match: * begins an ICE restart, which needs new a=ice-ufrag and a=ice-pwd");
        }
        // Some clients send no If-Match; those that name the credentials of the session mean this session.
        if (matching == Matching.NONE && fragment.credentials().isEmpty()) {
            throw problem(428, "webrtc: If-Match is missing, it has to be the ETag of the ICE session");
        }
        viewer.trickle(fragment.candidates());
        exchange.empty(204);
        return 204;
    }

    private static int restart(Exchange exchange, Viewer viewer, IceCredentials fresh, SdpFragment fragment)
            throws HttpError {
        Viewer.Restart restart;
        try {
            restart = viewer.restart(fresh, fragment.candidates());
        } catch (NoCandidatesException e) {
            throw problem(504, String.valueOf(e.getMessage()));
        }
        exchange.response().headers().set("ETag", quoted(restart.tag()));
        exchange.asIs(200, FRAGMENT, restart.fragment().getBytes(StandardCharsets.UTF_8));
        return 200;
    }

    private int leave(ApiCall call) {
        Optional<Viewer> viewer = webRtc().viewer(call.param("id"), call.param("resource"));
        viewer.ifPresent(one -> one.close("the viewer has ended it").join());
        int status = viewer.isPresent() ? 200 : 204;
        call.exchange().empty(status);
        return status;
    }

    /** Tells anybody who asks what can be done here; servers that need a password are only told who may watch. */
    public void options(Exchange exchange) {
        MultiMap headers = exchange.response().headers();
        headers.set("Accept-Post", SDP);
        headers.set("Accept-Patch", FRAGMENT);
        if (webRtc != null) {
            webRtc.iceServers().publicLinks().forEach(link -> headers.add("Link", link));
        }
    }

    /** What a request says of the ICE session that it means (RFC 9110 section 13.1.1). */
    private enum Matching {
        NONE,
        ANY,
        CURRENT,
        OTHER;

        static Matching of(List<String> headers, String tag) {
            if (headers.isEmpty()) {
                return NONE;
            }
            String all = String.join(",", headers).trim();
            if (all.equals("*")) {
                return ANY;
            }
            for (String one : all.split(",", -1)) {
                if (one.trim().equals(quoted(tag))) {
                    return CURRENT;
                }
            }
            return OTHER;
        }
    }

    private static String quoted(String tag) {
        return "\"" + tag + "\"";
    }

    private static void requireType(Exchange exchange, String wanted) throws HttpError {
        String type = exchange.request().getHeader("Content-Type");
        String plain = type == null ? "" : type.split(";", 2)[0].trim().toLowerCase(Locale.ROOT);
        if (!plain.equals(wanted)) {
            throw problem(
                    415,
                    "webrtc: the content type has to be " + wanted + (plain.isEmpty() ? "" : ", not " + shown(plain)));
        }
    }

    private static String shown(String type) {
        return type.length() <= 64 ? type : type.substring(0, 64) + "...";
    }

    private static String text(ApiCall call) {
        return new String(call.body(), StandardCharsets.UTF_8);
    }

    private static HttpError problem(int status, String text) {
        return new HttpError(status, HttpError.of(status).message(), text);
    }
}
