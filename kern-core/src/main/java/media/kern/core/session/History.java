package media.kern.core.session;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import media.kern.core.json.JsonException;
import media.kern.core.json.JsonOutput;
import media.kern.core.json.JsonReader;

/**
 * The sessions that are over, added up by place, peer and process. The first 50,000 such triples are kept apart; the peers
 * of later ones count as {@code other}, because a peer is what a client says it is.
 */
final class History {
    private static final int MAX_RECORDS = 50_000;
    private static final String OTHER = "other";

    /** What is kept apart. */
    record Key(String location, String peer, String reference) {
        private String text() {
            return location + ":" + peer + ":" + reference;
        }
    }

    private final Map<Key, Totals> records = new HashMap<>();

    synchronized void add(Key key, Totals totals) {
        boolean room = records.containsKey(key) || records.size() < MAX_RECORDS;
        Key kept = room ? key : new Key(key.location(), OTHER, key.reference());
        records.merge(kept, totals, Totals::plus);
    }

    synchronized Map<Key, Totals> records() {
        return Map.copyOf(records);
    }

    /** The document that is kept on disk. */
    byte[] document() {
        List<Map.Entry<Key, Totals>> sorted = new ArrayList<>(records().entrySet());
        sorted.sort(Comparator.comparing(entry -> entry.getKey().text()));
        return JsonOutput.indented(4, out -> {
            out.writeStartObject();
            out.writeObjectFieldStart("sessions");
            for (Map.Entry<Key, Totals> entry : sorted) {
                Key key = entry.getKey();
                Totals totals = entry.getValue();
                out.writeObjectFieldStart(key.text());
                out.writeStringField("location", key.location());
                out.writeStringField("peer", key.peer());
                out.writeStringField("reference", key.reference());
                out.writeNumberField("total_sessions", totals.sessions());
                out.writeNumberField("total_rxbytes", totals.receivedBytes());
                out.writeNumberField("total_txbytes", totals.sentBytes());
                out.writeEndObject();
            }
            out.writeEndObject();
            out.writeEndObject();
        });
    }

    /**
     * Adds what a document holds; the fields of a record count, not the key under which it is.
     *
     * @throws IOException if it is none
     */
    void addAll(byte[] document) throws IOException {
        try {
            JsonReader.read(document, reader -> {
                reader.object("history", (name, top) -> {
                    if (name.equals("sessions")) {
                        top.objectExact("sessions", (key, sessions) -> record(sessions));
                    } else {
                        top.skip();
                    }
                });
                return Totals.NONE;
            });
        } catch (JsonException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private void record(JsonReader reader) throws JsonException {
        RecordFields fields = new RecordFields();
        reader.object("record", fields::read);
        add(
                new Key(fields.location, fields.peer, fields.reference),
                new Totals(fields.sessions, fields.received, fields.sent));
    }

    private static final class RecordFields {
        private String location = "";
        private String peer = "";
        private String reference = "";
        private long sessions;
        private long received;
        private long sent;

        void read(String name, JsonReader reader) throws JsonException {
            switch (name) {
                case "location" -> location = reader.string(location);
                case "peer" -> peer = reader.string(peer);
                case "reference" -> reference = reader.string(reference);
                case "total_sessions" -> sessions = reader.uint64(sessions);
                case "total_rxbytes" -> received = reader.uint64(received);
                case "total_txbytes" -> sent = reader.uint64(sent);
                default -> reader.skip();
            }
        }
    }
}
