package media.kern.server.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import media.kern.server.TestingKern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who is sent from HTTP to HTTPS, and who is not. Here a client behind a proxy stands for one from elsewhere. */
class HttpsRedirectTest {
    private static final String ELSEWHERE = "192.0.2.1";

    private static TestingKern kern;

    @BeforeAll
    static void start(@TempDir Path folder) {
        new TestingCa().issue("EC", "localhost").store(folder.resolve("own.crt"), folder.resolve("own.key"));
        kern = TestingKern.start(Map.of(
                "CORE_TLS_ENABLE",
                "true",
                "CORE_TLS_REDIRECT",
                "true",
                "CORE_TLS_ADDRESS",
                "127.0.0.1:" + TestingKern.freePort(),
                "CORE_TLS_CERT_FILE",
                folder.resolve("own.crt").toString(),
                "CORE_TLS_KEY_FILE",
                folder.resolve("own.key").toString()));
    }

    @AfterAll
    static void end() {
        kern.close();
    }

    @ParameterizedTest
    @CsvSource({"GET,301", "POST,308", "DELETE,308"})
    void aClientFromElsewhereIsSentToTheSameAddressThere(String method, int status) {
        HttpResponse<String> answer = kern.send(
                method, "/api/v3/process?id=a%20b", HttpRequest.BodyPublishers.noBody(), "X-Forwarded-For", ELSEWHERE);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Location"))
                .hasValue("https://127.0.0.1:" + kern.tlsPort() + "/api/v3/process?id=a%20b");
    }

    @Test
    void aClientOfThisMachineIsNot() {
        assertThat(kern.get("/ping").body()).isEqualTo("pong");
        assertThat(kern.put("/memfs/a.ts", new byte[10]).statusCode()).isEqualTo(201);
    }

    @Test
    void aClientWhoseProxyHasComeOverHttpsIsNot() {
        assertThat(kern.get("/ping", "X-Forwarded-For", ELSEWHERE, "X-Forwarded-Proto", "https")
                        .body())
                .isEqualTo("pong");
    }

    @Test
    void theRequestsOfAnAcmeServerAreNot() {
        assertThat(kern.get("/.well-known/acme-challenge/x", "X-Forwarded-For", ELSEWHERE)
                        .statusCode())
                .isEqualTo(404);
    }
}
