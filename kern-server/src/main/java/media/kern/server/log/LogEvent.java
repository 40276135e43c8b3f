package media.kern.server.log;

import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;

/**
 * An event as it is kept: immutable, bounded, without references to what was logged.
 *
 * @param caller {@code File.java:line}, empty if unknown
 * @param message empty if there is none
 * @param fields sorted by key
 */
record LogEvent(
        Instant time,
        LogLevel level,
        String component,
        String caller,
        String message,
        SortedMap<String, FieldValue> fields) {

    LogEvent withLevel(LogLevel other) {
        return new LogEvent(time, other, component, caller, message, fields);
    }

    /** About how much memory the event takes, in characters. */
    int size() {
        int size = component.length() + caller.length() + message.length();
        for (Map.Entry<String, FieldValue> field : fields.entrySet()) {
            size += field.getKey().length() + field.getValue().text().length();
        }
        return size;
    }
}
