package media.kern.webrtc.sdp;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The digest that a certificate is known by (RFC 8122 section 5).
 *
 * @param hash such as {@code sha-256}
 * @param digest upper case, with colons
 */
public record Fingerprint(String hash, String digest) {
    private static final Map<String, String> ALGORITHMS =
            Map.of("sha-256", "SHA-256", "sha-384", "SHA-384", "sha-512", "SHA-512");
    private static final HexFormat FORMAT = HexFormat.ofDelimiter(":").withUpperCase();
    private static final int MAX_LENGTH = 64 * 3;

    /** Of a certificate in DER, by SHA-256. */
    public static Fingerprint of(byte[] certificate) {
        return new Fingerprint("sha-256", digest("SHA-256", certificate));
    }

    /** Reads the value of {@code a=fingerprint}; empty for a hash that is not known, or too weak to rely on. */
    static Optional<Fingerprint> parse(String value) {
        String[] fields = value.trim().split(" +");
        if (fields.length != 2
                || fields[1].length() > MAX_LENGTH
                || !fields[1].matches("([0-9A-Fa-f]{2}:)+[0-9A-Fa-f]{2}")) {
            return Optional.empty();
        }
        String hash = fields[0].toLowerCase(Locale.ROOT);
        return ALGORITHMS.containsKey(hash)
                ? Optional.of(new Fingerprint(hash, fields[1].toUpperCase(Locale.ROOT)))
                : Optional.empty();
    }

    /** Whether it is of this certificate in DER. */
    public boolean matches(byte[] certificate) {
        String algorithm = ALGORITHMS.get(hash);
        return algorithm != null && digest(algorithm, certificate).equals(digest);
    }

    private static String digest(String algorithm, byte[] certificate) {
        try {
            return FORMAT.formatHex(MessageDigest.getInstance(algorithm).digest(certificate));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no " + algorithm, e);
        }
    }

    @Override
    public String toString() {
        return hash + " " + digest;
    }
}
