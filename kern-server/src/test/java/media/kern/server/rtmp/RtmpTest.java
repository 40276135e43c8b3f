package media.kern.server.rtmp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import media.kern.server.TestingKern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Processes publish to the RTMP server of this Kern, and everybody who may plays it. */
class RtmpTest {
    private final int port = TestingKern.freePort();
    private final TestingKern kern = TestingKern.start(Map.of(
            "CORE_RTMP_ENABLE", "true",
            "CORE_RTMP_ADDRESS", "127.0.0.1:" + port,
            "CORE_RTMP_APP", "/live",
            "CORE_RTMP_TOKEN", "secret",
            "CORE_SESSIONS_IP_IGNORELIST", ""));

    @AfterEach
    void stop() {
        kern.close();
    }

    private void publish() {
        String process = """
                {"id": "cam", "reference": "cam", "reconnect": true, "reconnect_delay_seconds": 1, "options": [],
                 "input": [{"id": "in", "address": "testsrc2=size=320x180:rate=25", "options": ["-re", "-f", "lavfi"]}],
                 "output": [{"id": "out", "address": "{rtmp,name=cam.stream}", "options": [
                    "-codec:v", "libx264", "-preset:v", "ultrafast", "-pix_fmt", "yuv420p", "-g", "25", "-f", "flv"]}]}
                """;
        assertThat(kern.postJson("/api/v3/process", process).statusCode()).isEqualTo(200);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> kern.get("/api/v3/rtmp").body().equals("[{\"name\":\"/live/cam.stream\"}]\n"));
    }

    private String probe(String address) throws IOException, InterruptedException {
        Process ffprobe = new ProcessBuilder(
                        "ffprobe",
                        "-v",
                        "error",
                        "-rw_timeout",
                        "10000000",
                        "-show_entries",
                        "stream=codec_name",
                        "-of",
                        "csv=p=0",
                        "rtmp://127.0.0.1:" + port + address)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String output = new String(ffprobe.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(ffprobe.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return output.strip();
    }

    private JsonNode sessions() {
        try {
            return new ObjectMapper()
                    .readTree(kern.get("/api/v3/session/active?collectors=rtmp").body())
                    .get("rtmp");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aProcessPublishesAndWhoHasTheTokenPlays() throws Exception {
        assertThat(kern.get("/api/v3/rtmp").body()).isEqualTo("[]\n");
        publish();
        assertThat(probe("/live/cam.stream?token=secret")).isEqualTo("h264");
        assertThat(probe("/live/cam.stream/secret")).isEqualTo("h264");
        assertThat(probe("/live/cam.stream?token=wrong")).isEmpty();
        assertThat(probe("/live/cam.stream")).isEmpty();
        assertThat(kern.get("/api/v3/log").body()).contains("FORBIDDEN").doesNotContain("token=wrong");

        await().untilAsserted(() -> {
            JsonNode publisher = sessions().get(0);
            assertThat(publisher.get("id").asText()).isEqualTo("/live/cam.stream");
            assertThat(publisher.get("reference").asText()).isEqualTo("cam");
            assertThat(publisher.get("local").asText()).isEqualTo("publish:/live/cam.stream");
            assertThat(publisher.get("remote").asText()).startsWith("127.0.0.1:");
            assertThat(publisher.get("bytes_rx").asLong()).isGreaterThan(10_000);
            JsonNode player = sessions().get(1);
            assertThat(player.get("local").asText()).isEqualTo("play:/live/cam.stream");
            assertThat(player.get("bytes_tx").asLong()).isGreaterThan(5_000);
        });
        kern.putJson("/api/v3/process/cam/command", "{\"command\": \"stop\"}");
        await().atMost(Duration.ofSeconds(30))
                .until(() -> kern.get("/api/v3/rtmp").body().equals("[]\n"));
    }

    @Test
    void anotherProcessReadsWhatOnePublishes() {
        publish();
        String relay = """
                {"id": "relay", "reconnect": true, "reconnect_delay_seconds": 1, "options": [],
                 "input": [{"id": "in", "address": "{rtmp,name=cam.stream}", "options": []}],
                 "output": [{"id": "out", "address": "{memfs}/relay.m3u8", "options": [
                    "-codec", "copy", "-f", "hls", "-hls_time", "1", "-method", "PUT"]}]}
                """;
        assertThat(kern.postJson("/api/v3/process", relay).statusCode()).isEqualTo(200);
        await().atMost(Duration.ofSeconds(40))
                .until(() -> kern.get("/memfs/relay.m3u8").statusCode() == 200);
    }

    @Test
    void aPortThatIsTakenEndsTheStartWithItsName() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String address = "127.0.0.1:" + taken.getLocalPort();
            Map<String, String> settings = Map.of("CORE_RTMP_ENABLE", "true", "CORE_RTMP_ADDRESS", address);
            assertThatThrownBy(() -> TestingKern.start(settings).close())
                    .hasMessageContaining("RTMP server: ")
                    .hasMessageContaining(address);
        }
    }
}
