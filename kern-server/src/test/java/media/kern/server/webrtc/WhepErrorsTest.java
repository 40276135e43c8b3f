package media.kern.server.webrtc;

import static media.kern.server.webrtc.SdpOffer.BROWSER;
import static media.kern.server.webrtc.SdpOffer.without;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.stream.Stream;
import media.kern.server.TestingKern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a player is told when it cannot watch, row by row. */
class WhepErrorsTest {
    private static final String CREDENTIALS = "a=ice-ufrag:Qb3x\r\na=ice-pwd:gT4WzQ0aVn8sYp2LkXf6Rm1c\r\n";
    private static final String NEW_CREDENTIALS = "a=ice-ufrag:Zz9y\r\na=ice-pwd:0123456789abcdefghijklmn\r\n";
    private static final String CANDIDATE =
            "m=video 9 UDP/TLS/RTP/SAVPF 0\r\na=mid:0\r\na=candidate:1 1 udp 2130706431 127.0.0.1 9 typ host\r\n";

    private static TestingKern kern;

    @BeforeAll
    static void publish() {
        kern = Whep.start(Map.of("CORE_WEBRTC_MAX_PEERS_PER_STREAM", "0", "CORE_WEBRTC_MAX_PEERS", "0"));
        Whep.publish(kern, "cam");
        Whep.add(kern, Whep.process("resting", ", \"autostart\": false"));
        Whep.add(
                kern,
                Whep.process("other", ", \"autostart\": false").replace("\"enabled\": true", "\"enabled\": false"));
    }

    @AfterAll
    static void stop() {
        kern.close();
    }

    /** Whoever was refused has left nothing behind. */
    @AfterEach
    void nobodyIsLeft() {
        Whep.viewers(kern)
                .forEach(viewer -> kern.delete(
                        "/api/v3/whep/cam/" + viewer.path("resource").asText()));
        assertThat(Whep.viewers(kern)).isEmpty();
    }

    static Stream<Arguments> offersThatAreNone() {
        return Stream.of(
                Arguments.of("", "the body has to be an SDP offer, and is empty"),
                Arguments.of(" \r\n", "the body has to be an SDP offer, and is empty"),
                Arguments.of("hello", "not a session description"),
                Arguments.of("{\"sdp\": \"v=0\"}", "not a session description"),
                Arguments.of("v=0\r\nnonsense\r\n", "line 2"),
                Arguments.of("v=0\r\nm=video\r\n", "line 2"),
                Arguments.of("v=0\r\ns=-\r\n", "no audio or video"),
                Arguments.of(without(BROWSER, "a=ice-ufrag"), "a=ice-ufrag"),
                Arguments.of(without(BROWSER, "a=ice-pwd"), "a=ice-pwd"),
                Arguments.of(BROWSER.replace("a=ice-pwd:gT4WzQ0aVn8sYp2LkXf6Rm1c", "a=ice-pwd:short"), "a=ice-pwd"),
                Arguments.of(without(BROWSER, "a=fingerprint"), "a=fingerprint"),
                Arguments.of(BROWSER.replace("a=fingerprint:sha-256", "a=fingerprint:md2"), "a=fingerprint"),
                Arguments.of(without(BROWSER, "a=group"), "a=group:BUNDLE"),
                Arguments.of(without(BROWSER, "a=rtcp-mux"), "a=rtcp-mux"),
                Arguments.of(BROWSER.replace("a=recvonly", "a=sendonly"), "recvonly"),
                Arguments.of(BROWSER.replace("a=recvonly", "a=inactive"), "recvonly"),
                Arguments.of(
                        SdpOffer.atSessionLevel(BROWSER.replace("a=recvonly", "a=sendonly"), "a=sendonly"), "recvonly"),
                Arguments.of(BROWSER.replace("a=rtpmap:102 H264/90000", "a=rtpmap:102 H264"), "a=rtpmap"));
    }

    @ParameterizedTest
    @MethodSource("offersThatAreNone")
    void whatIsNoOfferIs400AndTheAnswerSaysWhatIsWrong(String offer, String reason) {
        HttpResponse<String> answer = Whep.post(kern, "cam", offer);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(answer.body()).startsWith("webrtc: ").contains(reason);
        assertOpenToEverybody(answer);
    }

    @ParameterizedTest
    @CsvSource({"nobody", "other", "..%2fcam"})
    void aStreamThatIsUnknownOrNotEnabledIs404(String id) {
        HttpResponse<String> answer = Whep.post(kern, id, BROWSER);
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).isEqualTo("webrtc: stream not found");
        assertOpenToEverybody(answer);
    }

    @ParameterizedTest
    @CsvSource({"cam", "resting", "nobody"})
    void patchingAnUnknownResourceIs404(String id) {
        HttpResponse<String> answer = Whep.patch(kern, "/api/v3/whep/" + id + "/0123", CREDENTIALS, "If-Match", "*");
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).isEqualTo("webrtc: resource not found");
        assertOpenToEverybody(answer);
    }

    @ParameterizedTest
    @CsvSource({"cam", "resting", "nobody"})
    void deletingAnUnknownResourceIs204(String id) {
        HttpResponse<String> answer = kern.delete("/api/v3/whep/" + id + "/0123");
        assertThat(answer.statusCode()).isEqualTo(204);
        assertOpenToEverybody(answer);
    }

    @ParameterizedTest
    @CsvSource({
        "PUT, /api/v3/whep/cam, POST",
        "PATCH, /api/v3/whep/cam, POST",
        "DELETE, /api/v3/whep/cam, POST",
        "POST, /api/v3/whep/cam/0123, PATCH",
        "PUT, /api/v3/whep/cam/0123, DELETE"
    })
    void anotherMethodIs405AndNamesTheRightOnes(String method, String path, String right) {
        HttpResponse<String> answer = kern.send(method, path, BodyPublishers.ofString(""));
        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(Whep.header(answer, "Allow")).contains(right).contains("OPTIONS");
        assertOpenToEverybody(answer);
    }

    static Stream<Arguments> offersWithoutTheCodec() {
        String baseline = "packetization-mode=1;profile-level-id=42e01f";
        return Stream.of(
                Arguments.of(BROWSER.replace("H264/", "H261/"), "H264"),
                Arguments.of(BROWSER.replace("opus/48000/2", "speex/16000"), "opus/48000/2"),
                Arguments.of(
                        BROWSER.replace(baseline, "packetization-mode=0;profile-level-id=42e01f"),
                        "packetization-mode=1"),
                Arguments.of(BROWSER.replace(baseline, "profile-level-id=42e01f"), "packetization-mode=1"),
                Arguments.of(
                        BROWSER.replace(baseline, "packetization-mode=1;profile-level-id=f4001f"), "profile-level-id"));
    }

    @ParameterizedTest
    @MethodSource("offersWithoutTheCodec")
    void anOfferWithoutTheCodecIs406AndTheAnswerNamesIt(String offer, String codec) {
        HttpResponse<String> answer = Whep.post(kern, "cam", offer);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(406);
        assertThat(answer.body()).contains(codec);
        assertOpenToEverybody(answer);
    }

    @Test
    void aProcessThatDoesNotRunIs409AndSaysWhenToTryAgain() {
        HttpResponse<String> answer = Whep.post(kern, "resting", BROWSER);
        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.body()).contains("not running");
        assertThat(Integer.parseInt(Whep.header(answer, "Retry-After"))).isPositive();
        assertOpenToEverybody(answer);
    }

    @Test
    void aStaleTagIs412() {
        HttpResponse<String> answer = Whep.patch(kern, resource(), CREDENTIALS + CANDIDATE, "If-Match", "\"old\"");
        assertThat(answer.statusCode()).isEqualTo(412);
        assertThat(answer.body()).contains("If-Match");
        assertOpenToEverybody(answer);
    }

    @Test
    void aWeakTagIsNotTheStrongOne() {
        HttpResponse<String> watching = Whep.post(kern, "cam", BROWSER);
        HttpResponse<String> answer = Whep.patch(
                kern,
                Whep.header(watching, "Location"),
                CREDENTIALS + CANDIDATE,
                "If-Match",
                "W/" + Whep.header(watching, "ETag"));
        assertThat(answer.statusCode()).isEqualTo(412);
    }

    @Test
    void noTagIs428() {
        HttpResponse<String> trickle = Whep.patch(kern, resource(), CANDIDATE);
        assertThat(trickle.statusCode()).isEqualTo(428);
        assertThat(trickle.body()).contains("If-Match");
        HttpResponse<String> restart = Whep.patch(kern, resource(), NEW_CREDENTIALS + CANDIDATE);
        assertThat(restart.statusCode()).isEqualTo(428);
        assertThat(restart.body()).contains("If-Match: *");
        assertOpenToEverybody(restart);
    }

    @Test
    void aFragmentThatCannotBeAppliedIs422() {
        HttpResponse<String> answer = Whep.patch(kern, resource(), CANDIDATE, "If-Match", "*");
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("a=ice-ufrag");
        assertOpenToEverybody(answer);
    }

    static Stream<String> fragmentsThatAreNone() {
        return Stream.of("", "\r\n", "hello", "a=ice-ufrag:Qb3x\r\n", CREDENTIALS + NEW_CREDENTIALS);
    }

    @ParameterizedTest
    @MethodSource("fragmentsThatAreNone")
    void aFragmentThatIsNoneIs400(String fragment) {
        HttpResponse<String> watching = Whep.post(kern, "cam", BROWSER);
        HttpResponse<String> answer = Whep.patch(
                kern, Whep.header(watching, "Location"), fragment, "If-Match", Whep.header(watching, "ETag"));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(answer.body()).startsWith("webrtc: ");
    }

    @Test
    void moreThan64KibIs413() {
        String long64 = BROWSER + "a=x\r\n".repeat(20_000);
        assertThat(Whep.post(kern, "cam", long64).statusCode()).isEqualTo(413);
        HttpResponse<String> answer = Whep.patch(kern, resource(), long64, "If-Match", "*");
        assertThat(answer.statusCode()).isEqualTo(413);
        assertOpenToEverybody(answer);
    }

    @ParameterizedTest
    @CsvSource({"application/json", "text/plain", "application/sdp+x", "''"})
    void anotherContentTypeIs415(String type) {
        HttpResponse<String> offer = typed("POST", "/api/v3/whep/cam", type);
        assertThat(offer.statusCode()).isEqualTo(415);
        assertThat(offer.body()).contains(Whep.SDP);
        HttpResponse<String> fragment = typed("PATCH", resource(), type);
        assertThat(fragment.statusCode()).isEqualTo(415);
        assertThat(fragment.body()).contains(Whep.FRAGMENT);
        assertOpenToEverybody(fragment);
    }

    private static HttpResponse<String> typed(String method, String path, String type) {
        String[] headers = type.isEmpty() ? new String[0] : new String[] {"Content-Type", type};
        return kern.send(method, path, BodyPublishers.ofString(BROWSER), headers);
    }

    @Test
    void theContentTypeMayHaveParametersAndCapitals() {
        HttpResponse<String> answer = typed("POST", "/api/v3/whep/cam", "Application/SDP; charset=utf-8");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    }

    @ParameterizedTest
    @CsvSource({"application/json", "application/problem+json", "'application/sdp, application/problem+json;q=0.5'"})
    void whoAcceptsJsonGetsProblemDetails(String accept) {
        HttpResponse<String> answer = Whep.post(kern, "nobody", BROWSER, "Accept", accept);
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(Whep.header(answer, "Content-Type")).isEqualTo("application/problem+json");
        JsonNode problem = Whep.json(answer.body());
        assertThat(problem.path("status").asInt()).isEqualTo(404);
        assertThat(problem.path("title").asText()).isEqualTo("Not Found");
        assertThat(problem.path("detail").asText()).isEqualTo("webrtc: stream not found");
    }

    @ParameterizedTest
    @CsvSource({"application/sdp", "*/*", "text/plain"})
    void everybodyElseGetsText(String accept) {
        HttpResponse<String> answer = Whep.post(kern, "nobody", BROWSER, "Accept", accept);
        assertThat(Whep.header(answer, "Content-Type")).startsWith("text/plain");
        assertThat(answer.body()).isEqualTo("webrtc: stream not found");
    }

    @Test
    void theWrongMethodIsAProblemToo() {
        HttpResponse<String> answer =
                kern.send("PUT", "/api/v3/whep/cam", BodyPublishers.ofString(""), "Accept", "application/json");
        assertThat(Whep.header(answer, "Content-Type")).isEqualTo("application/problem+json");
        assertThat(Whep.json(answer.body()).path("status").asInt()).isEqualTo(405);
    }

    private static String resource() {
        HttpResponse<String> answer = Whep.post(kern, "cam", BROWSER);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return Whep.header(answer, "Location");
    }

    static void assertOpenToEverybody(HttpResponse<?> answer) {
        assertThat(Whep.header(answer, "Access-Control-Allow-Origin")).isEqualTo("*");
        assertThat(Whep.header(answer, "Access-Control-Expose-Headers"))
                .contains("Location", "ETag", "Link", "Retry-After", "Accept-Patch");
        assertThat(Whep.header(answer, "Access-Control-Allow-Methods")).contains("POST", "PATCH", "DELETE", "OPTIONS");
        assertThat(Whep.header(answer, "Access-Control-Allow-Headers"))
                .contains("Content-Type", "Authorization", "If-Match");
    }
}
