package media.kern.server.webrtc;

import static media.kern.server.webrtc.SdpOffer.BROWSER;
import static media.kern.server.webrtc.WhepErrorsTest.assertOpenToEverybody;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import media.kern.server.TestingKern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What players, browsers and proxies read in the answers of WHEP besides the session description. */
class WhepHttpTest {
    private static final String STUN = "<stun:stun.example.org:3478>; rel=\"ice-server\"";
    private static final String TURN = "<turn:turn.example.org:3478?transport=tcp>; rel=\"ice-server\";"
            + " username=\"eve\"; credential=\"s3cret\"; credential-type=\"password\"";

    private static TestingKern kern;
    private static String authorization;

    @BeforeAll
    static void publish() {
        kern = Whep.start(Map.of(
                "CORE_API_AUTH_ENABLE", "true",
                "CORE_API_AUTH_USERNAME", "admin",
                "CORE_API_AUTH_PASSWORD", "hunter2",
                "CORE_TRUSTED_PROXIES", "127.0.0.1/32",
                "CORE_WEBRTC_MAX_PEERS_PER_STREAM", "0",
                "CORE_WEBRTC_MAX_PEERS", "0",
                "CORE_WEBRTC_ICE_SERVERS",
                        "stun:stun.example.org:3478,turn:eve:s3cret@turn.example.org:3478?transport=tcp"));
        authorization = login(kern);
        Whep.publish(kern, "cam", "Authorization", authorization);
    }

    @AfterAll
    static void stop() {
        kern.close();
    }

    private static String login(TestingKern kern) {
        String answer = kern.postJson("/api/login", "{\"username\": \"admin\", \"password\": \"hunter2\"}")
                .body();
        return "Bearer " + Whep.json(answer).path("access_token").asText();
    }

    private static HttpResponse<String> watch() {
        HttpResponse<String> answer = Whep.post(kern, "cam", BROWSER, "Authorization", authorization);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return answer;
    }

    @Test
    void theAnswerSaysWhereTheResourceIsAndHowItIsNamed() {
        HttpResponse<String> answer = watch();
        assertThat(Whep.header(answer, "Content-Type")).isEqualTo(Whep.SDP);
        assertThat(Whep.header(answer, "Location")).matches("/api/v3/whep/cam/[0-9a-f]{32}");
        assertThat(Whep.header(answer, "ETag")).matches("\"[0-9a-f]+\"");
        assertThat(Whep.header(answer, "Accept-Patch")).isEqualTo(Whep.FRAGMENT);
        assertThat(answer.headers().allValues("Link")).containsExactlyInAnyOrder(STUN, TURN);
        assertThat(answer.body()).contains("a=sendonly", "a=end-of-candidates", "a=setup:passive");
        assertOpenToEverybody(answer);
    }

    @Test
    void theAnswerKeepsTheOrderAndTheNamesOfTheMedia() {
        String audioFirst = SdpOffer.only(BROWSER, "audio")
                + BROWSER.substring(BROWSER.indexOf("m=video"), BROWSER.indexOf("m=audio"));
        String answer = Whep.post(kern, "cam", audioFirst, "Authorization", authorization)
                .body();
        assertThat(answer.indexOf("m=audio")).isPositive().isLessThan(answer.indexOf("m=video"));
        assertThat(answer.indexOf("a=mid:1")).isLessThan(answer.indexOf("a=mid:0"));
    }

    @Test
    void withoutATokenNothingIsTold() {
        HttpResponse<String> offer = Whep.post(kern, "cam", BROWSER);
        assertUnauthorized(offer);
        assertUnauthorized(Whep.post(kern, "cam", BROWSER, "Authorization", "Bearer e30.e30.e30"));
        assertUnauthorized(Whep.post(kern, "nobody", BROWSER));
        String resource = Whep.header(watch(), "Location");
        assertUnauthorized(Whep.patch(kern, resource, "", "If-Match", "*"));
        assertUnauthorized(kern.delete(resource));
        assertUnauthorized(kern.get(resource));
        assertUnauthorized(kern.get("/api/v3/whep/cam"));
        assertUnauthorized(kern.get("/api/v3/whep"));
    }

    private static void assertUnauthorized(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(Whep.json(answer.body()).path("code").asInt()).isEqualTo(401);
        assertThat(answer.headers().allValues("Link")).isEmpty();
        assertOpenToEverybody(answer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v3/whep/cam", "/api/v3/whep/cam/0123", "/api/v3/whep/nobody"})
    void optionsNeedNoTokenAndGiveNoSecretsAway(String path) {
        HttpResponse<String> answer = Whep.options(
                kern,
                path,
                "Origin",
                "https://player.example.org",
                "Access-Control-Request-Method",
                "POST",
                "Access-Control-Request-Headers",
                "authorization,content-type");
        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(Whep.header(answer, "Accept-Post")).isEqualTo(Whep.SDP);
        assertThat(Whep.header(answer, "Accept-Patch")).isEqualTo(Whep.FRAGMENT);
        assertThat(answer.headers().allValues("Link")).containsExactly(STUN);
        assertThat(answer.headers().toString()).doesNotContain("s3cret");
        assertOpenToEverybody(answer);
    }

    @ParameterizedTest
    @CsvSource({"GET, /api/v3/whep/cam", "HEAD, /api/v3/whep/cam", "GET, ''", "HEAD, ''"})
    void lookingIsAnsweredWithNothing(String method, String path) {
        String asked = path.isEmpty() ? Whep.header(watch(), "Location") : path;
        HttpResponse<String> answer = kern.send(method, asked, BodyPublishers.noBody(), "Authorization", authorization);
        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(answer.body()).isEmpty();
        assertOpenToEverybody(answer);
    }

    @Test
    void leavingWorksOnceAndIsNoErrorAfterwards() {
        String resource = Whep.header(watch(), "Location");
        HttpResponse<String> first = kern.delete(resource, "Authorization", authorization, "If-Match", "\"whatever\"");
        assertThat(first.statusCode()).isEqualTo(200);
        assertOpenToEverybody(first);
        assertThat(kern.delete(resource, "Authorization", authorization).statusCode())
                .isEqualTo(204);
        assertThat(Whep.patch(kern, resource, "a=x", "If-Match", "*", "Authorization", authorization)
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void theLocationResolvesBehindAProxyWithAPrefix() throws Exception {
        try (PrefixProxy proxy = new PrefixProxy("/media/kern", kern.uri("/"));
                HttpClient client = HttpClient.newHttpClient()) {
            URI endpoint = proxy.uri("/api/v3/whep/cam");
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(endpoint)
                            .header("Content-Type", Whep.SDP)
                            .header("Authorization", authorization)
                            .POST(BodyPublishers.ofString(BROWSER))
                            .build(),
                    BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
            URI resource = endpoint.resolve(Whep.header(answer, "Location"));
            assertThat(resource.toString()).startsWith(endpoint + "/");

            HttpRequest leave = HttpRequest.newBuilder(resource)
                    .header("Authorization", authorization)
                    .DELETE()
                    .build();
            assertThat(client.send(leave, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
            assertThat(client.send(leave, BodyHandlers.ofString()).statusCode()).isEqualTo(204);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "https, tv.example.org, /tv, https://tv.example.org/tv/api/v3/whep/cam/",
        "https, tv.example.org, '', https://tv.example.org/api/v3/whep/cam/",
        "'', '', /tv/, /tv/api/v3/whep/cam/",
        "javascript, tv.example.org:8443, '', http://tv.example.org:8443/api/v3/whep/cam/",
        "https, 'evil.org/x?', '', /api/v3/whep/cam/",
        "https, tv.example.org, //evil.org, https://tv.example.org/api/v3/whep/cam/",
        "'', '', //evil.org, /api/v3/whep/cam/"
    })
    void theLocationIsWhatATrustedProxySays(String scheme, String host, String prefix, String expected) {
        HttpResponse<String> answer = Whep.post(
                kern,
                "cam",
                BROWSER,
                "Authorization",
                authorization,
                "X-Forwarded-Proto",
                scheme,
                "X-Forwarded-Host",
                host,
                "X-Forwarded-Prefix",
                prefix);
        assertThat(Whep.header(answer, "Location")).startsWith(expected);
    }

    @Test
    void everybodyMayWatchWhatIsPublicButNotSeeWhoDoes() {
        try (TestingKern open = Whep.start(Map.of(
                "CORE_API_AUTH_ENABLE", "true",
                "CORE_API_AUTH_USERNAME", "admin",
                "CORE_API_AUTH_PASSWORD", "hunter2",
                "CORE_TRUSTED_PROXIES", "198.51.100.0/24",
                "CORE_WEBRTC_PUBLIC", "true"))) {
            String token = login(open);
            Whep.publish(open, "cam", "Authorization", token);
            HttpResponse<String> answer = Whep.post(
                    open,
                    "cam",
                    BROWSER,
                    "X-Forwarded-Host",
                    "evil.org",
                    "X-Forwarded-Prefix",
                    "/evil"); // Not from a proxy that is trusted.
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
            String resource = Whep.header(answer, "Location");
            assertThat(resource).startsWith("/api/v3/whep/cam/");
            assertThat(open.get(resource).statusCode()).isEqualTo(204);
            assertThat(open.get("/api/v3/whep").statusCode()).isEqualTo(401);
            assertThat(Whep.viewers(open, "Authorization", token)).hasSize(1);
            assertThat(open.delete(resource).statusCode()).isEqualTo(200);
            assertThat(open.get("/api/v3/process").statusCode()).isEqualTo(401);
        }
    }

    @Test
    void whenItIsOffNoneOfItsRoutesExist() {
        try (TestingKern off = TestingKern.start()) {
            Whep.add(off, Whep.process("cam", ", \"autostart\": false"));
            assertThat(Whep.post(off, "cam", BROWSER).statusCode()).isEqualTo(404);
            assertThat(Whep.post(off, "cam", BROWSER).body()).doesNotContain("webrtc");
            assertThat(off.get("/api/v3/whep").statusCode()).isEqualTo(404);
            assertThat(off.get("/api/v3/whep/cam").statusCode()).isEqualTo(404);
            assertThat(Whep.patch(off, "/api/v3/whep/cam/0123", "").statusCode())
                    .isEqualTo(404);
            assertThat(off.delete("/api/v3/whep/cam/0123").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void aPortThatIsTakenOnlyEndsWatching() throws IOException {
        try (DatagramSocket taken = new DatagramSocket(0, InetAddress.getLoopbackAddress());
                TestingKern without =
                        Whep.start(Map.of("CORE_WEBRTC_UDP_MUX_PORT", Integer.toString(taken.getLocalPort())))) {
            Whep.add(without, Whep.process("cam", ""));
            await().atMost(Whep.PATIENCE)
                    .untilAsserted(() -> assertThat(Whep.json(without.get("/api/v3/process/cam/state")
                                            .body())
                                    .path("exec")
                                    .asText())
                            .isEqualTo("running"));
            HttpResponse<String> answer = Whep.post(without, "cam", BROWSER);
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.body()).contains("webrtc.udp_mux_port").contains(Integer.toString(taken.getLocalPort()));
            assertThat(Whep.viewers(without)).isEmpty();
            assertThat(without.get("/api/v3/whep/cam").statusCode()).isEqualTo(204);
            assertOpenToEverybody(answer);
        }
    }
}
