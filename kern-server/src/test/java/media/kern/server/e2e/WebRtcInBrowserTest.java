package media.kern.server.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.assertions.LocatorAssertions.HasTextOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import media.kern.server.TestingKern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A browser watches what a real FFmpeg sends. */
class WebRtcInBrowserTest {
    private static final String PROCESS = """
            {"id": "live", "reconnect": true, "reconnect_delay_seconds": 1, "options": ["-loglevel", "info"],
             "webrtc": {"enabled": true, "audio_map": "1:a:0"},
             "input": [
                {"id": "video", "address": "testsrc2=size=320x180:rate=25", "options": ["-re", "-f", "lavfi"]},
                {"id": "audio", "address": "sine=sample_rate=48000", "options": ["-re", "-f", "lavfi"]}],
             "output": [{"id": "hls", "address": "{memfs}/{processid}.m3u8", "options": [
                "-map", "0:v", "-codec:v", "libx264", "-preset:v", "ultrafast", "-pix_fmt", "yuv420p", "-g", "25",
                "-f", "hls", "-hls_time", "1", "-hls_list_size", "6", "-hls_flags", "delete_segments", "-method", "PUT",
                "-hls_segment_filename", "{memfs}/{processid}_%04d.ts"]}]}
            """;
    private static final HasTextOptions PATIENTLY = new HasTextOptions().setTimeout(60_000);

    private static TestingKern kern;
    private static Chromium chromium;

    private final List<String> signalling = new CopyOnWriteArrayList<>();
    private final List<String> errors = new CopyOnWriteArrayList<>();
    private Page page;

    @BeforeAll
    static void send() {
        kern = TestingKern.start(Map.of("CORE_WEBRTC_ENABLE", "true", "CORE_WEBRTC_PUBLIC_IP", "127.0.0.1"));
        assertThat(kern.postJson("/api/v3/process", PROCESS).statusCode()).isEqualTo(200);
        chromium = new Chromium();
    }

    @AfterAll
    static void stop() {
        chromium.close();
        kern.close();
    }

    @BeforeEach
    void open() {
        page = chromium.newPage();
        page.setDefaultTimeout(60_000);
        page.onPageError(errors::add);
        page.onResponse(this::note);
    }

    @AfterEach
    void close() {
        page.close();
        assertThat(errors).isEmpty();
    }

    private void note(Response response) {
        if (response.url().contains("/api/v3/whep/")) {
            signalling.add(response.request().method() + " " + response.status());
        }
    }

    private void play() {
        page.navigate(kern.uri("/player.html?id=live").toString());
        awaitPicture();
    }

    private void awaitPicture() {
        page.waitForFunction(
                "() => document.querySelector('[data-part=decoded]').textContent.replaceAll(',', '') > 25");
        assertThat(page.locator("#placeholder")).isHidden();
    }

    private Locator reading(String part) {
        return page.locator("[data-part=" + part + "]");
    }

    @Test
    void showsPictureAndStatistics() {
        play();

        assertThat(page.evaluate("() => document.querySelector('video').videoWidth"))
                .isEqualTo(320);
        assertThat(reading("state")).hasText("playing");
        assertThat(reading("videoCodec")).hasText(Pattern.compile("^H264 .*\\d"));
        assertThat(reading("audioCodec")).hasText("opus 48 kHz stereo");
        assertThat(reading("audioBitrate")).hasText(Pattern.compile("\\d+ kbit/s"), PATIENTLY);
        assertThat(reading("path")).hasText(Pattern.compile("\\w+ → host, UDP"));
        assertThat(reading("delay")).hasText(Pattern.compile("\\d+ (ms|s)"), PATIENTLY);
        assertThat(page.locator("#unmute")).isVisible();

        page.keyboard().press("m");
        assertThat(page.locator("#unmute")).isHidden();
        page.waitForFunction(
                "async () => document.querySelector('video').srcObject.getAudioTracks()[0].muted === false");
    }

    @Test
    void leavesAtOnceWhenStopped() {
        play();
        page.locator("#toggle").click();

        assertThat(page.locator("#message")).hasText("Stopped.");
        await().atMost(Duration.ofSeconds(30))
                .until(() -> kern.get("/api/v3/whep").body().strip().equals("[]"));
        // The closed connection may tell the server sooner than the request does: then there is nothing left to delete.
        page.waitForCondition(() -> signalling.contains("DELETE 200") || signalling.contains("DELETE 204"));
    }

    @Test
    void findsAnotherWayWithoutANewSession() {
        play();
        page.evaluate("() => dispatchEvent(new Event('online'))");

        page.waitForCondition(() -> signalling.contains("PATCH 200"));
        assertThat(reading("state")).hasText("playing", PATIENTLY);
        page.waitForCondition(() -> signalling.getLast().equals("PATCH 204"));
        String before = reading("decoded").textContent();
        assertThat(reading("decoded")).not().hasText(before, PATIENTLY);
        assertThat(signalling).containsOnlyOnce("POST 201");
    }

    @Test
    void comesBackWhenTheProcessIsRestarted() {
        play();
        assertThat(kern.putJson("/api/v3/process/live/command", "{\"command\": \"restart\"}")
                        .statusCode())
                .isEqualTo(200);

        page.waitForCondition(
                () -> signalling.stream().filter("POST 201"::equals).count() == 2);
        awaitPicture();
        assertThat(reading("state")).hasText("playing", PATIENTLY);
    }

    @Test
    void standsNextToHlsOnTheStartPage() {
        page.navigate(kern.uri("/").toString());

        page.waitForFunction("() => document.querySelector('#whep-video').currentTime > 1");
        page.waitForFunction("() => document.querySelector('#video').currentTime > 1");
        assertThat(page.locator("#hls-delay")).hasText(Pattern.compile("\\d s behind"), PATIENTLY);
        assertThat(page.locator("#whep-delay")).hasText(Pattern.compile("\\d+ ms behind|\\d s behind"), PATIENTLY);
        assertThat(page.locator("#whep-link"))
                .hasText(kern.uri("/api/v3/whep/live").toString());

        page.locator("#player-link").click();
        awaitPicture();
    }
}
