package media.kern.server.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import media.kern.server.TestingKern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A process can be addressed and deleted whatever its id is, or it is refused in the first place. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProcessIdTest {
    private static final int LIMIT = 4096;

    private final TestingKern kern = TestingKern.start();

    @AfterAll
    void close() {
        kern.close();
    }

    private HttpResponse<String> add(String jsonId) {
        return kern.postJson(
                "/api/v3/process",
                "{\"id\": \"" + jsonId
                        + "\", \"type\": \"ffmpeg\", \"autostart\": false, \"input\": [{\"address\": \"testsrc\"}],"
                        + " \"output\": [{\"address\": \"-\", \"options\": [\"-f\", \"null\"]}]}");
    }

    private static String path(String id) {
        return "/api/v3/process/"
                + URLEncoder.encode(id, StandardCharsets.UTF_8)
                        .replace("+", "%20")
                        .replace(".", "%2E");
    }

    @Test
    void namesTheLimitOfALongIdInThePath() {
        HttpResponse<String> refused = kern.get("/api/v3/process/" + "y".repeat(10_000));
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains(String.valueOf(LIMIT));
        assertThat(kern.delete("/api/v3/process/" + "y".repeat(10_000)).statusCode())
                .isEqualTo(400);
    }

    @Test
    void refusesALongIdInTheBody() {
        HttpResponse<String> refused = add("y".repeat(10_000));
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains(String.valueOf(LIMIT)).hasSizeLessThan(1000);
        assertThat(add("\u00e9".repeat(LIMIT / 2 + 1)).statusCode()).isEqualTo(400);
        assertThat(kern.get("/api/v3/process").body()).isEqualTo("[]\n");
    }

    @Test
    void refusesALongIdAsNewName() {
        assertThat(add("short").statusCode()).isEqualTo(200);
        assertThat(kern.putJson("/api/v3/process/short", "{\"id\": \"" + "y".repeat(LIMIT + 1) + "\"}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(kern.delete("/api/v3/process/short").statusCode()).isEqualTo(200);
    }

    static Stream<String> ids() {
        return Stream.of(
                "y".repeat(LIMIT),
                "\u00e9".repeat(LIMIT / 2),
                ".",
                "..",
                "../../etc/passwd",
                "a/b",
                "a b",
                "a+b",
                "%2F",
                "%",
                "?filter=config",
                "#:output=0",
                "<script>alert(1)</script>",
                "\ud83d\udca9",
                "{processid}",
                "-i",
                "'; drop table processes; --",
                "$(reboot)");
    }

    @ParameterizedTest
    @MethodSource("ids")
    void addressesAndDeletesAnyIdThatItTakes(String id) {
        addressAndDelete(id, id);
    }

    @Test
    void addressesAndDeletesIdsWithControlCharacters() {
        addressAndDelete("a\\u0000b", "a\u0000b");
        addressAndDelete("a\\nb", "a\nb");
        addressAndDelete("\\u001b[2J", "\u001b[2J");
    }

    @Test
    void addressesAndDeletesAnIdOfHalfACharacter() {
        addressAndDelete("a\\ud800b", "a\ufffdb");
    }

    private void addressAndDelete(String jsonId, String id) {
        assertThat(add(jsonId).statusCode()).isEqualTo(200);
        assertThat(kern.get(path(id) + "/config").statusCode()).isEqualTo(200);
        assertThat(kern.putJson(path(id) + "/metadata/k", "1").statusCode()).isEqualTo(200);
        assertThat(kern.delete(path(id)).statusCode()).isEqualTo(200);
        assertThat(kern.get(path(id)).statusCode()).isEqualTo(404);
    }
}
