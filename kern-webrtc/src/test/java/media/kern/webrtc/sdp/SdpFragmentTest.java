package media.kern.webrtc.sdp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import media.kern.webrtc.ice.Candidate;
import media.kern.webrtc.ice.CandidateType;
import media.kern.webrtc.ice.IceCredentials;
import media.kern.webrtc.ice.IceTransport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SdpFragmentTest {
    private static final String CREDENTIALS = "a=ice-ufrag:abcd\r\na=ice-pwd:1234567890123456789012\r\n";

    @Test
    void readsCandidatesAndCredentials() throws SdpException {
        SdpFragment fragment = SdpFragment.parse(CREDENTIALS + """
                m=audio 9 UDP/TLS/RTP/SAVPF 0
                a=mid:0
                a=candidate:1 1 udp 1 192.0.2.1 5000 typ host
                a=candidate:2 1 udp 1 abc.local 5000 typ host
                a=end-of-candidates
                """);

        assertThat(fragment.credentials()).hasValue(new IceCredentials("abcd", "1234567890123456789012"));
        assertThat(fragment.candidates()).hasSize(1);
    }

    @Test
    void needsNoCredentials() throws SdpException {
        assertThat(SdpFragment.parse("a=end-of-candidates").credentials()).isEmpty();
        assertThat(SdpFragment.parse("").candidates()).isEmpty();
    }

    @Test
    void takesTheSameCredentialsForEveryMedium() throws SdpException {
        assertThat(SdpFragment.parse(CREDENTIALS + "m=video 9 X 0\r\n" + CREDENTIALS)
                        .credentials())
                .isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense",
                "a",
                "a=ice-ufrag:abcd",
                "a=ice-pwd:1234567890123456789012",
                "a=ice-ufrag:ab\na=ice-pwd:1234567890123456789012",
                "a=ice-ufrag:abcd\na=ice-pwd:1234567890123456789012\na=ice-ufrag:efgh"
            })
    void refusesWhatDoesNotParse(String text) {
        assertThatThrownBy(() -> SdpFragment.parse(text)).isInstanceOf(SdpException.class);
    }

    @Test
    void isBounded() throws SdpException {
        assertThat(SdpFragment.parse("a=candidate:1 1 udp 1 192.0.2.1 5000 typ host\n".repeat(200))
                        .candidates())
                .hasSize(100);
        assertThatThrownBy(() -> SdpFragment.parse("a=x\n".repeat(1001))).hasMessageContaining("1000 lines");
        assertThatThrownBy(() -> SdpFragment.parse("a".repeat(65537))).hasMessageContaining("65536");
    }

    @Test
    void readsWhatItWrites() throws SdpException {
        IceCredentials credentials = IceCredentials.random();
        Candidate candidate = Candidate.own(
                CandidateType.HOST,
                IceTransport.UDP,
                new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 5000),
                65535);

        assertThat(SdpFragment.parse(SdpFragment.write(credentials, List.of(candidate), "video", "0")))
                .isEqualTo(new SdpFragment(Optional.of(credentials), List.of(candidate)));
    }
}
