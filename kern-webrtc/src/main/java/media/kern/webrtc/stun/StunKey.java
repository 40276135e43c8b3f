package media.kern.webrtc.stun;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The key of a message's integrity: the password of an ICE agent (short-term credentials, RFC 8489 section 9.1). Not
 * safe for use by several threads at once.
 */
public final class StunKey {
    private static final String ALGORITHM = "HmacSHA1";
    static final int LENGTH = 20;

    private final Mac mac;

    public StunKey(String password) {
        try {
            mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(password.getBytes(StandardCharsets.UTF_8), ALGORITHM));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no HMAC-SHA1", e);
        }
    }

    /**
     * The code over the first bytes of a message, as if the attribute with the code were its last one (RFC 8489 section
     * 14.5).
     *
     * @param length of what comes before the attribute, header included
     */
    byte[] code(byte[] message, int offset, int length) {
        int bodyLength = length - StunMessage.HEADER_LENGTH + StunMessage.ATTRIBUTE_HEADER_LENGTH + LENGTH;
        mac.update(message, offset, 2);
        mac.update((byte) (bodyLength >>> 8));
        mac.update((byte) bodyLength);
        mac.update(message, offset + 4, length - 4);
        return mac.doFinal();
    }
}
