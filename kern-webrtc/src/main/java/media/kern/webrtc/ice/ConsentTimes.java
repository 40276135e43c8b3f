package media.kern.webrtc.ice;

import java.time.Duration;

/**
 * How long a peer that does not answer is still sent to (RFC 7675 section 5.1).
 *
 * @param interval from check to check, about
 * @param expiry after the last answer
 */
public record ConsentTimes(Duration interval, Duration expiry) {
    /** Those of the RFC: 5 s and 30 s. */
    public static ConsentTimes standard() {
        return new ConsentTimes(Duration.ofSeconds(5), Duration.ofSeconds(30));
    }
}
