package media.kern.server.auth;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Checks tokens in JWS compact serialization (RFC 7515 section 7.1): HS256, issued by this server, for the asked use,
 * in their time (no leeway).
 *
 * <p>The signature comes first, so nothing else of a token is read unless somebody with the key has written it.
 */
public final class JwtVerifier {

    /** Longest token that is looked at, in characters. */
    public static final int MAX_LENGTH = 8 * 1024;

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final JwtKey key;
    private final InstantSource clock;

    /** Creates a verifier that compares the times in a token with {@code clock}. */
    public JwtVerifier(JwtKey key, InstantSource clock) {
        this.key = key;
        this.clock = clock;
    }

    /** Judges a token; a token of any content gets a verdict. */
    public TokenVerdict verify(String token, TokenUse use) {
        if (token.length() > MAX_LENGTH) {
            return invalid("the token has " + token.length() + " characters, the limit is " + MAX_LENGTH);
        }
        int payload = token.indexOf('.') + 1;
        int signature = token.indexOf('.', payload) + 1;
        if (payload == 0 || signature == 0 || token.indexOf('.', signature) >= 0) {
            return invalid("the token does not have three parts");
        }
        String expected = key.sign(token.substring(0, signature - 1));
        String presented = token.substring(signature);
        if (!MessageDigest.isEqual(presented.getBytes(US_ASCII), expected.getBytes(US_ASCII))) {
            return invalid("the signature is wrong");
        }
        try {
            String refusal = refuseHeader(part(token, 0, payload - 1));
            if (refusal != null) {
                return invalid(refusal);
            }
            return judge(part(token, payload, signature - 1), use);
        } catch (JsonProcessingException e) {
            return invalid("the token is not valid JSON: " + e.getOriginalMessage());
        } catch (IOException | IllegalArgumentException e) {
            return invalid("the token is not valid base64url: " + e.getMessage());
        }
    }

    private static JsonNode part(String token, int from, int to) throws IOException {
        return JSON.readTree(Base64.getUrlDecoder().decode(token.substring(from, to)));
    }

    private static @Nullable String refuseHeader(JsonNode header) {
        String algorithm = header.path("alg").asText();
        if (!algorithm.equals("HS256")) {
            return "the algorithm is " + algorithm + ", only HS256 is accepted";
        }
        // RFC 7515 section 4.1.11: a token with an extension that is not understood must be refused.
        return header.has("crit") ? "the token has critical extensions" : null;
    }

    private TokenVerdict judge(JsonNode claims, TokenUse use) {
        if (!isText(claims.path("iss"), JwtIssuer.NAME)) {
            return invalid("the issuer is not " + JwtIssuer.NAME);
        }
        if (!isText(claims.path("usefor"), use.claim())) {
            return invalid("the token is not for " + use.claim());
        }
        double now = seconds(clock.instant());
        JsonNode expiry = claims.path("exp");
        if (!expiry.isNumber() || !Double.isFinite(expiry.doubleValue())) {
            return invalid("the token has no expiry time");
        }
        if (now >= expiry.doubleValue()) {
            return invalid("the token is expired");
        }
        JsonNode notBefore = claims.path("nbf");
        if (!notBefore.isMissingNode() && !(notBefore.isNumber() && now >= notBefore.doubleValue())) {
            return invalid("the token is not valid yet");
        }
        JsonNode subject = claims.path("sub");
        if (subject.isMissingNode() || subject.isTextual()) {
            return new TokenVerdict.Valid(new TokenVerdict.Subject.User(subject.asText()));
        }
        return new TokenVerdict.Valid(new TokenVerdict.Subject.NotAString());
    }

    private static boolean isText(JsonNode node, String expected) {
        return node.isTextual() && node.textValue().equals(expected);
    }

    /** Times in a token may have a fraction (RFC 7519 section 2, NumericDate). */
    private static double seconds(Instant time) {
        return time.getEpochSecond() + time.getNano() / 1e9;
    }

    private static TokenVerdict invalid(String reason) {
        return new TokenVerdict.Invalid(reason);
    }
}
