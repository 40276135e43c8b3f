package media.kern.server.auth;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The key that signs tokens with HS256 (RFC 7518 section 3.2).
 *
 * <p>The RFC wants 256 bits at least. Tokens of datarhei Core are signed with a key of whatever length the configuration
 * gives, and they must stay valid, so the bytes are used as they are.
 */
public final class JwtKey {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int RANDOM_BYTES = 32;

    private final SecretKeySpec key;

    private JwtKey(byte[] key) {
        this.key = new SecretKeySpec(key, ALGORITHM);
    }

    /**
     * Makes the key of a configuration. A change of any part makes all tokens invalid.
     *
     * @param secret {@code api.auth.jwt.secret}; empty for a random key that lives as long as this object
     */
    public static JwtKey of(String username, String password, String secret) {
        if (secret.isEmpty()) {
            byte[] random = new byte[RANDOM_BYTES];
            new SecureRandom().nextBytes(random);
            return new JwtKey(random);
        }
        return new JwtKey((username + password + secret).getBytes(UTF_8));
    }

    /** The signature of a JWS signing input (RFC 7515 section 5.1), base64url encoded. */
    String sign(String signingInput) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            byte[] signature = mac.doFinal(signingInput.getBytes(US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(ALGORITHM + " is part of every Java runtime", e);
        }
    }
}
