package media.kern.core.session;

/**
 * Limits for newcomers.
 *
 * @param maxSessions of each collector, 0 = none
 * @param maxBitrate bit/s that all collectors of media may send together, 0 = none
 */
public record SessionLimits(long maxSessions, double maxBitrate) {
    /** No limits. */
    public static final SessionLimits NONE = new SessionLimits(0, 0);
}
