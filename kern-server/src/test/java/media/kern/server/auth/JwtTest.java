package media.kern.server.auth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Duration;
import java.util.Base64;
import java.util.Date;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JwtTest {

    private static final String HS256 = "{\"alg\":\"HS256\",\"typ\":\"JWT\"}";
    private static final String LONG_SECRET = "0123456789012345678901234567890123456789";

    private final TestingClock clock = new TestingClock();
    private final long now = clock.instant().getEpochSecond();
    private final JwtKey key = JwtKey.of("a", "b", "c");
    private final JwtIssuer issuer = new JwtIssuer(key, clock);
    private final JwtVerifier verifier = new JwtVerifier(key, clock);

    @ParameterizedTest
    @CsvSource({"ACCESS, access, 600", "REFRESH, refresh, 86400"})
    void issuesTheClaimsOfTheReference(TokenUse use, String usefor, long lifetime) throws Exception {
        String[] parts = issuer.issue(use, "admin").split("\\.", -1);
        JsonNode claims =
                JsonMapper.builder().build().readTree(Base64.getUrlDecoder().decode(parts[1]));

        assertThat(new String(Base64.getUrlDecoder().decode(parts[0]), UTF_8)).isEqualTo(HS256);
        assertThat(claims.path("iss").textValue()).isEqualTo("datarhei-core");
        assertThat(claims.path("sub").textValue()).isEqualTo("admin");
        assertThat(claims.path("usefor").textValue()).isEqualTo(usefor);
        assertThat(claims.path("iat").longValue()).isEqualTo(now);
        assertThat(claims.path("exp").longValue()).isEqualTo(now + lifetime);
        assertThat(claims.path("exi").longValue()).isEqualTo(lifetime);
        assertThat(claims.path("jti").textValue())
                .matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
        assertThat(claims).hasSize(7);
    }

    @Test
    void acceptsItsOwnTokensWithAKeyOfAnyLength() {
        assertThat(verifier.verify(issuer.issue(TokenUse.ACCESS, "Zoë"), TokenUse.ACCESS))
                .isEqualTo(valid("Zoë"));
        assertThat(verifier.verify(issuer.issue(TokenUse.REFRESH, "admin"), TokenUse.REFRESH))
                .isEqualTo(valid("admin"));
    }

    @Test
    void agreesWithAnotherImplementation() throws Exception {
        JwtKey longKey = JwtKey.of("admin", "password", LONG_SECRET);
        byte[] bytes = ("admin" + "password" + LONG_SECRET).getBytes(UTF_8);
        SignedJWT foreign = new SignedJWT(
                new JWSHeader(JWSAlgorithm.HS256),
                new JWTClaimsSet.Builder()
                        .issuer("datarhei-core")
                        .subject("admin")
                        .claim("usefor", "access")
                        .expirationTime(Date.from(clock.instant().plusSeconds(5)))
                        .build());
        foreign.sign(new MACSigner(bytes));
        String own = new JwtIssuer(longKey, clock).issue(TokenUse.ACCESS, "admin");

        assertThat(new JwtVerifier(longKey, clock).verify(foreign.serialize(), TokenUse.ACCESS))
                .isEqualTo(valid("admin"));
        assertThat(SignedJWT.parse(own).verify(new MACVerifier(bytes))).isTrue();
    }

    @Test
    void expiresToTheSecond() {
        String token = issuer.issue(TokenUse.ACCESS, "admin");

        clock.advance(Duration.ofMinutes(10).minusMillis(1));
        assertThat(verifier.verify(token, TokenUse.ACCESS)).isEqualTo(valid("admin"));
        clock.advance(Duration.ofMillis(1));
        assertThat(verifier.verify(token, TokenUse.ACCESS)).isEqualTo(invalid("the token is expired"));
    }

    @Test
    void refusesATokenForAnotherUse() {
        String refresh = issuer.issue(TokenUse.REFRESH, "admin");

        assertThat(verifier.verify(refresh, TokenUse.ACCESS)).isEqualTo(invalid("the token is not for access"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'usefor':'access','exp':9999999999}",
                "{'iss':'other','usefor':'access','exp':9999999999}",
                "{'iss':['datarhei-core'],'usefor':'access','exp':9999999999}",
                "{'iss':'datarhei-core','exp':9999999999}",
                "{'iss':'datarhei-core','usefor':7,'exp':9999999999}",
                "{'iss':'datarhei-core','usefor':['access'],'exp':9999999999}",
                "{'iss':'datarhei-core','usefor':null,'exp':9999999999}",
                "{'iss':'datarhei-core','usefor':'access'}",
                "{'iss':'datarhei-core','usefor':'access','exp':null}",
                "{'iss':'datarhei-core','usefor':'access','exp':'9999999999'}",
                "{'iss':'datarhei-core','usefor':'access','exp':1}",
                "{'iss':'datarhei-core','usefor':'access','exp':1e999}",
                "{'iss':'datarhei-core','usefor':'access','exp':9999999999,'nbf':9999999998}",
                "{'iss':'datarhei-core','usefor':'access','exp':9999999999,'nbf':'1'}",
                "{'iss':'datarhei-core','usefor':'access','exp':9999999999} {}",
                "{'iss':'datarhei-core','usefor':'refresh','usefor':'access','exp':9999999999}",
                "[]",
                "null",
                "",
                "{"
            })
    void refusesSignedTokensWithWrongClaims(String claims) {
        String token = sign(HS256, claims.replace('\'', '"'));

        assertThat(verifier.verify(token, TokenUse.ACCESS)).isInstanceOf(TokenVerdict.Invalid.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'alg':'none'}",
                "{'alg':'HS384'}",
                "{'alg':'HS512'}",
                "{'alg':'RS256'}",
                "{'alg':'hs256'}",
                "{}",
                "{'alg':'HS256','crit':['b64'],'b64':false}",
                "[]",
                "x"
            })
    void refusesEveryOtherHeader(String header) {
        String claims = "{\"iss\":\"datarhei-core\",\"usefor\":\"access\",\"exp\":9999999999}";

        assertThat(verifier.verify(sign(HS256, claims), TokenUse.ACCESS)).isEqualTo(valid(""));
        assertThat(verifier.verify(sign(header.replace('\'', '"'), claims), TokenUse.ACCESS))
                .isInstanceOf(TokenVerdict.Invalid.class);
    }

    @Test
    void tellsASubjectThatIsNotAString() {
        String token = sign(HS256, "{\"iss\":\"datarhei-core\",\"usefor\":\"refresh\",\"exp\":9999999999,\"sub\":7}");

        assertThat(verifier.verify(token, TokenUse.REFRESH))
                .isEqualTo(new TokenVerdict.Valid(new TokenVerdict.Subject.NotAString()));
    }

    @Test
    void refusesAChangedOrForeignToken() {
        String token = issuer.issue(TokenUse.ACCESS, "admin");
        String foreign = new JwtIssuer(JwtKey.of("a", "b", "d"), clock).issue(TokenUse.ACCESS, "admin");

        assertThat(verifier.verify(foreign, TokenUse.ACCESS)).isEqualTo(invalid("the signature is wrong"));
        assertThat(verifier.verify(token + "=", TokenUse.ACCESS)).isEqualTo(invalid("the signature is wrong"));
        assertThat(verifier.verify("x" + token, TokenUse.ACCESS)).isEqualTo(invalid("the signature is wrong"));
        assertThat(verifier.verify(token + ".", TokenUse.ACCESS)).isInstanceOf(TokenVerdict.Invalid.class);
        assertThat(verifier.verify("abc.def.ghi", TokenUse.ACCESS)).isInstanceOf(TokenVerdict.Invalid.class);
        assertThat(verifier.verify("", TokenUse.ACCESS)).isInstanceOf(TokenVerdict.Invalid.class);
        assertThat(verifier.verify("..", TokenUse.ACCESS)).isInstanceOf(TokenVerdict.Invalid.class);
    }

    @Test
    void refusesATokenBeyondTheLengthLimit() {
        assertThat(verifier.verify("x".repeat(8193), TokenUse.ACCESS))
                .isEqualTo(invalid("the token has 8193 characters, the limit is 8192"));
        assertThatThrownBy(() -> issuer.issue(TokenUse.ACCESS, "x".repeat(1025)))
                .hasMessage("the user name has 1025 characters, a token holds 1024 at most");
    }

    @Test
    void usesARandomKeyWithoutASecret() {
        String token = new JwtIssuer(JwtKey.of("a", "b", ""), clock).issue(TokenUse.ACCESS, "admin");

        assertThat(new JwtVerifier(JwtKey.of("a", "b", ""), clock).verify(token, TokenUse.ACCESS))
                .isEqualTo(invalid("the signature is wrong"));
    }

    private String sign(String header, String claims) {
        Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
        String input =
                encoder.encodeToString(header.getBytes(UTF_8)) + '.' + encoder.encodeToString(claims.getBytes(UTF_8));
        return input + '.' + key.sign(input);
    }

    private static TokenVerdict valid(String user) {
        return new TokenVerdict.Valid(new TokenVerdict.Subject.User(user));
    }

    private static TokenVerdict invalid(String reason) {
        return new TokenVerdict.Invalid(reason);
    }
}
