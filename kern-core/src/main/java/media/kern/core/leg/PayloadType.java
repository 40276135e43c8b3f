package media.kern.core.leg;

import java.util.Optional;

/** The RTP payload types that are free for use (RFC 3551 section 6). */
final class PayloadType {
    private static final int FIRST = 96;
    private static final int LAST = 127;

    private PayloadType() {}

    /** What is wrong with the value of a field; empty if nothing is. */
    static Optional<String> problem(String field, int value) {
        return value >= FIRST && value <= LAST
                ? Optional.empty()
                : Optional.of(field + " is " + value + ", it must be from " + FIRST + " to " + LAST);
    }
}
