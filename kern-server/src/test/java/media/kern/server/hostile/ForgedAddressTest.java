package media.kern.server.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import media.kern.server.TestingKern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Headers about where a request comes from open no door. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ForgedAddressTest {
    private final TestingKern withoutProxy = start("192.0.2.0/24");
    private final TestingKern behindProxy = start("127.0.0.0/8");

    private static TestingKern start(String trustedProxies) {
        return TestingKern.start(Map.of(
                "CORE_API_AUTH_ENABLE", "true",
                "CORE_API_AUTH_DISABLE_LOCALHOST", "true",
                "CORE_API_AUTH_USERNAME", "admin",
                "CORE_API_AUTH_PASSWORD", "secret",
                "CORE_TRUSTED_PROXIES", trustedProxies));
    }

    @AfterAll
    void close() {
        withoutProxy.close();
        behindProxy.close();
    }

    @Test
    void clientsOfThisMachineAreSparedTheLogin() {
        assertThat(withoutProxy.get("/api/v3/process").statusCode()).isEqualTo(200);
        assertThat(behindProxy.get("/api/v3/process").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "X-Forwarded-For, 127.0.0.1",
        "X-Forwarded-For, ::1",
        "X-Forwarded-For, '127.0.0.1, 127.0.0.1'",
        "X-Forwarded-For, '203.0.113.9, 127.0.0.1'",
        "X-Forwarded-For, ''",
        "X-Real-IP, 127.0.0.1",
        "Forwarded, for=127.0.0.1",
        "Via, 1.1 proxy"
    })
    void sparesNobodyTheLogin(String name, String value) {
        assertThat(withoutProxy.get("/api/v3/process", name, value).statusCode())
                .isEqualTo(401);
        assertThat(behindProxy.get("/api/v3/process", name, value).statusCode()).isEqualTo(401);
    }
}
