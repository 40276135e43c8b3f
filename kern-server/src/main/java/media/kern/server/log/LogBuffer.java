package media.kern.server.log;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The last events that passed the level, for the API; oldest first. Topics do not matter here. */
public final class LogBuffer {

    private static final DateTimeFormatter WITH_FRACTION =
            DateTimeFormatter.ISO_OFFSET_DATE_TIME.withZone(ZoneId.systemDefault());

    /** Keys of an object that a field of the same name does not replace. */
    private static final Set<String> OWN_KEYS = Set.of("ts", "level", "component", "caller", "message");

    private final int capacity;
    private final EventFormatter formatter = new EventFormatter(false);
    private final ArrayDeque<LogEvent> events = new ArrayDeque<>();

    /**
     * Creates an empty buffer.
     *
     * @param capacity events kept; 0 or less keeps none
     */
    LogBuffer(int capacity) {
        this.capacity = capacity;
    }

    void add(LogEvent event) {
        if (capacity <= 0) {
            return;
        }
        synchronized (events) {
            if (events.size() == capacity) {
                events.removeFirst();
            }
            events.addLast(event);
        }
    }

    /** The events as console lines, without colours and line ends. */
    public List<String> console() {
        return snapshot().stream().map(formatter::format).toList();
    }

    /**
     * Writes the events as an array of objects: all fields, and {@code ts} (RFC 3339 with fraction, zone of this
     * machine), {@code level}, {@code component}, {@code caller} ({@code File.java:line}) and {@code message} if there
     * are any.
     *
     * @throws IOException if the generator can't write
     */
    public void raw(JsonGenerator json) throws IOException {
        json.writeStartArray();
        for (LogEvent event : snapshot()) {
            raw(json, event);
        }
        json.writeEndArray();
    }

    private static void raw(JsonGenerator json, LogEvent event) throws IOException {
        json.writeStartObject();
        json.writeStringField("ts", WITH_FRACTION.format(event.time()));
        json.writeStringField("level", event.level().name());
        json.writeStringField("component", event.component());
        if (!event.caller().isEmpty()) {
            json.writeStringField("caller", event.caller());
        }
        if (!event.message().isEmpty()) {
            json.writeStringField("message", event.message());
        }
        for (Map.Entry<String, FieldValue> field : event.fields().entrySet()) {
            if (OWN_KEYS.contains(field.getKey())) {
                continue;
            }
            json.writeFieldName(field.getKey());
            switch (field.getValue()) {
                case FieldValue.Text(String text) -> json.writeString(text);
                case FieldValue.Json(String value) -> json.writeRawValue(value);
            }
        }
        json.writeEndObject();
    }

    private List<LogEvent> snapshot() {
        synchronized (events) {
            return List.copyOf(events);
        }
    }
}
