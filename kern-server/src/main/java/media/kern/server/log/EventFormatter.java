package media.kern.server.log;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * Writes an event as a line of {@code key=value}:
 * {@code ts=2009-11-10T23:00:00Z level=INFO component="test" msg="hello world" foo="bar"}.
 */
final class EventFormatter {

    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'Z'").withZone(ZoneOffset.UTC);

    private static final String GREY = "\u001b[90m";
    private static final String RED = "\u001b[31m";
    private static final String RESET = "\u001b[0m";

    private final boolean colour;

    /**
     * Creates a formatter.
     *
     * @param colour whether to use the escape sequences of a terminal
     */
    EventFormatter(boolean colour) {
        this.colour = colour;
    }

    /** The line without its end. */
    String format(LogEvent event) {
        StringBuilder line = new StringBuilder(160);
        key(line, "ts");
        SECONDS.formatTo(event.time(), line);
        line.append(' ');
        key(line, "level");
        coloured(line, event.level().colour(), event.level().name());
        line.append(' ');
        key(line, "component");
        QuotedText.append(line, event.component());
        if (!event.message().isEmpty()) {
            line.append(' ');
            key(line, "msg");
            QuotedText.append(line, event.message());
        }
        event.fields().forEach((name, value) -> {
            line.append(' ');
            key(line, name);
            coloured(line, name.equals("error") ? RED : "", text(value));
        });
        return line.toString();
    }

    private void key(StringBuilder line, String name) {
        line.append(colour ? GREY : "");
        if (isPlain(name)) {
            line.append(name);
        } else {
            QuotedText.append(line, name);
        }
        line.append('=').append(colour ? RESET : "");
    }

    private void coloured(StringBuilder line, String start, String text) {
        if (colour && !start.isEmpty()) {
            line.append(start).append(text).append(RESET);
        } else {
            line.append(text);
        }
    }

    private static String text(FieldValue value) {
        return switch (value) {
            case FieldValue.Json json -> json.text();
            case FieldValue.Text text -> {
                StringBuilder quoted = new StringBuilder(text.text().length() + 2);
                QuotedText.append(quoted, text.text());
                yield quoted.toString();
            }
        };
    }

    private static boolean isPlain(String name) {
        return !name.isEmpty() && name.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '=' && c != '"');
    }
}
