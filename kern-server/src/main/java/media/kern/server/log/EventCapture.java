package media.kern.server.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import media.kern.ffmpeg.report.Secrets;
import org.slf4j.event.KeyValuePair;

/** Takes what is worth keeping from an event of Logback. */
final class EventCapture {

    private static final int MAX_FIELDS = 1024;
    private static final int MAX_NAME = 256;
    private static final StackWalker STACK = StackWalker.getInstance();
    private static final List<String> LOGGING_CODE =
            List.of("org.slf4j.", "ch.qos.logback.", EventCapture.class.getName(), EventAppender.class.getName());

    private EventCapture() {}

    /**
     * Captures an event on the thread that logs it.
     *
     * @param withStack whether an error brings its stack trace along
     */
    static LogEvent capture(ILoggingEvent event, boolean withStack) {
        LogLevel level = LogLevel.of(event.getLevel());
        FieldEncoder encoder = new FieldEncoder();
        String logger = event.getLoggerName();
        String message = event.getFormattedMessage();
        return new LogEvent(
                event.getInstant(),
                level,
                ForeignLoggers.componentOf(logger),
                // A look at the stack costs microseconds: not for events that come by the thousand.
                level == LogLevel.DEBUG ? "" : caller(),
                message == null ? "" : encoder.cut(message),
                fields(event, encoder, withStack));
    }

    private static SortedMap<String, FieldValue> fields(ILoggingEvent event, FieldEncoder encoder, boolean withStack) {
        SortedMap<String, FieldValue> fields = new TreeMap<>();
        List<KeyValuePair> pairs = event.getKeyValuePairs();
        if (pairs != null) {
            for (KeyValuePair pair : pairs) {
                if (fields.size() == MAX_FIELDS) {
                    break;
                }
                fields.put(name(String.valueOf(pair.key)), encoder.encode(pair.value));
            }
        }
        IThrowableProxy error = event.getThrowableProxy();
        if (error != null) {
            String message = FieldEncoder.messageOf(error.getMessage(), error.getClassName());
            fields.putIfAbsent("error", encoder.encode(message));
            if (withStack) {
                fields.putIfAbsent("stack", encoder.encode(Secrets.mask(ThrowableProxyUtil.asString(error))));
            }
        }
        if (ForeignLoggers.isForeign(event.getLoggerName())) {
            fields.putIfAbsent("logger", encoder.encode(event.getLoggerName()));
        }
        return Collections.unmodifiableSortedMap(fields);
    }

    private static String name(String name) {
        return name.length() <= MAX_NAME ? name : name.substring(0, MAX_NAME);
    }

    private static String caller() {
        return STACK.walk(
                frames -> frames.filter(frame -> LOGGING_CODE.stream().noneMatch(frame.getClassName()::startsWith))
                        .findFirst()
                        .map(frame -> frame.getFileName() + ":" + frame.getLineNumber())
                        .orElse(""));
    }
}
