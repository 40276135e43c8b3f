package media.kern.server.log;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Where events go under one configuration.
 *
 * @param level least severe level that is kept
 * @param topics components shown on the console, in lower case; empty for all
 */
record LogSink(LogLevel level, Set<String> topics, LogBuffer buffer, Console console) {

    static LogSink of(LogLevel level, List<String> topics, LogBuffer buffer, Console console) {
        Set<String> lowerCase =
                topics.stream().map(topic -> topic.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
        return new LogSink(level, lowerCase, buffer, console);
    }

    void accept(LogEvent captured) {
        LogEvent event = LevelRule.FIRST_UPLOAD_OF_FFMPEG.apply(captured);
        if (!level.includes(event.level())) {
            return;
        }
        buffer.add(event);
        if (topics.isEmpty() || topics.contains(event.component().toLowerCase(Locale.ROOT))) {
            console.write(event);
        }
    }
}
