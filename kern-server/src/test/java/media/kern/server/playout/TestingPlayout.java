package media.kern.server.playout;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import media.kern.server.TestingKern;
import media.kern.server.openapi.Match;
import media.kern.server.openapi.OpenApi;
import media.kern.server.openapi.PathRouter;
import media.kern.server.openapi.ResponseContract;

/** A server with one process {@code po}: its input {@code in1} is played out, by a peer in FFmpeg's place, and {@code plain} is not. */
final class TestingPlayout implements AutoCloseable {
    static final String INPUT = "/api/v3/process/po/playout/in1";

    final PlayoutPeer ffmpeg = new PlayoutPeer();
    final TestingKern kern;
    private final ResponseContract document = ResponseContract.load();
    private final PathRouter router = new PathRouter(OpenApi.load().operations());

    TestingPlayout(Map<String, String> environment) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "CORE_PLAYOUT_ENABLE", "true",
                "CORE_PLAYOUT_MIN_PORT", String.valueOf(ffmpeg.port()),
                "CORE_PLAYOUT_MAX_PORT", String.valueOf(ffmpeg.port() + 1)));
        settings.putAll(environment);
        kern = TestingKern.start(settings);
    }

    TestingPlayout() {
        this(Map.of());
        add("po", """
                {"id":"in1","address":"playout:http://x"},{"id":"plain","address":"udp://127.0.0.1:1"}""");
    }

    void add(String id, String inputs) {
        HttpResponse<String> added = kern.postJson(
                "/api/v3/process",
                "{\"id\":\"" + id + "\",\"autostart\":false,\"input\":[" + inputs
                        + "],\"output\":[{\"id\":\"out\",\"address\":\"-\"}]}");
        assertThat(added.statusCode()).as(added.body()).isEqualTo(200);
    }

    HttpResponse<String> get(String path) {
        return send("GET", path, BodyPublishers.noBody());
    }

    /** Asks, and holds the answer against the API document. */
    HttpResponse<String> send(String method, String path, BodyPublisher body) {
        HttpResponse<String> answer = kern.send(method, path, body);
        if (router.match(method, path) instanceof Match.Found found) {
            document.check(
                    found.operation().id(),
                    answer.statusCode(),
                    answer.headers().firstValue("Content-Type").orElse(null),
                    answer.body().getBytes(StandardCharsets.UTF_8));
        }
        return answer;
    }

    static void assertError(HttpResponse<String> answer, int status, String message, String detail) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(answer.body())
                .isEqualTo("{\"code\":" + status + ",\"message\":\"" + message + "\",\"details\":[\""
                        + detail.replace("\"", "\\\"") + "\"]}\n");
    }

    void assertFailed(HttpResponse<String> answer, String call, String reason) {
        assertError(answer, 500, "Internal Server Error", call(call) + ": " + reason);
    }

    private String call(String call) {
        return call.replaceFirst(" ", " \"http://127.0.0.1:" + ffmpeg.port()) + '"';
    }

    @Override
    public void close() throws IOException {
        kern.close();
        ffmpeg.close();
    }
}
