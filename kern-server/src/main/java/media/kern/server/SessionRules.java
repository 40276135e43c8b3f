package media.kern.server;

import java.nio.file.Path;
import java.time.Duration;
import media.kern.core.session.SessionLimits;
import media.kern.core.session.Sessions;
import media.kern.server.config.Config;
import media.kern.server.config.Settings;
import media.kern.server.net.IpRanges;
import org.jspecify.annotations.Nullable;

/** How sessions are kept, by the configuration. */
final class SessionRules {
    private static final double MEBI = 1024 * 1024;

    private SessionRules() {}

    /** @param workingDirectory what the folder of the database is relative to */
    static Sessions.Settings of(Config config, Path workingDirectory) {
        if (!config.get(Settings.SESSIONS_ENABLE)) {
            return Sessions.Settings.OFF;
        }
        IpRanges ignored = IpRanges.parse(config.get(Settings.SESSIONS_IP_IGNORELIST));
        @Nullable
        Path folder = config.get(Settings.SESSIONS_PERSIST)
                ? workingDirectory
                        .resolve(config.get(Settings.DB_DIR))
                        .resolve("sessions")
                        .normalize()
                : null;
        return new Sessions.Settings(
                true,
                Duration.ofSeconds(config.get(Settings.SESSIONS_SESSION_TIMEOUT_SEC)),
                new SessionLimits(
                        config.get(Settings.SESSIONS_MAX_SESSIONS),
                        config.get(Settings.SESSIONS_MAX_BITRATE_MBIT) * MEBI),
                ignored::contains,
                folder,
                Duration.ofSeconds(config.get(Settings.SESSIONS_PERSIST_INTERVAL_SEC)));
    }
}
