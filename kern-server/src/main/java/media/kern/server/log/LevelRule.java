package media.kern.server.log;

import java.util.Map;
import java.util.regex.Pattern;

/**
 * Gives expected events another level.
 *
 * @param component exact name of the component whose events are meant
 * @param fields all of them must be there, and match if they are strings
 * @param level the level of an event that matches
 */
record LevelRule(String component, Map<String, Pattern> fields, LogLevel level) {

    /** FFmpeg uploads without credentials first and repeats the request with them: its first 401 is no problem. */
    static final LevelRule FIRST_UPLOAD_OF_FFMPEG = new LevelRule(
            "HTTP",
            Map.of(
                    "client", Pattern.compile("::1|127\\.0\\.0\\.1"),
                    "method", Pattern.compile("PUT|POST|DELETE"),
                    "status_text", Pattern.compile("Unauthorized"),
                    "user_agent", Pattern.compile("(?s)Lavf/.*")),
            LogLevel.DEBUG);

    LogEvent apply(LogEvent event) {
        return event.component().equals(component) && matches(event) ? event.withLevel(level) : event;
    }

    private boolean matches(LogEvent event) {
        for (Map.Entry<String, Pattern> expected : fields.entrySet()) {
            FieldValue value = event.fields().get(expected.getKey());
            if (value == null) {
                return false;
            }
            if (value instanceof FieldValue.Text(String text)
                    && !expected.getValue().matcher(text).matches()) {
                return false;
            }
        }
        return true;
    }
}
