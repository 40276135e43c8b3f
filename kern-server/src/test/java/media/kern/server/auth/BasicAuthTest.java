package media.kern.server.auth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BasicAuthTest {

    private final BasicAuth auth = new BasicAuth(new Credentials("mem", "päss:word"));

    @ParameterizedTest
    @CsvSource({
        "mem:päss:word, OK",
        "mem:päss:wor, WRONG",
        "mem:päss:words, WRONG",
        "me:päss:word, WRONG",
        "MEM:päss:word, WRONG",
        "mem, WRONG",
        ":, WRONG",
        "'', WRONG",
    })
    void comparesUserAndPassword(String pair, BasicAuth.Verdict verdict) {
        String encoded = Base64.getEncoder().encodeToString(pair.getBytes(UTF_8));

        assertThat(auth.check("Basic " + encoded)).isEqualTo(verdict);
        assertThat(auth.check("bASIC " + encoded)).isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource({
        "Bearer abc, MISSING",
        "Basic, MISSING",
        "'', MISSING",
        "Basic !!!!, MALFORMED",
        "Basic bWV, MALFORMED",
        "Basic  bWVt, MALFORMED",
        "Basic =bWV, MALFORMED",
    })
    void tellsAMissingHeaderFromABrokenOne(String header, BasicAuth.Verdict verdict) {
        assertThat(auth.check(header)).isEqualTo(verdict);
    }

    @Test
    void boundsTheHeader() {
        assertThat(auth.check(null)).isEqualTo(BasicAuth.Verdict.MISSING);
        assertThat(auth.check("Basic " + "bWVt".repeat(3000))).isEqualTo(BasicAuth.Verdict.MALFORMED);
    }

    @Test
    void comparesCredentialsExactly() {
        Credentials credentials = new Credentials("admin", "secret");

        assertThat(credentials.match("admin", "secret")).isTrue();
        assertThat(credentials.match("admin", "Secret")).isFalse();
        assertThat(credentials.match("Admin", "secret")).isFalse();
        assertThat(credentials.match("", "")).isFalse();
    }
}
