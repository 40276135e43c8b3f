package media.kern.server.webrtc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import media.kern.server.TestingKern;

/** A server that offers WHEP, its processes, and the requests of players. */
final class Whep {
    static final String SDP = "application/sdp";
    static final String FRAGMENT = "application/trickle-ice-sdpfrag";
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private Whep() {}

    /** With WebRTC on, reached on the loopback address. */
    static TestingKern start(Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "CORE_WEBRTC_ENABLE", "true",
                "CORE_WEBRTC_PUBLIC_IP", "127.0.0.1"));
        settings.putAll(more);
        return TestingKern.start(settings);
    }

    /** A process that sends a test picture and a tone. */
    static String process(String id, String more) {
        return """
                {"id": "%s", "reference": "whep", "reconnect": true, "options": ["-loglevel", "info"],
                 "input": [
                   {"id": "v", "address": "testsrc2=size=160x90:rate=25", "options": ["-re", "-f", "lavfi"]},
                   {"id": "a", "address": "sine=frequency=440:sample_rate=48000", "options": ["-re", "-f", "lavfi"]}],
                 "output": [{"id": "o", "address": "-", "options": ["-map", "0:v", "-c", "copy", "-f", "null"]}],
                 "webrtc": {"enabled": true, "audio_map": "1:a:0"}%s}
                """.formatted(id, more);
    }

    /** Starts a process, and waits until it can be watched. */
    static void publish(TestingKern kern, String id, String... headers) {
        add(kern, process(id, ""), headers);
        awaitMedia(kern, id, headers);
    }

    static void add(TestingKern kern, String process, String... headers) {
        HttpResponse<String> added = kern.postJson("/api/v3/process", process, headers);
        assertThat(added.statusCode()).as(added.body()).isEqualTo(200);
    }

    /** Waits until there is something to see; the offer has to be refused, so that nobody watches after that. */
    static void awaitMedia(TestingKern kern, String id, String... headers) {
        String nothingInCommon = SdpOffer.BROWSER.replace("H264/", "H261/").replace("opus/", "speex/");
        await().atMost(PATIENCE).untilAsserted(() -> {
            HttpResponse<String> answer = post(kern, id, nothingInCommon, headers);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(406);
        });
    }

    static HttpResponse<String> post(TestingKern kern, String id, String offer, String... headers) {
        return kern.send(
                "POST", "/api/v3/whep/" + id, BodyPublishers.ofString(offer), with(headers, "Content-Type", SDP));
    }

    static HttpResponse<String> patch(TestingKern kern, String location, String fragment, String... headers) {
        return kern.send("PATCH", location, BodyPublishers.ofString(fragment), with(headers, "Content-Type", FRAGMENT));
    }

    static HttpResponse<String> options(TestingKern kern, String path, String... headers) {
        return kern.send("OPTIONS", path, BodyPublishers.noBody(), headers);
    }

    private static String[] with(String[] headers, String... more) {
        return Stream.of(headers, more).flatMap(Stream::of).toArray(String[]::new);
    }

    static String header(HttpResponse<?> answer, String name) {
        return answer.headers()
                .firstValue(name)
                .orElseThrow(() -> new AssertionError("no " + name + " in " + answer.headers()));
    }

    /** Everybody who watches, as the API lists them. */
    static JsonNode viewers(TestingKern kern, String... headers) {
        return json(kern.get("/api/v3/whep", headers).body());
    }

    static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void awaitNobody(TestingKern kern) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(viewers(kern)).isEmpty());
    }
}
