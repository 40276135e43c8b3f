package media.kern.server.webrtc;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import media.kern.server.TestingKern;
import media.kern.webrtc.net.Transport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Offers as the players in the field write them: each of them plays. */
class WhepOffersTest {
    private static TestingKern kern;
    private static Transport transport;

    @BeforeAll
    static void publish() {
        transport = Transport.start(1, true);
        kern = Whep.start(Map.of());
        Whep.publish(kern, "cam");
        Whep.add(kern, Whep.process("mute", "").replace("1:a:0", "0:a:0")); // Which its source has not.
        Whep.awaitMedia(kern, "mute");
    }

    @AfterAll
    static void stop() {
        kern.close();
        transport.close();
    }

    static Stream<Arguments> offers() {
        return Stream.of(
                offer("the usual one", offer -> offer),
                offer("fingerprint of the session, as Firefox", of -> SdpOffer.atSessionLevel(of, "a=fingerprint")),
                offer("setup of the session", of -> SdpOffer.atSessionLevel(of, "a=setup")),
                offer("direction of the session", of -> SdpOffer.atSessionLevel(of, "a=recvonly")),
                offer("no direction, which is both", of -> SdpOffer.without(of, "a=recvonly")),
                offer(
                        "names only, as of mDNS",
                        of -> of.replaceAll(
                                "a=candidate:[^\r]*",
                                "a=candidate:1 1 udp 2113937151 0b6e3c3e-58ae-4a3b.local 51234 typ host")),
                offer("line ends of Unix", of -> of.replace("\r\n", "\n")),
                offer(
                        "unknown attributes, and application data",
                        of -> of + "m=application 9 UDP/DTLS/SCTP"
                                + " webrtc-datachannel\r\nc=IN IP4 0.0.0.0\r\na=mid:2\r\na=sctp-port:5000\r\n"),
                offer(
                        "unknown candidates",
                        of -> of.replaceFirst(
                                "a=candidate",
                                "a=candidate:9 1 sctp 1 192.0.2.1 9 typ host\r\na=candidate:junk\r\na=candidate")),
                offer("old format names of the transport", of -> of.replace("UDP/TLS/RTP/SAVPF", "RTP/SAVPF")),
                offer("capitals", of -> of.replace("H264/90000", "h264/90000").replace("opus/48000/2", "OPUS/48000/2")),
                offer(
                        "transport-cc that nobody heeds",
                        of -> of.replace(
                                "a=recvonly",
                                "a=recvonly\r\na=extmap:5 http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01")),
                offer("no header extensions", of -> SdpOffer.without(of, "a=extmap")),
                offer(
                        "Safari: a level that no stream has",
                        of -> of.replace("42e01f", "42e034").replace("64001f", "640c34")),
                offer(
                        "mode 0 before mode 1",
                        of -> of.replaceFirst("96 ", "95 96 ")
                                .replaceFirst(
                                        "a=rtpmap:96",
                                        "a=rtpmap:95 H264/90000\r\na=fmtp:95 profile-level-id=42e01f;packetization-mode=0\r\n"
                                                + "a=rtpmap:96")));
    }

    private static Arguments offer(String name, UnaryOperator<String> change) {
        return Arguments.of(name, change);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("offers")
    void plays(String name, UnaryOperator<String> change) throws Exception {
        try (Player player = Player.watch(kern, "cam", transport, change)) {
            player.playing(2);
            assertThat(SdpOffer.value(player.answer().body(), "a=group:BUNDLE"))
                    .as(name)
                    .isEqualTo(" 0 1");
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void oneMediumAlonePlaysWithoutABundle(String kind, String name) throws Exception {
        UnaryOperator<String> one = offer -> SdpOffer.without(SdpOffer.only(offer, kind), "a=group");
        try (Player player = Player.watch(kern, "cam", transport, one)) {
            player.playing(1);
            assertThat(player.answer().body())
                    .containsOnlyOnce("m=")
                    .contains("m=" + kind + " 9 ")
                    .contains(name);
        }
    }

    static Stream<Arguments> kinds() {
        return Stream.of(Arguments.of("video", "H264/90000"), Arguments.of("audio", "opus/48000/2"));
    }

    @Test
    void whatTheStreamLacksIsRejectedAndTheRestPlays() throws Exception {
        try (Player player = Player.watch(kern, "mute", transport)) {
            player.playing(1);
            assertThat(player.answer().body()).contains("m=video 9 ").contains("m=audio 0 ");
            assertThat(SdpOffer.value(player.answer().body(), "a=group:BUNDLE")).isEqualTo(" 0");
        }
    }

    @Test
    void onlyAudioOfferedToAStreamWithoutIs406() {
        HttpResponse<String> answer = Whep.post(kern, "mute", SdpOffer.only(SdpOffer.BROWSER, "audio"));
        assertThat(answer.statusCode()).isEqualTo(406);
        assertThat(answer.body()).contains("video");
    }

    @Test
    void theProfileOfTheStreamIsChosenAndEchoed() {
        String offer = SdpOffer.BROWSER
                .replace("UDP/TLS/RTP/SAVPF 96 97 102", "UDP/TLS/RTP/SAVPF 96 97 104 102")
                .replace(
                        "a=rtpmap:102",
                        "a=rtpmap:104 H264/90000\r\na=fmtp:104"
                                + " level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=f4001f\r\na=rtpmap:102");
        String answer = Whep.post(kern, "cam", offer).body();
        assertThat(answer)
                .contains("a=rtpmap:102 H264/90000", "a=fmtp:102 level-asymmetry-allowed=1;packetization-mode=1")
                .doesNotContain("a=rtpmap:104", "VP8");
    }

    @Test
    void stereoIsGivenToWhoAsksForIt() {
        assertThat(Whep.post(kern, "cam", SdpOffer.BROWSER).body()).doesNotContain("stereo=1");
        String stereo = SdpOffer.BROWSER.replace("useinbandfec=1", "useinbandfec=1;stereo=1");
        assertThat(Whep.post(kern, "cam", stereo).body()).contains("stereo=1").contains("sprop-stereo=1");
    }

    @Test
    void theAnswerHasAllCandidatesAndOnlyNumbers() {
        String answer = Whep.post(kern, "cam", SdpOffer.BROWSER).body();
        assertThat(answer.lines().filter(line -> line.startsWith("a=candidate:")))
                .isNotEmpty()
                .allMatch(line -> line.matches("a=candidate:\\S+ 1 udp [0-9]+ [0-9a-f.:]+ [0-9]+ typ \\S+.*"));
        assertThat(answer).contains("a=end-of-candidates");
    }

    @Test
    void whoHasNoTagButTheCredentialsMayTrickle() throws Exception {
        try (Player player = Player.watch(kern, "cam", transport, offer -> SdpOffer.without(offer, "a=candidate"))) {
            player.playing(2); // Our address is learnt from our checks.
            HttpResponse<String> trickled = Whep.patch(kern, player.location(), fragment(player));
            assertThat(trickled.statusCode()).as(trickled.body()).isEqualTo(204);
            assertThat(trickled.body()).isEmpty();
            assertThat(trickled.headers().firstValue("ETag")).isEmpty();
            player.playing(2);
        }
    }

    private static String fragment(Player player) {
        String offer = player.client().offer();
        return "a=ice-ufrag:" + SdpOffer.value(offer, "a=ice-ufrag:") + "\r\na=ice-pwd:"
                + SdpOffer.value(offer, "a=ice-pwd:")
                + "\r\nm=video 9 UDP/TLS/RTP/SAVPF 0\r\na=mid:0\r\n"
                + "a=candidate:1 1 udp 2113937151 somewhere.local 51234 typ host\r\n"
                + "a=candidate:2 1 sctp 2113937151 192.0.2.1 9 typ host\r\na=end-of-candidates\r\n";
    }

    @Test
    void aTagOfTheAnswerTrickles() throws Exception {
        try (Player player = Player.watch(kern, "cam", transport)) {
            HttpResponse<String> trickled = Whep.patch(
                    kern,
                    player.location(),
                    "a=mid:0\r\na=end-of-candidates\r\n",
                    "If-Match",
                    "\"other\", " + Whep.header(player.answer(), "ETag"));
            assertThat(trickled.statusCode()).as(trickled.body()).isEqualTo(204);
            player.playing(2);
        }
    }

    @Test
    void aRestartOfIceGoesOnPlayingUnderAnotherTag() throws Exception {
        try (Player player = Player.watch(kern, "cam", transport).playing(2)) {
            String before = Whep.header(player.answer(), "ETag");
            HttpResponse<String> restarted =
                    Whep.patch(kern, player.location(), player.client().restart(), "If-Match", "*");
            assertThat(restarted.statusCode()).as(restarted.body()).isEqualTo(200);
            assertThat(Whep.header(restarted, "Content-Type")).isEqualTo(Whep.FRAGMENT);
            assertThat(restarted.body()).contains("a=ice-ufrag:", "a=ice-pwd:", "a=candidate:", "a=end-of-candidates");
            String after = Whep.header(restarted, "ETag");
            assertThat(after).matches("\"[0-9a-f]+\"").isNotEqualTo(before);
            player.client().restarted(restarted.body());
            player.playing(2);
            assertThat(Whep.patch(kern, player.location(), "a=mid:0", "If-Match", before)
                            .statusCode())
                    .isEqualTo(412);
            assertThat(Whep.patch(kern, player.location(), "a=mid:0", "If-Match", after)
                            .statusCode())
                    .isEqualTo(204);
        }
    }
}
