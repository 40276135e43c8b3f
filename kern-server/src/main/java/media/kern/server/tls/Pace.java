package media.kern.server.tls;

import java.time.Duration;

/**
 * How often things are looked at and tried again.
 *
 * @param look between two looks at certificate files, and at what is due for renewal
 * @param firstRetry after the first attempt to get a certificate that failed
 * @param secondRetry after the second one; doubled from there on
 * @param longestRetry the most it is doubled to
 */
public record Pace(Duration look, Duration firstRetry, Duration secondRetry, Duration longestRetry) {
    /**
     * The second attempt comes soon, because it proves the name in another way. From then on Let's Encrypt's limit of five
     * failures per name and hour holds.
     */
    public static final Pace NORMAL =
            new Pace(Duration.ofSeconds(5), Duration.ofMinutes(1), Duration.ofMinutes(15), Duration.ofHours(12));

    /** @param failures in a row, at least 1 */
    Duration retryAfter(int failures) {
        if (failures == 1) {
            return firstRetry;
        }
        int doublings = Math.min(failures - 2, 30);
        Duration delay = secondRetry.multipliedBy(1L << doublings);
        return delay.compareTo(longestRetry) > 0 ? longestRetry : delay;
    }
}
