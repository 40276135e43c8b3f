package media.kern.server.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import media.kern.server.TestingKern;
import media.kern.server.e2e.ScriptedWhepServer.Answer;
import media.kern.server.e2e.ScriptedWhepServer.Request;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the player asks a WHEP server of another origin, and what it makes of the answers. */
class WhepClientTest {
    private static final Map<String, String> SESSION = Map.of("Location", "sessions/7?a=b", "ETag", "\"first\"");

    private static TestingKern kern;
    private static Chromium chromium;

    private ScriptedWhepServer whep;
    private Page page;

    @BeforeAll
    static void start() {
        kern = TestingKern.start();
        chromium = new Chromium();
    }

    @AfterAll
    static void stop() {
        chromium.close();
        kern.close();
    }

    @BeforeEach
    void open() throws IOException {
        whep = new ScriptedWhepServer();
        page = chromium.newPage();
        page.addInitScript("""
                window.connections = [];
                window.RTCPeerConnection = class extends RTCPeerConnection {
                  constructor(...settings) {
                    super(...settings);
                    window.connections.push(this);
                  }
                };""");
    }

    @AfterEach
    void close() {
        page.close();
        whep.close();
    }

    private void play(String parameters) {
        String url = URLEncoder.encode(whep.url("/live/cam"), StandardCharsets.UTF_8);
        page.navigate(kern.uri("/player.html").toString() + "?url=" + url + parameters);
    }

    private List<Request> awaitRequests(String method, int count) {
        await().atMost(Duration.ofSeconds(60)).until(() -> whep.requests(method).size() >= count);
        return whep.requests(method);
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                Arguments.of(Answer.refused(401, "text/plain", "no"), "This stream needs a valid access token."),
                Arguments.of(
                        Answer.refused(
                                406,
                                "application/problem+json",
                                "{\"title\": \"Not Acceptable\", \"detail\": \"the offer has no H265\", \"status\": 406}"),
                        "This browser cannot play the stream. the offer has no H265"),
                Arguments.of(
                        Answer.refused(400, "text/plain", "no BUNDLE"),
                        "The server answers with HTTP status 400. no BUNDLE"),
                Arguments.of(
                        Answer.refused(405, "text/html", "<h1>nginx</h1>"),
                        "This address takes no viewers: it is not a WHEP address."));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void saysWhyNothingIsShownAndDoesNotTryAgain(Answer refusal, String text) {
        whep.will(refusal);
        play("");

        assertThat(page.locator("#message")).hasText(text);
        assertThat(page.locator("#toggle")).hasText("Play");
        assertThat(page.locator("#next")).isEmpty();
        assertThat(page.evaluate("() => connections.map(one => one.connectionState)"))
                .isEqualTo(List.of("closed"));
    }

    @Test
    void saysThatTheBrowserHasNoWebRtc() {
        page.addInitScript("delete window.RTCPeerConnection");
        play("");

        assertThat(page.locator("#message")).hasText("This browser has no WebRTC.");
        assertThat(whep.requests("POST")).isEmpty();
    }

    static Stream<Arguments> delays() {
        return Stream.of(
                Arguments.of(
                        Answer.refused(409, "text/plain", "webrtc: not running", "Retry-After", "45"),
                        "The stream is not live at the moment. webrtc: not running"),
                Arguments.of(
                        Answer.refused(503, "text/plain", "8 of 8 viewers", "Retry-After", "45"),
                        "The server takes no more viewers at the moment. 8 of 8 viewers"));
    }

    @ParameterizedTest
    @MethodSource("delays")
    void waitsAsLongAsTheServerAsksFor(Answer refusal, String text) {
        whep.will(refusal);
        play("");

        assertThat(page.locator("#message")).hasText(text);
        assertThat(page.locator("#next")).hasText(Pattern.compile("Next try in [34]\\d s"));
        assertThat(whep.requests("POST")).hasSize(1);
    }

    @Test
    void triesAgainUntilItIsLive() {
        whep.will(
                Answer.refused(404, "text/plain", ""),
                Answer.refused(409, "text/plain", "", "Retry-After", "1"),
                Answer.refused(500, "text/plain", ""),
                Answer.accepted(SESSION));
        play("");

        awaitRequests("POST", 4);
        awaitRequests("PATCH", 1);
    }

    @Test
    void speaksWhep() {
        whep.will(Answer.accepted(Map.of(
                "Location", "sessions/7?a=b",
                "ETag", "\"first\"",
                "Link",
                        "<stun:192.0.2.1:3478>; rel=\"ice-server\", <turn:192.0.2.2?transport=udp>; rel=\"ice-server\";"
                                + " username=\"a, b\"; credential=\"c\\\"d\"; credential-type=\"password\","
                                + " <https://example.org/>; rel=\"help\"")));
        play("#token=s3cret");

        Request offer = awaitRequests("POST", 1).getFirst();
        assertThat(offer.target()).isEqualTo("/live/cam");
        assertThat(offer.header("Content-Type")).isEqualTo("application/sdp");
        assertThat(offer.header("Authorization")).isEqualTo("Bearer s3cret");
        assertThat(offer.body())
                .containsPattern("a=fmtp:\\d+ .*stereo=1")
                .contains("m=video", "m=audio", "a=recvonly")
                .doesNotContain("a=sendrecv");

        Request candidates = awaitRequests("PATCH", 1).getFirst();
        assertThat(candidates.target()).isEqualTo("/live/sessions/7?a=b");
        assertThat(candidates.header("Content-Type")).isEqualTo("application/trickle-ice-sdpfrag");
        assertThat(candidates.header("If-Match")).isEqualTo("\"first\"");
        assertThat(candidates.body())
                .contains(offer.body()
                        .lines()
                        .filter(line -> line.startsWith("a=ice-ufrag:") || line.startsWith("a=ice-pwd:"))
                        .distinct()
                        .toList())
                .contains("a=mid:0", "a=candidate:");
        assertThat(page.evaluate("() => JSON.stringify(connections[0].getConfiguration().iceServers"
                        + ".map(({urls, username, credential}) => [urls, username, credential].flat()))"))
                .isEqualTo("[[\"stun:192.0.2.1:3478\",\"\",\"\"],"
                        + "[\"turn:192.0.2.2?transport=udp\",\"a, b\",\"c\\\"d\"]]");

        page.locator("#toggle").click();
        Request end = awaitRequests("DELETE", 1).getFirst();
        assertThat(end.target()).isEqualTo("/live/sessions/7?a=b");
        assertThat(end.header("Authorization")).isEqualTo("Bearer s3cret");
        assertThat(page.evaluate("() => connections.map(one => one.connectionState)"))
                .isEqualTo(List.of("closed"));
    }

    @Test
    void leavesWithThePage() {
        whep.will(Answer.accepted(SESSION));
        play("");
        awaitRequests("PATCH", 1);

        page.navigate("about:blank");

        assertThat(awaitRequests("DELETE", 1).getFirst().target()).isEqualTo("/live/sessions/7?a=b");
    }

    @Test
    void takesTheTokenThatIsEntered() {
        whep.will(Answer.refused(401, "text/plain", ""), Answer.accepted(SESSION));
        play("");
        assertThat(page.locator("#token")).isFocused();

        page.keyboard().type("my token");
        page.keyboard().press("Enter");

        assertThat(awaitRequests("POST", 2).getLast().header("Authorization")).isEqualTo("Bearer my token");
        assertThat(page.evaluate("() => JSON.stringify(localStorage)")).isEqualTo("{}");
    }

    @Test
    void keepsTokensOutOfTheAddress() {
        whep.will(Answer.accepted(SESSION));
        play("&token=s3cret");

        assertThat(awaitRequests("POST", 1).getFirst().header("Authorization")).isEqualTo("Bearer s3cret");
        assertThat(page.url()).contains("url=").doesNotContain("s3cret");
    }

    @Test
    void givesTheTokenToNoOtherServer() throws IOException {
        try (ScriptedWhepServer other = new ScriptedWhepServer()) {
            whep.will(
                    Answer.accepted(Map.of("Location", other.url("/steal"), "ETag", "\"first\"")),
                    Answer.accepted(SESSION));
            play("&token=s3cret");
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> !other.requests("PATCH").isEmpty());
            assertThat(other.requests("PATCH").getFirst().header("Authorization"))
                    .isNull();

            // The same tab, with a link that names another server.
            other.will(Answer.accepted(SESSION));
            page.navigate(kern.uri("/player.html") + "?url=" + other.url("/whep"));
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> !other.requests("POST").isEmpty());
            assertThat(other.requests("POST").getFirst().header("Authorization"))
                    .isNull();
        }
    }

    @Test
    void obeysKeysAndButtons() {
        whep.will(Answer.accepted(SESSION), Answer.accepted(SESSION));
        play("");
        awaitRequests("POST", 1);

        page.keyboard().press("Space");
        assertThat(page.locator("#message")).hasText("Stopped.");
        awaitRequests("DELETE", 1);
        page.keyboard().press("m");
        assertThat(page.locator("#mute")).hasText("Mute");
        page.locator("#toggle").focus();
        page.keyboard().press("Space");
        awaitRequests("POST", 2);
        assertThat(page.locator("#toggle")).hasText("Stop");
    }
}
