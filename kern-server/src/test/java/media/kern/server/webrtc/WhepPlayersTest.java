package media.kern.server.webrtc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import media.kern.server.TestingKern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The players of others show the picture and let the sound be heard. */
class WhepPlayersTest {
    private static final int MOST_VIEWERS = 8;
    private static final String PLAYER = """
            () => {
              window.peers = [];
              window.watch = async path => {
                const peer = new RTCPeerConnection();
                const video = document.createElement('video');
                const media = new MediaStream();
                video.autoplay = true;
                video.srcObject = media;
                document.body.append(video);
                peer.ontrack = event => media.addTrack(event.track);
                peer.addTransceiver('video', {direction: 'recvonly'});
                peer.addTransceiver('audio', {direction: 'recvonly'});
                await peer.setLocalDescription(await peer.createOffer());
                const answer = await fetch(path, {method: 'POST',
                    headers: {'Content-Type': 'application/sdp'}, body: peer.localDescription.sdp});
                if (answer.status !== 201) {
                  peer.close();
                  return answer.status;
                }
                await peer.setRemoteDescription({type: 'answer', sdp: await answer.text()});
                window.peers.push({peer, location: answer.headers.get('Location')});
                return answer.status;
              };
              window.playing = async () => {
                let playing = 0;
                for (const {peer} of window.peers) {
                  const one = {frames: 0, energy: 0};
                  (await peer.getStats()).forEach(report => {
                    if (report.type === 'inbound-rtp') {
                      one.frames += report.framesDecoded || 0;
                      one.energy += report.totalAudioEnergy || 0;
                    }
                  });
                  playing += one.frames > 25 && one.energy > 0 ? 1 : 0;
                }
                return playing;
              };
              window.leave = async () => {
                for (const {peer, location} of window.peers) {
                  await fetch(location, {method: 'DELETE'});
                  peer.close();
                }
                window.peers = [];
              };
            }
            """;

    private static TestingKern kern;

    @BeforeAll
    static void publish() {
        // Under the addresses of the machine: browsers do not use the loopback one.
        kern = Whep.start(Map.of("CORE_WEBRTC_PUBLIC_IP", "", "CORE_METRICS_ENABLE_PROMETHEUS", "true"));
        Whep.publish(kern, "cam");
    }

    @AfterAll
    static void stop() {
        kern.close();
    }

    @Test
    void aBrowserPlaysAsOftenAsThereArePlaces() {
        try (Playwright playwright = Playwright.create(
                        new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
                Browser browser = playwright
                        .chromium()
                        .launch(new BrowserType.LaunchOptions()
                                .setExecutablePath(chromium())
                                .setArgs(List.of(
                                        "--no-sandbox",
                                        "--disable-gpu",
                                        "--no-first-run",
                                        "--disable-background-networking",
                                        "--autoplay-policy=no-user-gesture-required")));
                Page page = browser.newPage()) {
            page.navigate(kern.uri("/ping").toString());
            page.evaluate(PLAYER);
            for (int i = 0; i < MOST_VIEWERS; i++) {
                assertThat(watch(page)).isEqualTo(201);
            }
            assertThat(watch(page)).isEqualTo(503);

            await().pollInSameThread()
                    .atMost(Whep.PATIENCE)
                    .untilAsserted(() ->
                            assertThat(page.evaluate("() => window.playing()")).isEqualTo(MOST_VIEWERS));
            assertThat(Whep.viewers(kern).findValuesAsText("state"))
                    .hasSize(MOST_VIEWERS)
                    .containsOnly("secured");
            page.evaluate("() => window.leave()");
            Whep.awaitNobody(kern);
        }
        metricsTellOfIt();
    }

    private static Object watch(Page page) {
        return page.evaluate("() => window.watch('/api/v3/whep/cam')");
    }

    private static void metricsTellOfIt() {
        String page = kern.get("/metrics").body();
        assertThat(page)
                .containsPattern("dragonfork_webrtc_whep_requests_total\\{[^}]*code=\"201\",stream_id=\"cam\"} [0-9]+")
                .containsPattern("dragonfork_webrtc_whep_requests_total\\{[^}]*code=\"503\",stream_id=\"cam\"} [0-9]+")
                .containsPattern("dragonfork_webrtc_whep_request_duration_seconds_count\\{[^}]*} [0-9]+")
                .containsPattern(
                        "dragonfork_webrtc_ice_establishment_duration_seconds_bucket\\{[^}]*stream_id=\"cam\",le=\"0.05\"}")
                .containsPattern("dragonfork_webrtc_cap_rejections_total\\{[^}]*stream_id=\"cam\"} [1-9]")
                .containsPattern("dragonfork_webrtc_codec_mismatches_total\\{[^}]*stream_id=\"cam\"} [1-9]")
                .contains("# TYPE dragonfork_webrtc_ice_failures_total counter")
                .contains("# TYPE dragonfork_webrtc_ffmpeg_leg_failures_total counter")
                .containsPattern("dragonfork_webrtc_streams\\{[^}]*} 1")
                .containsPattern("dragonfork_webrtc_peers\\{[^}]*} [0-9]");
    }

    @Test
    void aiortcPlays() throws Exception {
        assertThat(run("aiortc_player.py")).contains("decoded video", "decoded audio");
        Whep.awaitNobody(kern);
    }

    @Test
    void gstreamerPlays() throws Exception {
        assertThat(run("gstreamer_player.py")).contains("took video", "took audio");
        Whep.awaitNobody(kern);
    }

    /** With the Python of the system, which is the one that has the packages. */
    private static String run(String script) throws IOException, InterruptedException, URISyntaxException {
        Path file = Path.of(Objects.requireNonNull(WhepPlayersTest.class.getResource(script))
                .toURI());
        File output = Files.createTempFile("player", ".txt").toFile();
        Process player = new ProcessBuilder(
                        "/usr/bin/python3",
                        file.toString(),
                        kern.uri("/api/v3/whep/cam").toString())
                .redirectErrorStream(true)
                .redirectOutput(output)
                .start();
        try {
            player.waitFor(Whep.PATIENCE.toSeconds(), TimeUnit.SECONDS);
            return Files.readString(output.toPath(), StandardCharsets.UTF_8);
        } finally {
            player.destroyForcibly();
            Files.delete(output.toPath());
        }
    }

    private static Path chromium() {
        return Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("Chromium is needed for this test: package chromium"));
    }
}
