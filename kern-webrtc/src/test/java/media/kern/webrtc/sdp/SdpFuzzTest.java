package media.kern.webrtc.sdp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import media.kern.webrtc.codec.VideoCodec;
import media.kern.webrtc.ice.IceCredentials;

class SdpFuzzTest {
    private static final LocalTransport TRANSPORT =
            new LocalTransport(IceCredentials.random(), Fingerprint.of(new byte[] {1}), Setup.PASSIVE, List.of());
    private static final Map<String, SentStream> SENT =
            Map.of("video", new SentStream(1, 2), "audio", new SentStream(3, 4));

    /** An offer is answered, or refused with a reason that can be shown; the answer has the media of the offer. */
    @FuzzTest
    void answersAnyOfferOrRefusesIt(byte[] data) {
        answer(new String(data, UTF_8));
    }

    /** The same behind lines that are needed, which a fuzzer takes long to find. */
    @FuzzTest
    void answersAnyMediaOrRefusesThem(byte[] data) {
        answer(
                "v=0\na=group:BUNDLE 0 1\na=ice-ufrag:abcd\na=ice-pwd:1234567890123456789012\na=fingerprint:sha-256 AB:CD\n"
                        + "m=audio 9 UDP/TLS/RTP/SAVPF 111\na=mid:0\na=rtcp-mux\na=rtpmap:111 opus/48000/2\n"
                        + "m=video 9 UDP/TLS/RTP/SAVPF 96\na=mid:1\na=rtcp-mux\n"
                        + new String(data, UTF_8));
    }

    private static void answer(String sdp) {
        try {
            Offer offer = Offer.parse(sdp);
            for (VideoCodec codec : VideoCodec.values()) {
                StreamFormat format = new StreamFormat(Optional.of(codec), OptionalInt.of(0x42c01f), true);
                try {
                    String answer = Answer.write(offer, Negotiation.of(offer, format), TRANSPORT, SENT, 1, "name");
                    assertThat(answer.lines().filter(line -> line.startsWith("m=")))
                            .hasSameSizeAs(offer.media());
                    assertThat(answer.lines()).allMatch(line -> line.matches("(?s)[a-z]=.*"));
                } catch (CodecMismatchException e) {
                    assertThat(e).hasMessageStartingWith("webrtc: ");
                }
            }
        } catch (SdpException e) {
            assertThat(e.getMessage()).hasSizeLessThan(250);
        }
    }

    /** A fragment is taken or refused, and what is taken is valid. */
    @FuzzTest
    void takesAnyFragmentOrRefusesIt(byte[] data) {
        try {
            SdpFragment fragment = SdpFragment.parse(new String(data, UTF_8));
            assertThat(fragment.credentials().map(IceCredentials::valid)).isNotEqualTo(Optional.of(false));
            assertThat(fragment.candidates()).hasSizeLessThanOrEqualTo(100);
        } catch (SdpException e) {
            assertThat(e.getMessage()).hasSizeLessThan(250);
        }
    }
}
