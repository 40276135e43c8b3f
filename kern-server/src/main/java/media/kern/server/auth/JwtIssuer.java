package media.kern.server.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.InstantSource;
import java.util.Base64;
import java.util.UUID;

/** Signs the tokens that a login hands out (RFC 7519, JWS compact serialization). */
public final class JwtIssuer {

    static final String NAME = "datarhei-core";

    private static final int MAX_SUBJECT = 1024;
    private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();
    private static final String HEADER =
            BASE64URL.encodeToString("{\"alg\":\"HS256\",\"typ\":\"JWT\"}".getBytes(UTF_8));

    private final JwtKey key;
    private final InstantSource clock;

    /** Creates an issuer whose tokens start to live at the time of {@code clock}. */
    public JwtIssuer(JwtKey key, InstantSource clock) {
        this.key = key;
        this.clock = clock;
    }

    /**
     * Issues a token for a user.
     *
     * @param subject the user's name, at most 1024 characters
     * @throws IllegalArgumentException if the name is longer
     */
    public String issue(TokenUse use, String subject) {
        if (subject.length() > MAX_SUBJECT) {
            throw new IllegalArgumentException(
                    "the user name has " + subject.length() + " characters, a token holds " + MAX_SUBJECT + " at most");
        }
        long now = clock.instant().getEpochSecond();
        long lifetime = use.lifetime().toSeconds();
        ObjectNode claims = JsonNodeFactory.instance.objectNode();
        claims.put("exi", lifetime);
        claims.put("exp", now + lifetime);
        claims.put("iat", now);
        claims.put("iss", NAME);
        claims.put("jti", UUID.randomUUID().toString());
        claims.put("sub", subject);
        claims.put("usefor", use.claim());
        String signingInput =
                HEADER + '.' + BASE64URL.encodeToString(claims.toString().getBytes(UTF_8));
        return signingInput + '.' + key.sign(signingInput);
    }
}
