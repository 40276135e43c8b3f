package media.kern.server.api;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import media.kern.core.json.JsonOutput;
import media.kern.webrtc.Viewer;
import media.kern.webrtc.ice.Addresses;
import media.kern.webrtc.ice.Candidate;
import media.kern.webrtc.net.NetworkPath;
import media.kern.webrtc.stream.SubscriberStatistics;

/** Viewers in the form of the API. */
final class ViewerJson {
    private ViewerJson() {}

    static void write(JsonGenerator out, List<Viewer> viewers) throws IOException {
        out.writeStartArray();
        for (Viewer viewer : viewers) {
            out.writeStartObject();
            write(out, viewer);
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private static void write(JsonGenerator out, Viewer viewer) throws IOException {
        out.writeStringField("stream", viewer.stream().name());
        out.writeStringField("resource", viewer.id());
        out.writeStringField("state", viewer.stage().name().toLowerCase(Locale.ROOT));
        out.writeStringField("diagnosis", viewer.diagnosis());
        out.writeNumberField("since", viewer.since().getEpochSecond());
        Optional<NetworkPath> path = viewer.path();
        out.writeFieldName("candidate_pair");
        if (path.isPresent()) {
            out.writeStartObject();
            out.writeStringField("protocol", path.get().transport().name().toLowerCase(Locale.ROOT));
            out.writeStringField("local", Addresses.text(path.get().local()));
            out.writeStringField("remote", Addresses.text(path.get().remote()));
            out.writeEndObject();
        } else {
            out.writeNull();
        }
        JsonOutput.strings(
                out,
                "offered",
                viewer.offered().stream().map(Candidate::toString).toList());
        JsonOutput.strings(
                out,
                "codecs",
                viewer.media().stream().map(media -> media.format().encoding()).toList());
        SubscriberStatistics statistics = viewer.statistics();
        out.writeNumberField("bytes", statistics.bytes());
        out.writeNumberField("packets", statistics.packets());
        out.writeNumberField("packets_retransmitted", statistics.retransmitted());
        out.writeNumberField("packets_lost", statistics.lost());
        JsonOutput.num3(out, "loss_percent", statistics.fractionLost() * 100);
        JsonOutput.num3(out, "jitter_ms", statistics.jitterMillis());
        out.writeFieldName("rtt_ms");
        if (statistics.roundTripMillis() < 0) {
            out.writeNull();
        } else {
            out.writeNumber(Math.round(statistics.roundTripMillis() * 1000) / 1000.0);
        }
        out.writeNumberField("nacks", statistics.missing());
        out.writeNumberField("keyframe_requests", statistics.keyframeRequests());
        out.writeNumberField("skipped", statistics.skipped());
        out.writeNumberField("bandwidth_estimate_bps", statistics.bandwidthEstimate());
    }
}
