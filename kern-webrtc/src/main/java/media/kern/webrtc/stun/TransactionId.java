package media.kern.webrtc.stun;

import java.security.SecureRandom;

/** The 96 bits that tie a response to its request (RFC 8489 section 5). */
public record TransactionId(int high, long low) {
    private static final SecureRandom RANDOM = new SecureRandom();

    /** An unpredictable one. */
    public static TransactionId random() {
        return new TransactionId(RANDOM.nextInt(), RANDOM.nextLong());
    }
}
