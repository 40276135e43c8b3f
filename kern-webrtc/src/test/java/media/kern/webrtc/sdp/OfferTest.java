package media.kern.webrtc.sdp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class OfferTest {

    static Stream<String> clients() {
        return Stream.of(Offers.CHROME, Offers.FIREFOX, Offers.SAFARI, Offers.OBS, Offers.GSTREAMER);
    }

    @ParameterizedTest
    @MethodSource("clients")
    void readsWhatClientsOffer(String sdp) throws SdpException {
        for (String text : List.of(sdp, sdp.replace("\n", "\r\n"))) {
            Offer offer = Offer.parse(text);

            assertThat(offer.media()).hasSize(2).allMatch(OfferedMedia::usable);
            assertThat(offer.transport().credentials().valid()).isTrue();
            assertThat(offer.transport().fingerprints())
                    .extracting(Fingerprint::toString)
                    .containsExactly(Offers.FINGERPRINT);
            assertThat(offer.transport().lite()).isFalse();
        }
    }

    @Test
    void readsCandidatesAndLeavesOutNames() throws SdpException {
        assertThat(Offer.parse(Offers.SAFARI).transport().candidates())
                .extracting(Object::toString)
                .containsExactly("srflx udp 192.0.2.5:51472");
    }

    @Test
    void knowsWhoBeginsTheHandshake() throws SdpException {
        assertThat(Offer.parse(Offers.OBS).transport().setup()).isEqualTo(Setup.ACTIVE);
        assertThat(Offer.parse(Offers.CHROME).transport().setup().answer()).isEqualTo(Setup.PASSIVE);
        assertThat(Offer.parse(Offers.CHROME.replace("a=setup:actpass", "a=setup:passive"))
                        .transport()
                        .setup()
                        .answer())
                .isEqualTo(Setup.ACTIVE);
    }

    @Test
    void knowsAgentsThatOnlyAnswer() throws SdpException {
        assertThat(Offer.parse(Offers.CHROME.replace("a=extmap-allow-mixed", "a=ice-lite"))
                        .transport()
                        .lite())
                .isTrue();
    }

    @Test
    void takesAFormThatIsNotBundledForNotUsable() throws SdpException {
        Offer offer = Offer.parse(Offers.CHROME.replace("BUNDLE 0 1", "BUNDLE 0"));

        assertThat(offer.media()).extracting(OfferedMedia::usable).containsExactly(true, false);
    }

    @Test
    void takesPort0ForNotUsableUnlessItIsBundleOnly() throws SdpException {
        String rejected = Offers.CHROME.replace("m=audio 9 ", "m=audio 0 ");

        assertThat(Offer.parse(rejected).media())
                .extracting(OfferedMedia::usable)
                .containsExactly(true, false);
        assertThat(Offer.parse(rejected.replace("a=mid:1", "a=mid:1\na=bundle-only"))
                        .media())
                .allMatch(OfferedMedia::usable);
    }

    @Test
    void needsNoBundleForOneMedium() throws SdpException {
        String sdp =
                Offers.CHROME.substring(0, Offers.CHROME.indexOf("m=audio")).replace("a=group:BUNDLE 0 1\n", "");

        assertThat(Offer.parse(sdp).media()).singleElement().matches(OfferedMedia::usable);
    }

    static Stream<Arguments> broken() {
        String chrome = Offers.CHROME;
        return Stream.of(
                Arguments.of("", "first line"),
                Arguments.of("hello", "first line"),
                Arguments.of("{\"type\":\"offer\"}", "first line"),
                Arguments.of("v=0\n", "no audio or video"),
                Arguments.of("v=0\nx", "line 2"),
                Arguments.of("v=0\nm=video\n", "line 2"),
                Arguments.of("v=0\nm=video 999999 RTP 1\n", "line 2"),
                Arguments.of(chrome.replaceAll("a=ice-ufrag.*\n", ""), "a=ice-ufrag"),
                Arguments.of(chrome.replaceAll("a=ice-pwd.*\n", ""), "a=ice-pwd"),
                Arguments.of(chrome.replaceAll("a=ice-pwd.*\n", "a=ice-pwd:short\n"), "22 to 256"),
                Arguments.of(chrome.replaceAll("a=fingerprint.*\n", ""), "a=fingerprint"),
                Arguments.of(chrome.replace("sha-256", "sha-1"), "sha-256"),
                Arguments.of(chrome.replaceAll("a=group.*\n", ""), "BUNDLE"),
                Arguments.of(chrome.replaceAll("a=rtcp-mux\n", ""), "a=rtcp-mux"),
                Arguments.of(chrome.replace("a=recvonly", "a=sendonly"), "receive nothing"),
                Arguments.of(chrome.replace("a=recvonly", "a=inactive"), "receive nothing"),
                Arguments.of(chrome.replace("a=setup:actpass", "a=setup:holdconn"), "a=setup"),
                Arguments.of(chrome.replace("a=rtpmap:96 VP8/90000", "a=rtpmap:VP8"), "a=rtpmap"),
                Arguments.of("v=0\n" + "m=video 9 UDP 1\n".repeat(33), "32 media"),
                Arguments.of("v=0\n" + "a=x\n".repeat(2001), "2000 attributes"),
                Arguments.of("v=0\nm=video 9 UDP" + " 1".repeat(201), "line 2"),
                Arguments.of("v=0\n" + "a".repeat(65536), "65536"));
    }

    @ParameterizedTest
    @MethodSource("broken")
    void saysWhatIsWrong(String sdp, String message) {
        assertThatThrownBy(() -> Offer.parse(sdp))
                .isInstanceOf(SdpException.class)
                .hasMessageContaining(message)
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(200));
    }

    @Test
    void boundsCandidatesAndFingerprints() throws SdpException {
        StringBuilder many = new StringBuilder(Offers.CHROME);
        for (int i = 1; i <= 500; i++) {
            many.append("a=candidate:1 1 udp 1 192.0.2.1 ").append(i).append(" typ host\n");
            many.append("a=fingerprint:sha-256 ").append("%02X:01\n".formatted(i & 0xFF));
        }
        RemoteTransport transport = Offer.parse(many.toString()).transport();

        assertThat(transport.candidates()).hasSize(100);
        assertThat(transport.fingerprints()).hasSize(8);
    }
}
