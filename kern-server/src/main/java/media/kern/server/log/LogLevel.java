package media.kern.server.log;

import ch.qos.logback.classic.Level;
import java.util.Locale;
import java.util.Optional;

/** How much is logged, and how severe an event is; later ones include the earlier ones. */
enum LogLevel {
    SILENT(""),
    ERROR("\u001b[31m\u001b[5m"),
    WARN("\u001b[33m"),
    INFO("\u001b[34m"),
    DEBUG("\u001b[35m");

    private final String colour;

    LogLevel(String colour) {
        this.colour = colour;
    }

    /** Reads a value of {@code log.level}: a name in lower case. */
    static Optional<LogLevel> named(String name) {
        for (LogLevel level : values()) {
            if (level.name().toLowerCase(Locale.ROOT).equals(name)) {
                return Optional.of(level);
            }
        }
        return Optional.empty();
    }

    /** The level of an event; everything below info is debug. */
    static LogLevel of(Level level) {
        if (level.isGreaterOrEqual(Level.ERROR)) {
            return ERROR;
        }
        if (level.isGreaterOrEqual(Level.WARN)) {
            return WARN;
        }
        return level.isGreaterOrEqual(Level.INFO) ? INFO : DEBUG;
    }

    /** Whether an event of the given level is logged at this one. */
    boolean includes(LogLevel event) {
        return event != SILENT && event.compareTo(this) <= 0;
    }

    /** The level of a logger that lets these events through. */
    Level threshold() {
        return this == SILENT ? Level.OFF : Level.toLevel(name());
    }

    /** The escape sequence that starts the colour of the name on a terminal. */
    String colour() {
        return colour;
    }
}
