package media.kern.webrtc.ice;

import java.security.SecureRandom;
import java.util.Base64;

/**
 * User fragment and password of one side (RFC 8445 section 5.3).
 *
 * @param fragment 4 to 256 characters
 * @param password 22 to 256 characters
 */
public record IceCredentials(String fragment, String password) {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int MAX_LENGTH = 256;

    /** Unpredictable ones: 96 bits of fragment, so that it also tells peers apart, and 192 bits of password. */
    public static IceCredentials random() {
        return new IceCredentials(text(12), text(24));
    }

    private static String text(int bytes) {
        byte[] random = new byte[bytes];
        RANDOM.nextBytes(random);
        // Base64 without the URL alphabet: '+' and '/' are the two other characters that ICE allows.
        return Base64.getEncoder().withoutPadding().encodeToString(random);
    }

    /** Whether both are of a length and of characters that ICE allows (RFC 8839 section 5.4). */
    public boolean valid() {
        return isIceText(fragment, 4) && isIceText(password, 22);
    }

    private static boolean isIceText(String text, int minLength) {
        return text.length() >= minLength
                && text.length() <= MAX_LENGTH
                && text.chars()
                        .allMatch(c -> (c >= 'a' && c <= 'z')
                                || (c >= 'A' && c <= 'Z')
                                || (c >= '0' && c <= '9')
                                || c == '+'
                                || c == '/'
                                // Not allowed, but sent by some.
                                || c == '-'
                                || c == '_'
                                || c == '=');
    }

    @Override
    public String toString() {
        return fragment; // The password is a secret.
    }
}
