package media.kern.server.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import media.kern.server.net.ClientAddress;
import org.junit.jupiter.api.Test;

class TokenGateTest {

    private static final ClientAddress LOCAL =
            new ClientAddress("127.0.0.1", InetAddress.ofLiteral("127.0.0.1"), true, true);
    private static final ClientAddress FORWARDED =
            new ClientAddress("127.0.0.1", InetAddress.ofLiteral("127.0.0.1"), false, false);

    private final TestingClock clock = new TestingClock();
    private final JwtKey key = JwtKey.of("admin", "password", "secret");
    private final JwtIssuer issuer = new JwtIssuer(key, clock);
    private final JwtVerifier verifier = new JwtVerifier(key, clock);
    private final TokenGate gate = new TokenGate(verifier, false);
    private final TokenGate sparingGate = new TokenGate(verifier, true);
    private final String access = issuer.issue(TokenUse.ACCESS, "admin");
    private final String refresh = issuer.issue(TokenUse.REFRESH, "admin");
    private final Access granted = new Access.Granted(new TokenVerdict.Subject.User("admin"));

    @Test
    void grantsWithABearerTokenWhateverTheCaseOfTheScheme() {
        assertThat(gate.access(List.of("Bearer " + access), LOCAL)).isEqualTo(granted);
        assertThat(gate.access(List.of("bEARER " + access), FORWARDED)).isEqualTo(granted);
        assertThat(gate.refresh(List.of("Bearer " + refresh), FORWARDED)).isEqualTo(granted);
    }

    @Test
    void deniesEverythingElse() {
        assertThat(gate.access(List.of(), LOCAL)).isEqualTo(new Access.Denied("no token"));
        assertThat(gate.access(List.of("Basic YWRtaW46c2VjcmV0"), LOCAL)).isEqualTo(new Access.Denied("no token"));
        assertThat(gate.access(List.of(access), LOCAL)).isEqualTo(new Access.Denied("no token"));
        assertThat(gate.access(List.of("Bearer "), LOCAL)).isInstanceOf(Access.Denied.class);
        assertThat(gate.access(List.of("Bearer " + refresh), LOCAL)).isInstanceOf(Access.Denied.class);
        assertThat(gate.refresh(List.of("Bearer " + access), LOCAL)).isInstanceOf(Access.Denied.class);
    }

    @Test
    void takesTheFirstValidOfTheFirstTwentyTokens() {
        List<String> wrong = Collections.nCopies(19, "Bearer abc.def.ghi");

        assertThat(gate.access(join(wrong, "Bearer " + access), LOCAL)).isEqualTo(granted);
        assertThat(gate.access(join(join(wrong, "Basic x"), "Bearer " + access), LOCAL))
                .isInstanceOf(Access.Denied.class);
    }

    @Test
    void sparesOnlyRequestsThatAreLocalForSure() {
        assertThat(sparingGate.access(List.of("Bearer nonsense"), LOCAL)).isEqualTo(new Access.Spared());
        assertThat(sparingGate.access(List.of(), FORWARDED)).isInstanceOf(Access.Denied.class);
    }

    @Test
    void refreshesForASparedClientThatSendsAToken() {
        assertThat(sparingGate.refresh(List.of("Bearer " + refresh), LOCAL)).isEqualTo(granted);
        assertThat(sparingGate.refresh(List.of("Bearer nonsense"), LOCAL)).isInstanceOf(Access.Denied.class);
        assertThat(sparingGate.refresh(List.of(), LOCAL)).isEqualTo(new Access.Spared());
    }

    private static List<String> join(List<String> list, String last) {
        return Stream.concat(list.stream(), Stream.of(last)).toList();
    }
}
