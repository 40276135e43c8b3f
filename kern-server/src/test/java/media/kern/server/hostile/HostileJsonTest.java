package media.kern.server.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import media.kern.server.TestingKern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** JSON that is meant to hurt its reader is refused as what it is, or stored without harm. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileJsonTest {
    private static final int LEVELS = 100_000;

    private final TestingKern kern = TestingKern.start();

    @AfterAll
    void close() {
        kern.close();
    }

    static Stream<String> nested() {
        return Stream.of(
                "[".repeat(LEVELS),
                "[".repeat(LEVELS) + "]".repeat(LEVELS),
                "{\"a\":".repeat(LEVELS),
                "{\"a\":".repeat(LEVELS) + "1" + "}".repeat(LEVELS),
                "{\"input\":" + "[".repeat(LEVELS) + "]".repeat(LEVELS) + "}");
    }

    @ParameterizedTest
    @MethodSource("nested")
    void refusesDeepNesting(String json) {
        requireInvalid(kern.postJson("/api/v3/process", json));
        requireInvalid(kern.putJson("/api/v3/metadata/k", json));
        requireInvalid(kern.putJson("/api/v3/config", json));
    }

    private static void requireInvalid(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).startsWith("{\"code\":400,").hasSizeLessThan(2000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1e999999999",
                "-1e999999999",
                "1e-999999999",
                "99999999999999999999999999999999",
                "NaN",
                "Infinity",
                "0x10",
                "01",
                "1.",
                "+1",
                "--1"
            })
    void refusesNumbersThatDoNotFit(String number) {
        requireInvalid(kern.postJson("/api/v3/process", "{\"reconnect_delay_seconds\":" + number + "}"));
        requireInvalid(kern.putJson("/api/v3/config", "{\"version\":3,\"log\":{\"max_lines\":" + number + "}}"));
    }

    @Test
    void refusesNumbersOfAMillionDigits() {
        String number = "9".repeat(1_000_000);
        requireInvalid(kern.postJson("/api/v3/process", "{\"reconnect_delay_seconds\":" + number + "}"));
        requireInvalid(kern.putJson("/api/v3/metadata/k", number));
        requireInvalid(kern.putJson("/api/v3/metadata/k", "0." + number));
        requireInvalid(kern.putJson("/api/v3/metadata/k", "1e" + number));
    }

    /** As free values, which are given back, they may be taken. */
    @ParameterizedTest
    @ValueSource(strings = {"1e999999999", "1e-999999999", "99999999999999999999999999999999", "-0", "1e400"})
    void survivesHugeNumbersAsMetadata(String number) {
        assertThat(kern.putJson("/api/v3/metadata/n", "{\"n\":" + number + "}").statusCode())
                .isIn(200, 400);
        HttpResponse<String> stored = kern.get("/api/v3/metadata/n");
        assertThat(stored.statusCode()).isIn(200, 404);
        assertThat(stored.body()).hasSizeLessThan(200);
    }

    @Test
    void takesTheLastOfEqualNames() {
        HttpResponse<String> stored = kern.putJson("/api/v3/metadata/twice", "{\"a\":1,\"a\":2}");
        assertThat(stored.statusCode()).isEqualTo(200);
        assertThat(kern.get("/api/v3/metadata/twice").body()).isEqualTo("{\"a\":2}\n");
        assertThat(kern.putJson("/api/v3/config", "{\"version\":3,\"version\":99}")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void survivesAMillionNames() {
        StringBuilder json = new StringBuilder("{\"type\":\"ffmpeg\"");
        for (int i = 0; i < 500_000; i++) {
            json.append(",\"x").append(i).append("\":1");
        }
        requireInvalid(kern.postJson("/api/v3/process", json.append('}').toString()));
        assertThat(kern.get("/ping").statusCode()).isEqualTo(200);
    }

    /** Their hashes are the same, so a table of them is a list. */
    @Test
    void survivesNamesThatCollide() {
        StringBuilder json = new StringBuilder("{\"type\":\"ffmpeg\"");
        for (int i = 0; i < 1 << 14; i++) {
            json.append(",\"");
            for (int bit = 0; bit < 14; bit++) {
                json.append((i >> bit & 1) == 0 ? "Aa" : "BB");
            }
            json.append("\":1");
        }
        json.append('}');
        requireInvalid(kern.postJson("/api/v3/process", json.toString()));
        assertThat(kern.putJson("/api/v3/metadata/c", json.toString()).statusCode())
                .isIn(200, 400);
        assertThat(kern.get("/ping").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\u00c0\u00ae", "\u00ff\u00fe", "\u00ed\u00a0\u0080", "\u00f5\u0080\u0080\u0080", "\u00e2\u0082"
            })
    void neverKeepsBytesThatAreNoUtf8(String bytes) {
        byte[] json = ("\"a" + bytes + "b\"").getBytes(StandardCharsets.ISO_8859_1);
        HttpResponse<String> stored = kern.send(
                "PUT", "/api/v3/metadata/bytes", BodyPublishers.ofByteArray(json), "Content-Type", "application/json");
        assertThat(stored.statusCode()).isIn(200, 400);
        if (stored.statusCode() == 200) {
            assertThat(kern.get("/api/v3/metadata/bytes").body()).matches("\"a\ufffd+b\"\n");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\ud800", "\\udc00\\ud800", "\\u0000", "\\u202e"})
    void survivesOddEscapes(String escape) {
        assertThat(kern.putJson("/api/v3/metadata/odd", "\"" + escape + "\"").statusCode())
                .isIn(200, 400);
        assertThat(kern.get("/api/v3/metadata/odd").statusCode()).isIn(200, 404);
        assertThat(kern.get("/api/v3/metadata").statusCode()).isEqualTo(200);
    }
}
