package media.kern.server.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;

/**
 * Loggers of libraries. Their names are class names with dots, where ours are components such as {@code Process}; only
 * their warnings and errors are shown.
 */
final class ForeignLoggers extends TurboFilter {

    @Override
    public FilterReply decide(
            @Nullable Marker marker,
            Logger logger,
            Level level,
            @Nullable String format,
            Object @Nullable [] params,
            @Nullable Throwable error) {
        return !level.isGreaterOrEqual(Level.WARN) && isForeign(logger.getName())
                ? FilterReply.DENY
                : FilterReply.NEUTRAL;
    }

    static boolean isForeign(String logger) {
        return logger.indexOf('.') >= 0;
    }

    /** The component an event is shown under. */
    static String componentOf(String logger) {
        if (!isForeign(logger)) {
            return logger;
        }
        return logger.startsWith("io.vertx.") || logger.startsWith("io.netty.") ? "HTTP" : "Core";
    }
}
