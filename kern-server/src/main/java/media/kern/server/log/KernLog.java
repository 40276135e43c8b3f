package media.kern.server.log;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/** The log of the server under one configuration. */
public final class KernLog {

    private final LogSink sink;

    private KernLog(LogSink sink) {
        this.sink = sink;
    }

    /**
     * Applies the configuration {@code log.*} to all loggers, at the start and again at a reload. The buffer starts empty.
     *
     * @param level {@code silent}, {@code error}, {@code warn}, {@code info} or {@code debug}; anything else is
     *     {@code info} and warned about
     * @param topics components shown on the console, in any case; empty for all
     * @param maxLines events the buffer keeps; 0 or less for none
     * @param err the console; it is written on a thread of the log, never closed
     * @param colour whether the console is a terminal that wants colours
     */
    public static KernLog configure(String level, List<String> topics, int maxLines, PrintStream err, boolean colour) {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            return configure(context, level, topics, maxLines, err, colour);
        }
        throw new IllegalStateException("SLF4J is bound to "
                + LoggerFactory.getILoggerFactory().getClass().getName() + ", the server needs Logback");
    }

    static KernLog configure(
            LoggerContext context, String level, List<String> topics, int maxLines, PrintStream err, boolean colour) {
        Optional<LogLevel> named = LogLevel.named(level);
        LogLevel known = named.orElse(LogLevel.INFO);
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        EventAppender appender = root.getAppender(EventAppender.NAME) instanceof EventAppender present
                ? present
                : KernConfigurator.install(context);
        Console console = new Console(err, new EventFormatter(colour));
        LogSink sink = LogSink.of(known, topics, new LogBuffer(maxLines), console);
        appender.exchange(sink);
        root.setLevel(known.threshold());
        if (named.isEmpty()) {
            context.getLogger("Core")
                    .atWarn()
                    .addKeyValue("variable", "log.level")
                    .addKeyValue("value", level)
                    .log("Unknown log level, using info");
        }
        return new KernLog(sink);
    }

    /** The last events, for the API. */
    public LogBuffer buffer() {
        return sink.buffer();
    }

    /** Waits until the console has written everything, two seconds at most; for the end of the program. */
    public void flush() {
        sink.console().flush();
    }
}
