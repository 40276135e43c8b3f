package media.kern.webrtc.sdp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import media.kern.webrtc.codec.VideoCodec;
import media.kern.webrtc.ice.IceCredentials;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class NegotiationTest {
    private static final StreamFormat BASELINE =
            new StreamFormat(Optional.of(VideoCodec.H264), OptionalInt.of(0x42c01f), true);
    private static final StreamFormat SOUND = new StreamFormat(Optional.empty(), OptionalInt.empty(), true);
    private static final Map<String, SentStream> SENT =
            Map.of("video", new SentStream(-1, 2), "audio", new SentStream(3, 4));

    private static Negotiation negotiate(String sdp, StreamFormat stream) throws Exception {
        return Negotiation.of(Offer.parse(sdp), stream);
    }

    private static NegotiatedMedia of(Negotiation negotiation, String kind) {
        return negotiation.media().stream()
                .flatMap(Optional::stream)
                .filter(media -> media.kind().equals(kind))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> answer(String sdp, StreamFormat stream) throws Exception {
        Offer offer = Offer.parse(sdp);
        LocalTransport transport = new LocalTransport(
                new IceCredentials("frag", "1234567890123456789012"),
                Fingerprint.of(new byte[] {1}),
                Setup.PASSIVE,
                List.of());
        return Answer.write(offer, Negotiation.of(offer, stream), transport, SENT, 1, "name")
                .lines()
                .toList();
    }

    private static String offering(String fmtp) {
        return Offers.OBS.replaceAll("a=fmtp:96.*\n", "a=fmtp:96 " + fmtp + "\n");
    }

    /** Rows: what the viewer decodes. Columns: what the stream is. */
    @ParameterizedTest
    @CsvSource({
        "42e01f, 42c01f, true",
        "42e01f, 42c033, true",
        "42001f, 42c01f, true",
        "4d001f, 42c01f, true",
        "4d001f, 4d001f, true",
        "64001f, 4d001f, true",
        "64001f, 640c1f, true",
        "640c1f, 640c1f, true",
        "64001f, 64001f, true",
        "4d001f, 64001f, false",
        "640c1f, 64001f, false",
        "640c1f, 4d001f, false",
        "42001f, 42001f, true",
        "64001f, 6e001f, false"
    })
    void matchesProfiles(String viewer, String stream, boolean plays) throws Exception {
        String sdp = offering("packetization-mode=1;profile-level-id=" + viewer);
        StreamFormat format =
                new StreamFormat(Optional.of(VideoCodec.H264), OptionalInt.of(Integer.parseInt(stream, 16)), true);
        if (plays) {
            assertThat(of(negotiate(sdp, format), "video").note()).isEmpty();
        } else {
            assertThatThrownBy(() -> negotiate(sdp, format))
                    .isInstanceOf(CodecMismatchException.class)
                    .hasMessageContaining("profile-level-id=" + stream);
        }
    }

    @Test
    void prefersTheProfileOfTheStream() throws Exception {
        assertThat(of(negotiate(Offers.CHROME, BASELINE), "video").format().type())
                .isEqualTo(106);
        StreamFormat main = new StreamFormat(Optional.of(VideoCodec.H264), OptionalInt.of(0x4d401f), true);
        assertThat(of(negotiate(Offers.CHROME, main), "video").format().type()).isEqualTo(108);
    }

    @Test
    void triesConstrainedBaselineForAGreaterProfileAndSaysSo() throws Exception {
        StreamFormat high = new StreamFormat(Optional.of(VideoCodec.H264), OptionalInt.of(0x64001f), true);
        NegotiatedMedia video = of(negotiate(Offers.OBS, high), "video");

        assertThat(video.format().type()).isEqualTo(96);
        assertThat(video.note().orElseThrow()).contains("64001f").contains("42e01f");
    }

    @ParameterizedTest
    @CsvSource({"packetization-mode=0;profile-level-id=42e01f", "profile-level-id=42e01f", "packetization-mode=2"})
    void needsFragments(String fmtp) {
        assertThatThrownBy(() -> negotiate(offering(fmtp), BASELINE))
                .isInstanceOf(CodecMismatchException.class)
                .hasMessageContaining("packetization-mode=1");
    }

    @Test
    void takesWhoSaysNothingOfProfilesForConstrainedBaseline() throws Exception {
        assertThat(of(negotiate(offering("packetization-mode=1"), BASELINE), "video")
                        .note())
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void findsEveryCodecInTheOfferOfChrome(VideoCodec codec) throws Exception {
        StreamFormat format = new StreamFormat(Optional.of(codec), OptionalInt.of(0x42c01f), true);
        NegotiatedMedia video = of(negotiate(Offers.CHROME, format), "video");

        assertThat(video.format().encoding()).isEqualTo(codec.encodingName());
        assertThat(video.nack()).isEqualTo(video.retransmission().isPresent());
    }

    @Test
    void namesTheCodecThatIsMissing() {
        StreamFormat vp9 = new StreamFormat(Optional.of(VideoCodec.VP9), OptionalInt.empty(), true);
        assertThatThrownBy(() -> negotiate(Offers.OBS, vp9))
                .isInstanceOf(CodecMismatchException.class)
                .hasMessageContaining("VP9/90000");
        assertThatThrownBy(() -> negotiate(Offers.OBS.replace("OPUS/48000/2", "G722/8000"), BASELINE))
                .isInstanceOf(CodecMismatchException.class)
                .hasMessageContaining("opus/48000/2");
    }

    @Test
    void agreesOnRetransmissionAndFeedbackOfTheChosenType() throws Exception {
        NegotiatedMedia video = of(negotiate(Offers.CHROME, BASELINE), "video");

        assertThat(video.retransmission().orElseThrow().type()).isEqualTo(107);
        assertThat(video.feedback())
                .containsExactlyInAnyOrder("goog-remb", "transport-cc", "ccm fir", "nack", "nack pli");
        assertThat(video.midExtension()).isEqualTo(OptionalInt.of(9));
        assertThat(video.transportExtension()).isEqualTo(OptionalInt.of(4));
    }

    /** Otherwise a repeated packet would differ in its number in the transport, under the same key stream. */
    @Test
    void numbersNoPacketsThatAreRepeatedInTheirOwnStream() throws Exception {
        String sdp = Offers.CHROME.replace("a=fmtp:107 apt=106\n", "");
        NegotiatedMedia video = of(negotiate(sdp, BASELINE), "video");

        assertThat(video.nack()).isTrue();
        assertThat(video.retransmission()).isEmpty();
        assertThat(video.transportExtension()).isEmpty();
        assertThat(video.feedback()).doesNotContain("transport-cc");
    }

    @Test
    void tellsStereoToWhoWantsIt() throws Exception {
        assertThat(of(negotiate(Offers.CHROME, BASELINE), "audio").parameters())
                .isEqualTo("minptime=10;useinbandfec=1;stereo=1;sprop-stereo=1");
        assertThat(of(negotiate(Offers.SAFARI, BASELINE), "audio").parameters())
                .isEqualTo("minptime=10;useinbandfec=1");
        assertThat(of(negotiate(Offers.GSTREAMER, BASELINE), "audio").parameters())
                .isEqualTo("sprop-stereo=1;stereo=1");
    }

    @Test
    void rejectsTheMediaThatTheStreamLacks() throws Exception {
        List<String> answer = answer(Offers.CHROME, SOUND);

        assertThat(answer).contains("m=video 0 UDP/TLS/RTP/SAVPF 96", "a=group:BUNDLE 1");
        assertThat(answer.subList(answer.indexOf("m=video 0 UDP/TLS/RTP/SAVPF 96"), answer.size()))
                .contains("a=inactive", "m=audio 9 UDP/TLS/RTP/SAVPF 111", "a=sendonly", "a=end-of-candidates");
    }

    @Test
    void answersInTheOrderOfTheOffer() throws Exception {
        assertThat(answer(Offers.FIREFOX, BASELINE))
                .filteredOn(line -> line.startsWith("m="))
                .containsExactly("m=audio 9 UDP/TLS/RTP/SAVPF 109", "m=video 9 UDP/TLS/RTP/SAVPF 126 127");
    }

    @Test
    void rejectsASecondVideoAndWhatIsUnknown() throws Exception {
        String second = Offers.CHROME
                .substring(Offers.CHROME.indexOf("m=video"), Offers.CHROME.indexOf("m=audio"))
                .replace("a=mid:0", "a=mid:2");
        String sdp = Offers.CHROME.replace("BUNDLE 0 1", "BUNDLE 0 1 2 3") + second
                + "m=application 9 UDP/DTLS/SCTP webrtc-datachannel\na=mid:3\na=sctp-port:5000\n";

        assertThat(answer(sdp, BASELINE))
                .filteredOn(line -> line.startsWith("m="))
                .containsExactly(
                        "m=video 9 UDP/TLS/RTP/SAVPF 106 107",
                        "m=audio 9 UDP/TLS/RTP/SAVPF 111",
                        "m=video 0 UDP/TLS/RTP/SAVPF 96",
                        "m=application 0 UDP/DTLS/SCTP webrtc-datachannel");
    }

    @Test
    void answersOneMediumIfOneIsOffered() throws Exception {
        String sdp =
                Offers.CHROME.substring(0, Offers.CHROME.indexOf("m=audio")).replace("BUNDLE 0 1", "BUNDLE 0");

        assertThat(answer(sdp, BASELINE))
                .filteredOn(line -> line.startsWith("m="))
                .containsExactly("m=video 9 UDP/TLS/RTP/SAVPF 106 107");
        assertThatThrownBy(() -> negotiate(sdp, SOUND))
                .isInstanceOf(CodecMismatchException.class)
                .hasMessageContaining("no audio to receive");
    }

    @Test
    void writesNumbersOfStreamsUnsigned() throws Exception {
        assertThat(answer(Offers.CHROME, BASELINE))
                .contains("a=ssrc-group:FID 4294967295 2", "a=ssrc:4294967295 cname:name", "a=rtpmap:111 opus/48000/2");
    }
}
