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
import java.util.Map;
import java.util.concurrent.TimeUnit;
import media.kern.server.TestingKern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A real FFmpeg writes HLS and DASH of several qualities; hls.js, dash.js and ffprobe play them, and each is a session. */
class AdaptiveStreamTest {
    private static final Path DASH_JS =
            Path.of(System.getProperty("user.home"), ".cache/kern/dashjs-5.2.1/dash.all.min.js");

    private static final String ENCODE = """
            "-map", "0:v", "-map", "1:a", "-map", "0:v", "-map", "1:a", "-codec:v", "libx264", "-preset:v", "ultrafast",
            "-pix_fmt", "yuv420p", "-g", "25", "-b:v:0", "400k", "-b:v:1", "150k", "-codec:a", "aac\"""";

    private static final String HLS_OPTIONS = """
            "-f", "hls", "-hls_time", "1", "-hls_list_size", "6", "-hls_flags", "delete_segments",
            "-master_pl_name", "master.m3u8", "-var_stream_map", "v:0,a:0 v:1,a:1\"""";

    private static TestingKern kern;
    private static Chromium chromium;

    @BeforeAll
    static void publish() throws IOException {
        kern = TestingKern.start(Map.of("CORE_SESSIONS_IP_IGNORELIST", ""));
        chromium = new Chromium();
        kern.put("/memfs/dash.js", Files.readAllBytes(DASH_JS));
        start("ts", "{memfs}/ts/live_%v.m3u8", HLS_OPTIONS + ", \"-method\", \"PUT\"");
        start(
                "fmp4",
                "{diskfs}/fmp4/live_%v.m3u8",
                HLS_OPTIONS + ", \"-hls_segment_type\", \"fmp4\", \"-hls_fmp4_init_filename\", \"init_%v.mp4\"");
        start(
                "dash",
                "{memfs}/dash/live.mpd",
                "\"-f\", \"dash\", \"-method\", \"PUT\", \"-seg_duration\", \"1\", \"-window_size\", \"5\","
                        + "\"-extra_window_size\", \"5\", \"-adaptation_sets\", \"id=0,streams=v id=1,streams=a\"");
        page("hls", "/kern/hls.js", "const hls = new Hls(); hls.loadSource(url); hls.attachMedia(video);");
        page("dash", "/memfs/dash.js", "dashjs.MediaPlayer().create().initialize(video, url, true);");
    }

    private static void start(String id, String address, String options) throws IOException {
        Files.createDirectories(kern.folder().resolve("data/" + id));
        String process = """
                {"id": "%1$s", "reconnect": true, "reconnect_delay_seconds": 1, "options": ["-loglevel", "info"],
                 "input": [
                    {"id": "video", "address": "testsrc2=size=320x180:rate=25", "options": ["-re", "-f", "lavfi"]},
                    {"id": "audio", "address": "sine=sample_rate=48000", "options": ["-re", "-f", "lavfi"]}],
                 "output": [{"id": "out", "address": "%2$s", "options": [%3$s, %4$s]}]}
                """.formatted(id, address, ENCODE, options);
        assertThat(kern.postJson("/api/v3/process", process).statusCode()).isEqualTo(200);
    }

    private static void page(String player, String script, String begin) {
        String url = "' + location.search.substring(1) + '";
        String html = """
                <!doctype html><video muted autoplay></video><script src="%s"></script>
                <script>const video = document.querySelector('video'); const url = '%s'; %s</script>
                """.formatted(script, url, begin);
        kern.put("/memfs/" + player + ".html", html.getBytes(StandardCharsets.UTF_8));
    }

    @AfterAll
    static void stop() {
        chromium.close();
        kern.close();
    }

    @ParameterizedTest
    @CsvSource({
        "hls, /memfs/ts/master.m3u8, live_",
        "hls, /fmp4/master.m3u8, live_",
        "dash, /memfs/dash/live.mpd, live",
    })
    void playsInABrowserAndIsOneSession(String player, String stream, String reference) throws Exception {
        await().atMost(Duration.ofSeconds(60)).until(() -> kern.get(stream).statusCode() == 200);
        try (Page page = chromium.newPage()) {
            page.setDefaultTimeout(60_000);
            page.navigate(kern.uri("/memfs/" + player + ".html?" + stream).toString());
            page.waitForFunction("() => document.querySelector('video').currentTime > 0");
            double begun = time(page);
            page.waitForFunction("begun => document.querySelector('video').currentTime > begun + 5", begun);
        }
        String folder = stream.substring(0, stream.lastIndexOf('/') + 1);
        await().untilAsserted(() -> {
            JsonNode sessions = new ObjectMapper()
                    .readTree(kern.get("/api/v3/session/active?collectors=hls").body())
                    .get("hls");
            JsonNode[] own = sessions.valueStream()
                    .filter(session -> session.get("extra").asText().contains("Chrome"))
                    .filter(session -> session.get("local").asText().startsWith(folder))
                    .toArray(JsonNode[]::new);
            assertThat(own).hasSize(1);
            assertThat(own[0].get("reference").asText()).startsWith(reference);
            assertThat(own[0].get("bytes_tx").asLong()).isGreaterThan(50_000);
        });
    }

    @ParameterizedTest
    @CsvSource({"/memfs/ts/master.m3u8", "/fmp4/master.m3u8", "/memfs/dash/live.mpd"})
    void isReadByFfprobe(String stream) throws Exception {
        await().atMost(Duration.ofSeconds(60)).until(() -> kern.get(stream).statusCode() == 200);
        Process ffprobe = new ProcessBuilder(
                        "ffprobe",
                        "-v",
                        "error",
                        "-show_entries",
                        "stream=codec_name",
                        "-of",
                        "csv=p=0",
                        kern.uri(stream).toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String streams = new String(ffprobe.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(ffprobe.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(streams).contains("h264", "aac");
    }

    @Test
    void countsWhatFfmpegUploads() {
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            JsonNode uploads = new ObjectMapper()
                    .readTree(kern.get("/api/v3/session/active?collectors=hlsingress")
                            .body())
                    .get("hlsingress");
            assertThat(uploads.findValuesAsText("id"))
                    .contains("/memfs/ts/live_0.m3u8", "/memfs/ts/live_1.m3u8", "/memfs/dash/live.mpd");
            assertThat(uploads.findValues("bytes_rx")).allMatch(bytes -> bytes.asLong() > 10_000);
        });
    }

    private static double time(Page page) {
        return ((Number) page.evaluate("() => document.querySelector('video').currentTime")).doubleValue();
    }
}
