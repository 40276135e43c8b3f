package media.kern.server.delivery;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The names of sessions: 128 bits as 22 characters that cannot be mistaken for each other. A client may bring any id of that
 * form, and keeps it across restarts of the server, but it is his alone: somebody else who brings it gets another one, which
 * only the server can compute.
 */
final class SessionIds {
    private static final String ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    private static final BigInteger BASE = BigInteger.valueOf(ALPHABET.length());
    private static final int CHARS = 22;
    private static final int BYTES = 16;
    private static final String MAC = "HmacSHA256";

    private final SecureRandom random = new SecureRandom();
    private final SecretKeySpec key;

    SessionIds() {
        byte[] secret = new byte[32];
        random.nextBytes(secret);
        key = new SecretKeySpec(secret, MAC);
    }

    /** A new one. */
    String mint() {
        byte[] bits = new byte[BYTES];
        random.nextBytes(bits);
        return text(bits);
    }

    /** Always the same for the same parts. */
    String derive(String... parts) {
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(key);
            for (String part : parts) {
                byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
                mac.update(
                        ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
                mac.update(bytes);
            }
            return text(ByteBuffer.wrap(mac.doFinal()).limit(BYTES).slice());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + MAC, e);
        }
    }

    private static String text(ByteBuffer bits) {
        byte[] bytes = new byte[bits.remaining()];
        bits.get(bytes);
        return text(bytes);
    }

    private static String text(byte[] bits) {
        StringBuilder text = new StringBuilder(CHARS);
        BigInteger rest = new BigInteger(1, bits);
        for (int place = 0; place < CHARS; place++) {
            BigInteger[] parts = rest.divideAndRemainder(BASE);
            text.append(ALPHABET.charAt(parts[1].intValue()));
            rest = parts[0];
        }
        return text.toString();
    }

    /** Whether a text has the form of an id. */
    static boolean wellFormed(String text) {
        return (text.length() == CHARS) && text.chars().allMatch(character -> ALPHABET.indexOf(character) >= 0);
    }
}
