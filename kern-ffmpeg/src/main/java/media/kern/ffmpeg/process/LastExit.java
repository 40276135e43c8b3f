package media.kern.ffmpeg.process;

import java.time.Instant;
import media.kern.ffmpeg.child.ExitStatus;

/**
 * How the last run of a process ended.
 *
 * @param reason why
 */
public record LastExit(Instant at, ExitStatus status, Reason reason) {

    /** Why a run ended. */
    public enum Reason {
        /** By itself, or by a signal that did not come from here. */
        ITSELF,
        /** Stopped, updated, reloaded or deleted by a user, or the server ended. */
        STOP,
        RESTART,
        /** No progress within the stale timeout. */
        STALE,
        CPU_LIMIT,
        MEMORY_LIMIT;

        private final String text = name().toLowerCase(java.util.Locale.ROOT);

        /** The word of the API. */
        public String text() {
            return text;
        }
    }
}
