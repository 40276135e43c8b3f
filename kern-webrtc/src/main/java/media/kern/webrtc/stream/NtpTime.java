package media.kern.webrtc.stream;

import java.time.Instant;

/** Time as RTCP has it: seconds since 1900 and their 2^32nd parts (RFC 3550 section 4). */
final class NtpTime {
    private static final long SECONDS_TO_1970 = 2_208_988_800L;

    private NtpTime() {}

    static long now() {
        return of(Instant.now());
    }

    static long of(Instant time) {
        long fraction = ((long) time.getNano() << 32) / 1_000_000_000L;
        return ((time.getEpochSecond() + SECONDS_TO_1970) << 32) | fraction;
    }

    /** The middle 32 bits, in which delays are told. */
    static int middle(long ntp) {
        return (int) (ntp >>> 16);
    }
}
