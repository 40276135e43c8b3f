package media.kern.server.auth;

import java.util.List;
import media.kern.server.net.ClientAddress;

/** The token check in front of the API: {@code Authorization: Bearer} (RFC 6750 section 2.1) and the localhost rule. */
public final class TokenGate {

    private static final String SCHEME = "Bearer ";

    /** Header values looked at; the first valid token among them counts. */
    private static final int MAX_HEADERS = 20;

    private final JwtVerifier verifier;
    private final boolean spareLocalhost;

    /**
     * Creates the gate.
     *
     * @param spareLocalhost {@code api.auth.disable_localhost}
     */
    public TokenGate(JwtVerifier verifier, boolean spareLocalhost) {
        this.verifier = verifier;
        this.spareLocalhost = spareLocalhost;
    }

    /** Judges a call of the API by the values of its {@code Authorization} headers. */
    public Access access(List<String> authorization, ClientAddress client) {
        return isSpared(client) ? new Access.Spared() : present(authorization, TokenUse.ACCESS);
    }

    /**
     * Judges a call for a new access token. A client that is spared the check but sends a token has it checked: there
     * is nobody to issue the new one for otherwise.
     */
    public Access refresh(List<String> authorization, ClientAddress client) {
        boolean tokenSent = authorization.stream().limit(MAX_HEADERS).anyMatch(TokenGate::isBearer);
        return isSpared(client) && !tokenSent ? new Access.Spared() : present(authorization, TokenUse.REFRESH);
    }

    private boolean isSpared(ClientAddress client) {
        return spareLocalhost && client.local();
    }

    private Access present(List<String> authorization, TokenUse use) {
        String reason = "no token";
        for (String value : authorization.subList(0, Math.min(authorization.size(), MAX_HEADERS))) {
            if (isBearer(value)) {
                switch (verifier.verify(value.substring(SCHEME.length()).trim(), use)) {
                    case TokenVerdict.Valid valid -> {
                        return new Access.Granted(valid.subject());
                    }
                    case TokenVerdict.Invalid invalid -> reason = invalid.reason();
                }
            }
        }
        return new Access.Denied(reason);
    }

    private static boolean isBearer(String value) {
        return value.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
    }
}
