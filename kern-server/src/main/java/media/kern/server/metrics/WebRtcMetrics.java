package media.kern.server.metrics;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntSupplier;

/**
 * What happens with WebRTC, under the names that dashboards of the fork know. Labels are streams and routes, never
 * viewers.
 */
public final class WebRtcMetrics {
    private static final String PREFIX = "dragonfork_webrtc_";
    private static final double[] ICE_BOUNDS = {0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10};
    private static final double[] REQUEST_BOUNDS = {0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10};
    /** Processes come and go; the series of so many are kept. */
    private static final int MAX_SERIES = 5000;

    private final ConcurrentMap<Request, LongAdder> requests = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Histogram> durations = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Histogram> establishment = new ConcurrentHashMap<>();
    private final ConcurrentMap<Event, LongAdder> events = new ConcurrentHashMap<>();
    private final IntSupplier streams;
    private final IntSupplier peers;

    private record Request(String route, int code, String stream) {}

    private record Event(Kind kind, String stream) {}

    /** What is counted for each stream. */
    public enum Kind {
        ICE_FAILURES("ice_failures_total", "Viewers who did not get a connection"),
        CODEC_MISMATCHES("codec_mismatches_total", "Offers without the codec of the stream"),
        CAP_REJECTIONS("cap_rejections_total", "Viewers refused because there were too many"),
        LEG_FAILURES(
                "ffmpeg_leg_failures_total", "Runs of FFmpeg that could not be given ports, or sent no usable video");

        private final String metric;
        private final String help;

        Kind(String metric, String help) {
            this.metric = metric;
            this.help = help;
        }
    }

    public WebRtcMetrics(IntSupplier streams, IntSupplier peers) {
        this.streams = streams;
        this.peers = peers;
    }

    /** @param stream the id of the process, or empty if there is no such process */
    public void request(String route, int code, String stream, Duration took) {
        Request request = new Request(route, code, stream);
        if (requests.containsKey(request) || requests.size() < MAX_SERIES) {
            requests.computeIfAbsent(request, _ -> new LongAdder()).increment();
        }
        durations.computeIfAbsent(route, _ -> new Histogram(REQUEST_BOUNDS)).observe(seconds(took));
    }

    public void established(String stream, Duration took) {
        if (establishment.containsKey(stream) || establishment.size() < MAX_SERIES) {
            establishment
                    .computeIfAbsent(stream, _ -> new Histogram(ICE_BOUNDS))
                    .observe(seconds(took));
        }
    }

    public void count(Kind kind, String stream) {
        Event event = new Event(kind, stream);
        if (events.containsKey(event) || events.size() < MAX_SERIES) {
            events.computeIfAbsent(event, _ -> new LongAdder()).increment();
        }
    }

    private static double seconds(Duration time) {
        return time.toNanos() / 1e9;
    }

    void write(StringBuilder page, String core) {
        String of = "core=\"" + core + "\"";
        gauge(page, of, "streams", "Streams that can be watched", streams.getAsInt());
        gauge(page, of, "peers", "Viewers, connected or about to be", peers.getAsInt());
        head(page, "whep_requests_total", "Requests of WHEP", "counter");
        requests.forEach((request, count) -> page.append(PREFIX + "whep_requests_total{" + of + ",route=\""
                + request.route() + "\",code=\"" + request.code() + "\",stream_id=\""
                + PrometheusPage.label(request.stream()) + "\"} " + count.sum() + "\n"));
        head(page, "whep_request_duration_seconds", "How long requests of WHEP take", "histogram");
        durations.forEach((route, histogram) ->
                histogram.write(page, PREFIX + "whep_request_duration_seconds", of + ",route=\"" + route + "\""));
        head(page, "ice_establishment_duration_seconds", "From the answer to the first way to the viewer", "histogram");
        establishment.forEach((stream, histogram) -> histogram.write(
                page,
                PREFIX + "ice_establishment_duration_seconds",
                of + ",stream_id=\"" + PrometheusPage.label(stream) + "\""));
        for (Kind kind : Kind.values()) {
            head(page, kind.metric, kind.help, "counter");
            byStream(kind)
                    .forEach((stream, count) -> page.append(PREFIX + kind.metric + "{" + of + ",stream_id=\""
                            + PrometheusPage.label(stream) + "\"} " + count + "\n"));
        }
    }

    private Map<String, Long> byStream(Kind kind) {
        Map<String, Long> counts = new TreeMap<>();
        events.forEach((event, count) -> {
            if (event.kind() == kind) {
                counts.put(event.stream(), count.sum());
            }
        });
        return counts;
    }

    private static void gauge(StringBuilder page, String labels, String name, String help, int value) {
        head(page, name, help, "gauge");
        page.append(PREFIX + name + "{" + labels + "} " + value + "\n");
    }

    private static void head(StringBuilder page, String name, String help, String type) {
        page.append("# HELP " + PREFIX + name + " " + help + "\n# TYPE " + PREFIX + name + " " + type + "\n");
    }
}
