package media.kern.server.auth;

import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** HTTP Basic authentication (RFC 7617) of writes to a mount. */
public final class BasicAuth {

    /** What an {@code Authorization} header is worth. */
    public enum Verdict {
        /** The configured user. */
        OK,
        /** No header, or one of another scheme: 401. */
        MISSING,
        /** Another user name or password: 401. */
        WRONG,
        /** Not base64, or longer than 8 KiB: 400. */
        MALFORMED
    }

    private static final String SCHEME = "Basic ";
    private static final int MAX_LENGTH = 8 * 1024;

    private final Credentials credentials;

    /** Creates the check against the configured credentials. */
    public BasicAuth(Credentials credentials) {
        this.credentials = credentials;
    }

    /**
     * Judges a request.
     *
     * @param authorization value of its {@code Authorization} header, null without one
     */
    public Verdict check(@Nullable String authorization) {
        if (authorization == null || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return Verdict.MISSING;
        }
        String encoded = authorization.substring(SCHEME.length());
        // The decoder of the JDK would take base64 without its padding.
        if (encoded.length() > MAX_LENGTH || encoded.length() % 4 != 0) {
            return Verdict.MALFORMED;
        }
        byte[] pair;
        try {
            pair = Base64.getDecoder().decode(encoded);
        } catch (IllegalArgumentException notBase64) {
            return Verdict.MALFORMED;
        }
        int colon = 0;
        while (colon < pair.length && pair[colon] != ':') {
            colon++;
        }
        if (colon == pair.length) {
            return Verdict.WRONG;
        }
        boolean match = credentials.match(Arrays.copyOf(pair, colon), Arrays.copyOfRange(pair, colon + 1, pair.length));
        return match ? Verdict.OK : Verdict.WRONG;
    }
}
