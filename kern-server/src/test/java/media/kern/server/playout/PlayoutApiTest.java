package media.kern.server.playout;

import static media.kern.server.playout.TestingPlayout.INPUT;
import static media.kern.server.playout.TestingPlayout.assertError;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import media.kern.server.TestingKern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client of the API and FFmpeg see of each other. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Execution(ExecutionMode.SAME_THREAD) // There is one peer.
class PlayoutApiTest {
    private static final String UNKNOWN = "Unknown process or input";
    private static final String EMPTY_STATUS = """
            {"id":"","url":"","stream":0,"queue":0,"aqueue":0,"dup":0,"drop":0,"enc":0,"looping":false,\
            "duplicating":false,"gop":"","debug":null,"input":{"state":"","packet":0,"time":0,"size_kb":0},\
            "output":{"state":"","packet":0,"time":0,"size_kb":0},\
            "swap":{"url":"","status":"","lasturl":"","lasterror":""}}
            """;

    private final TestingPlayout playout = new TestingPlayout();

    @AfterAll
    void close() throws IOException {
        playout.close();
    }

    private PlayoutPeer.Request asked() {
        assertThat(playout.ffmpeg.requests()).hasSize(1);
        return playout.ffmpeg.requests().getFirst();
    }

    private void answerWithStatus(String json) {
        playout.ffmpeg.answerWith("HTTP/1.1 200 OK\nContent-Type: text/plain", json);
    }

    @Test
    void statusHasTheFieldsThatClientsKnowAndNoOthers() {
        String known = """
                {"id":"playout:x","url":"http://x","stream":1,"queue":140,"aqueue":42,"dup":5,"drop":6,"enc":7,\
                "looping":true,"duplicating":true,"gop":"key","debug":{"a":[1,null,"b"]},\
                "input":{"state":"running","packet":148,"time":5,"size_kb":1529},\
                "output":{"state":"idle","packet":8,"time":1,"size_kb":9007199254740993},\
                "swap":{"url":"http://y","status":"waiting","lasturl":"http://z","lasterror":"gone"}}
                """;
        answerWithStatus(
                known.strip().replace("\"gop\"", "\"more\":{\"x\":[1]},\"gop\"").replace("\"dup\"", "\"DUP\""));

        HttpResponse<String> answer = playout.get(INPUT + "/status");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(answer.body()).isEqualTo(known);
        assertThat(asked().line()).isEqualTo("GET /v1/status HTTP/1.1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "null", "{\"stream\":null,\"input\":null,\"swap\":{\"url\":null}}", " {\"x\": 1} "})
    void whatFfmpegLeavesOutIsZero(String json) {
        answerWithStatus(json);

        assertThat(playout.get(INPUT + "/status").body()).isEqualTo(EMPTY_STATUS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "garbage",
                "[]",
                "{\"stream\":-1}",
                "{\"stream\":1.5}",
                "{\"id\":1}",
                "{\"looping\":\"yes\"}",
                "{\"input\":[]}",
                "{} {}",
                "{\"id\":\"x\""
            })
    void refusesAStatusThatIsNone(String json) {
        answerWithStatus(json);

        HttpResponse<String> answer = playout.get(INPUT + "/status");

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).contains("Internal Server Error", "/v1/status\\\": ");
    }

    @Test
    void passesOnStatusContentTypeAndBodyAndNothingElse() {
        playout.ffmpeg.answerWith("HTTP/1.1 404 Nope\nContent-Type: text/x\nSet-Cookie: a=b\nX-Y: z", "not here");

        HttpResponse<String> answer = playout.get(INPUT + "/status");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).isEqualTo("not here");
        assertThat(answer.headers().map())
                .containsEntry("content-type", List.of("text/x"))
                .containsOnlyKeys("content-length", "content-type", "vary");
    }

    @Test
    void passesOnAnAnswerWithoutContentTypeOrBody() {
        playout.ffmpeg.answerWith((out, in) -> PlayoutPeer.write(out, "HTTP/1.1 204 No Content", ""));

        HttpResponse<String> answer = playout.get(INPUT + "/reopen");

        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(answer.headers().map()).doesNotContainKeys("content-type", "content-length");
    }

    @Test
    void followsNoRedirect() {
        String elsewhere = "http://127.0.0.1:" + playout.ffmpeg.port() + "/x";
        playout.ffmpeg.answerWith("HTTP/1.1 302 Found\nLocation: " + elsewhere, "");

        HttpResponse<String> answer = playout.get(INPUT + "/reopen");

        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location")).isEmpty();
        asked();
    }

    @ParameterizedTest
    @CsvSource({"a.png, png", "'', jpg", "a.jpg, jpg", "a/b.png, png", "a%2Epng, png", "a.PNG, jpg", "png, jpg"})
    void theNameOfAKeyframeSaysItsType(String name, String type) {
        playout.ffmpeg.answerWith("HTTP/1.1 200 OK\nContent-Type: image/x", "picture");

        HttpResponse<String> answer = playout.get(INPUT + "/keyframe/" + name);

        assertThat(answer.body()).isEqualTo("picture");
        assertThat(answer.headers().firstValue("Content-Type")).contains("image/x");
        assertThat(asked().line()).isEqualTo("GET /v1/keyframe/last." + type + " HTTP/1.1");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, reopen, GET /v1/reopen",
        "POST, reopen, GET /v1/reopen",
        "GET, errorframe/encode, GET /v1/errorframe/encode",
        "POST, errorframe/encode, GET /v1/errorframe/encode"
    })
    void commandsAreTakenAsGetAndAsPost(String method, String path, String expected) {
        playout.ffmpeg.answerWith("HTTP/1.1 200 OK\nContent-Type: text/plain", "done");

        HttpResponse<String> answer = playout.send(method, INPUT + "/" + path, BodyPublishers.noBody());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("done");
        assertThat(asked().line()).isEqualTo(expected + " HTTP/1.1");
    }

    @ParameterizedTest
    @CsvSource({
        "PUT, errorframe/frame.jpg, /v1/errorframe.jpg, application/octet-stream",
        "POST, errorframe/a/b, /v1/errorframe.jpg, application/octet-stream",
        "PUT, errorframe/, /v1/errorframe.jpg, application/octet-stream",
        "PUT, errorframe/encode, /v1/errorframe.jpg, application/octet-stream",
        "POST, errorframe/encode, /v1/errorframe.jpg, application/octet-stream",
        "PUT, stream, /v1/stream, text/plain"
    })
    void bodiesAreForwarded(String method, String path, String expected, String type) {
        playout.ffmpeg.answerWith("HTTP/1.1 201 Created", "taken");
        String body = "http://x\u00ff".repeat(100_000);

        HttpResponse<String> answer =
                playout.send(method, INPUT + "/" + path, BodyPublishers.ofString(body, StandardCharsets.ISO_8859_1));

        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(asked().line()).isEqualTo("PUT " + expected + " HTTP/1.1");
        assertThat(asked().head()).contains("\r\ncontent-type: " + type + "\r\n");
        assertThat(asked().body()).isEqualTo(body);
    }

    @Test
    void headersOfTheClientDoNotReachFfmpeg() {
        answerWithStatus("{}");

        playout.kern.get(INPUT + "/status", "Cookie", "a=b", "X-Y", "z");

        assertThat(asked().head()).doesNotContain("cookie", "x-y").contains("\r\nconnection: close\r\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nobody | in1   | unknown process",
                "po     | other | no playout for input ID 'other' and process 'po'",
                "po     | plain | no playout for input ID 'plain' and process 'po'",
                "po     | in%31%20 | no playout for input ID 'in1 ' and process 'po'"
            })
    void refusesWhatHasNoPlayout(String id, String input, String detail) {
        answerWithStatus("{}");
        String path = "/api/v3/process/" + id + "/playout/" + input;

        assertError(playout.get(path + "/status"), 404, UNKNOWN, detail);
        assertError(playout.get(path + "/keyframe/x"), 404, UNKNOWN, detail);
        assertError(playout.get(path + "/reopen"), 404, UNKNOWN, detail);
        assertError(playout.send("PUT", path + "/stream", BodyPublishers.ofString("x")), 404, UNKNOWN, detail);
        assertThat(playout.ffmpeg.requests()).isEmpty();
    }

    @Test
    void wrongMethodsAreRefusedAsElsewhere() {
        assertThat(playout.send("DELETE", INPUT + "/status", BodyPublishers.noBody())
                        .statusCode())
                .isEqualTo(404);
        HttpResponse<String> frame = playout.get(INPUT + "/errorframe/x");
        assertThat(frame.statusCode()).isEqualTo(405);
        assertThat(frame.headers().firstValue("Allow")).contains("OPTIONS, POST, PUT");
    }

    @Test
    void idsAreDecodedOnce() throws IOException {
        try (TestingPlayout other = new TestingPlayout(Map.of())) {
            other.add("a/b 100%25", "{\"id\":\"{processid}:%2F\",\"address\":\"avstream:x\"}");
            other.ffmpeg.answerWith("HTTP/1.1 200 OK", "{}");

            String path = "/api/v3/process/a%2Fb%20100%2525/playout/a%2Fb%20100%2525:%252F/status";
            assertThat(other.get(path).body()).isEqualTo(EMPTY_STATUS);
        }
    }

    @Test
    void thereIsNoPlayoutWhileItIsDisabled() throws IOException {
        try (TestingPlayout disabled = new TestingPlayout(Map.of("CORE_PLAYOUT_ENABLE", "false"))) {
            disabled.add("po", "{\"id\":\"in1\",\"address\":\"playout:x\"}");

            assertError(
                    disabled.get(INPUT + "/status"), 404, UNKNOWN, "no playout for input ID 'in1' and process 'po'");
        }
    }

    @Test
    void anInvalidProcessHasNoPlayout(@TempDir Path folder) throws IOException {
        Path database = Files.createDirectory(folder.resolve("config")).resolve("db.json");
        String valid = Files.readString(playout.kern.folder().resolve("config/db.json"));
        Files.writeString(database, valid.replace("playout:http://x", "#gone:output=out"));
        try (TestingKern kern = TestingKern.startIn(folder, Map.of())) {
            assertError(kern.get(INPUT + "/status"), 404, UNKNOWN, "invalid process definition");
        }
    }

    @Test
    void readOnlyMeansReadingOnly() throws IOException {
        try (TestingPlayout readOnly = new TestingPlayout(Map.of("CORE_API_READ_ONLY", "true"))) {
            for (String write : new String[] {"PUT stream", "PUT errorframe/x", "POST errorframe/x", "POST reopen"}) {
                String[] parts = write.split(" ");
                HttpResponse<String> answer =
                        readOnly.kern.send(parts[0], INPUT + "/" + parts[1], BodyPublishers.ofString("x"));
                assertError(answer, 404, "Not Found", "Not Found");
            }
            for (String read : new String[] {"status", "keyframe/x", "errorframe/encode", "reopen"}) {
                assertError(readOnly.get(INPUT + "/" + read), 404, UNKNOWN, "unknown process");
            }
        }
    }
}
