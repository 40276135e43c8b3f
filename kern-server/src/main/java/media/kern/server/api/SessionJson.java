package media.kern.server.api;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import media.kern.core.json.JsonOutput;
import media.kern.core.session.Collector;
import media.kern.core.session.PastSessions;
import media.kern.core.session.SessionInfo;
import media.kern.core.session.SessionLimits;
import media.kern.core.session.Totals;

/** Sessions in JSON. A collector that is not there is written as an empty one. */
final class SessionJson {
    private static final double KIBI = 1024;
    private static final double MEBI = KIBI * KIBI;

    private SessionJson() {}

    /** The active sessions. */
    static void list(JsonGenerator out, Optional<Collector> collector) throws IOException {
        out.writeStartArray();
        for (SessionInfo session : collector.map(Collector::active).orElse(List.of())) {
            write(out, session);
        }
        out.writeEndArray();
    }

    /** The active sessions and what those came to that are over. */
    static void summary(JsonGenerator out, Optional<Collector> collector) throws IOException {
        SessionLimits limits = collector.map(Collector::limits).orElse(SessionLimits.NONE);
        out.writeStartObject();
        out.writeObjectFieldStart("active");
        out.writeFieldName("list");
        list(out, collector);
        out.writeNumberField("sessions", collector.map(Collector::activeCount).orElse(0));
        mbit(
                out,
                "bandwidth_rx_mbit",
                collector.map(Collector::receivingBitrate).orElse(0.0));
        mbit(out, "bandwidth_tx_mbit", collector.map(Collector::sendingBitrate).orElse(0.0));
        out.writeNumberField("max_sessions", limits.maxSessions());
        mbit(out, "max_bandwidth_rx_mbit", 0);
        mbit(out, "max_bandwidth_tx_mbit", limits.maxBitrate());
        out.writeEndObject();
        out.writeFieldName("summary");
        past(out, collector.map(Collector::past).orElse(List.of()));
        out.writeEndObject();
    }

    private static void write(JsonGenerator out, SessionInfo session) throws IOException {
        out.writeStartObject();
        out.writeStringField("id", session.id());
        out.writeStringField("reference", session.reference());
        out.writeNumberField("created_at", session.createdAt().getEpochSecond());
        out.writeStringField("local", session.location());
        out.writeStringField("remote", session.peer());
        out.writeStringField("extra", session.extra());
        out.writeNumberField("bytes_rx", session.receivedBytes());
        out.writeNumberField("bytes_tx", session.sentBytes());
        JsonOutput.num3(out, "bandwidth_rx_kbit", session.receiving() / KIBI);
        JsonOutput.num3(out, "bandwidth_tx_kbit", session.sending() / KIBI);
        out.writeEndObject();
    }

    private static void mbit(JsonGenerator out, String name, double bitrate) throws IOException {
        JsonOutput.num3(out, name, bitrate / MEBI);
    }

    private static void past(JsonGenerator out, List<PastSessions> all) throws IOException {
        out.writeStartObject();
        out.writeObjectFieldStart("remote");
        for (Map.Entry<String, List<PastSessions>> peer :
                new TreeMap<>(all.stream().collect(Collectors.groupingBy(PastSessions::peer))).entrySet()) {
            out.writeObjectFieldStart(peer.getKey());
            totals(out, sum(peer.getValue()));
            out.writeFieldName("local");
            grouped(out, peer.getValue(), PastSessions::location);
            out.writeEndObject();
        }
        out.writeEndObject();
        out.writeFieldName("local");
        grouped(out, all, PastSessions::location);
        out.writeFieldName("reference");
        grouped(out, all, PastSessions::reference);
        totals(out, sum(all));
        out.writeEndObject();
    }

    private static void grouped(JsonGenerator out, List<PastSessions> all, Function<PastSessions, String> name)
            throws IOException {
        out.writeStartObject();
        for (Map.Entry<String, List<PastSessions>> group :
                new TreeMap<>(all.stream().collect(Collectors.groupingBy(name))).entrySet()) {
            out.writeObjectFieldStart(group.getKey());
            totals(out, sum(group.getValue()));
            out.writeEndObject();
        }
        out.writeEndObject();
    }

    private static Totals sum(List<PastSessions> all) {
        return all.stream().map(PastSessions::totals).reduce(Totals.NONE, Totals::plus);
    }

    private static void totals(JsonGenerator out, Totals totals) throws IOException {
        out.writeNumberField("sessions", totals.sessions());
        out.writeNumberField("traffic_rx_mb", (long) (totals.receivedBytes() / MEBI));
        out.writeNumberField("traffic_tx_mb", (long) (totals.sentBytes() / MEBI));
    }
}
