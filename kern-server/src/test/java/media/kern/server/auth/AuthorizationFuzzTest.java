package media.kern.server.auth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Base64;
import java.util.List;
import media.kern.server.net.ClientAddress;

/** Nothing that is sent as authorization gets in by chance or breaks the check. */
class AuthorizationFuzzTest {

    private static final ClientAddress CLIENT = new ClientAddress("foo", null, false, false);

    private final TestingClock clock = new TestingClock();
    private final JwtKey key = JwtKey.of("admin", "password", "secret");
    private final JwtVerifier verifier = new JwtVerifier(key, clock);

    @FuzzTest
    void readsAnyAuthorizationHeader(byte[] input) {
        String header = new String(input, UTF_8);

        assertThat(new TokenGate(verifier, true).access(List.of(header, "Bearer " + header), CLIENT))
                .isInstanceOf(Access.Denied.class);
        BasicAuth basic = new BasicAuth(new Credentials("mem", "a password nobody guesses"));
        assertThat(basic.check(header)).isNotEqualTo(BasicAuth.Verdict.OK);
        assertThat(basic.check("Basic " + header)).isNotEqualTo(BasicAuth.Verdict.OK);
    }

    @FuzzTest
    void readsAnySignedToken(byte[] input) {
        String text = new String(input, UTF_8);
        int newline = text.indexOf('\n');
        String header = newline < 0 ? "{\"alg\":\"HS256\"}" : text.substring(0, newline);
        Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
        String signingInput = encoder.encodeToString(header.getBytes(UTF_8))
                + '.'
                + encoder.encodeToString(text.substring(newline + 1).getBytes(UTF_8));

        TokenVerdict verdict = verifier.verify(signingInput + '.' + key.sign(signingInput), TokenUse.ACCESS);

        if (verdict instanceof TokenVerdict.Valid) {
            assertThat(header).contains("alg");
        }
    }
}
