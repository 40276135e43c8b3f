package media.kern.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import media.kern.server.TestingKern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A real FFmpeg writes HLS to memory, and real players play it. */
class LiveStreamTest {
    private static final String PROCESS = """
            {"id": "live", "reference": "cam", "reconnect": true, "options": ["-loglevel", "info"],
             "input": [{"id": "in", "address": "testsrc2=size=320x180:rate=25", "options": ["-re", "-f", "lavfi"]}],
             "output": [{"id": "hls", "address": "{memfs}/{processid}.m3u8", "options": [
                "-codec:v", "libx264", "-preset:v", "ultrafast", "-pix_fmt", "yuv420p", "-g", "25",
                "-f", "hls", "-hls_time", "1", "-hls_list_size", "6", "-hls_flags", "delete_segments", "-method", "PUT",
                "-hls_segment_filename", "{memfs}/{processid}_%04d.ts"]}]}
            """;

    private static TestingKern kern;

    @BeforeAll
    static void publish() {
        // With a password, so that FFmpeg has to use the one of the placeholder.
        kern = TestingKern.start(Map.of(
                "CORE_STORAGE_MEMORY_AUTH_ENABLE", "true",
                "CORE_STORAGE_MEMORY_AUTH_USERNAME", "writer",
                "CORE_STORAGE_MEMORY_AUTH_PASSWORD", "s3cret/+"));
        assertThat(kern.postJson("/api/v3/process", PROCESS).statusCode()).isEqualTo(200);
        await().atMost(Duration.ofSeconds(60))
                .until(() -> kern.get("/memfs/live.m3u8").statusCode() == 200);
    }

    @AfterAll
    static void stop() {
        kern.close();
    }

    @Test
    void ffprobeReadsTheStream() throws Exception {
        Process ffprobe = new ProcessBuilder(
                        "ffprobe",
                        "-v",
                        "error",
                        "-show_entries",
                        "stream=codec_name,width,height",
                        "-of",
                        "csv=p=0",
                        kern.uri("/memfs/live.m3u8").toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(ffprobe.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(ffprobe.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(output).contains("h264,320,180");
        assertThat(ffprobe.exitValue()).isZero();
    }

    @Test
    void theApiShowsTheProgress() {
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            JsonNode state = new ObjectMapper()
                    .readTree(kern.get("/api/v3/process/live/state").body());
            assertThat(state.path("exec").asText()).isEqualTo("running");
            assertThat(state.path("progress").path("frame").asLong()).isPositive();
            assertThat(state.path("progress")
                            .path("outputs")
                            .path(0)
                            .path("codec")
                            .asText())
                    .isEqualTo("h264");
            assertThat(state.path("memory_bytes").asLong()).isPositive();
        });
    }

    @Test
    void aBrowserShowsThePictureOnTheStartPage() throws IOException {
        try (Chromium chromium = new Chromium();
                Page page = chromium.newPage()) {
            List<String> errors = new java.util.concurrent.CopyOnWriteArrayList<>();
            page.onPageError(errors::add);
            page.navigate(kern.uri("/").toString());
            page.waitForFunction("() => document.querySelector('video')?.currentTime > 1.5");

            assertThat(page.evaluate("() => document.querySelector('video').videoWidth"))
                    .isEqualTo(320);
            assertThat(page.textContent("body")).contains("live").contains("running");
            assertThat(errors).isEmpty();
            Path picture = Path.of("target", "start-page.png");
            page.screenshot(new Page.ScreenshotOptions().setPath(picture));
            assertThat(Files.size(picture)).isPositive();
        }
    }
}
