package media.kern.webrtc.ice;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CandidateTest {

    @ParameterizedTest
    @CsvSource({
        "1 1 udp 2130706431 192.0.2.1 5000 typ host, host udp 192.0.2.1:5000",
        "candidate:1 1 UDP 2130706431 192.0.2.1 5000 typ host generation 0 ufrag ab network-id 1, host udp 192.0.2.1:5000",
        "1 1 udp 1 2001:db8::1 5000 typ host, host udp [2001:db8:0:0:0:0:0:1]:5000",
        "1 1 udp 1694498815 192.0.2.1 5000 typ srflx raddr 0.0.0.0 rport 0, srflx udp 192.0.2.1:5000",
        "1 1 udp 41885439 192.0.2.1 5000 typ relay raddr 192.0.2.9 rport 9, relay udp 192.0.2.1:5000",
        "1 1 tcp 1518280447 192.0.2.1 9 typ host tcptype active, host tcp 192.0.2.1:9",
        "1 1 TCP 1518280447 192.0.2.1 0 typ host tcptype active generation 0, host tcp 192.0.2.1:0",
        "1 1 udp 1 192.0.2.1 5000 typ prflx, prflx udp 192.0.2.1:5000"
    })
    void readsWhatBrowsersSend(String line, String meaning) {
        assertThat(Candidate.parse(line)).get().hasToString(meaning);
    }

    @Test
    void readsTheKindOfATcpCandidate() {
        assertThat(Candidate.parse("1 1 tcp 1 192.0.2.1 9 typ host generation 0 tcptype passive")
                        .orElseThrow()
                        .tcpType())
                .isEqualTo("passive");
        assertThat(Candidate.parse("1 1 udp 1 192.0.2.1 9 typ host tcptype passive")
                        .orElseThrow()
                        .tcpType())
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "candidate:",
                "1 1 udp 1 192.0.2.1 5000",
                "1 1 udp 1 192.0.2.1 5000 type host",
                "1 2 udp 1 192.0.2.1 5000 typ host",
                "1 1 udp 1 3f2c8ed5-1c0b-4b2f-9d3a-000000000000.local 5000 typ host",
                "1 1 udp 1 example.com 5000 typ host",
                "1 1 udp 1 dead.beef 5000 typ host",
                "1 1 udp 1 cafe 5000 typ host",
                "1 1 udp 1 192.0.2.1 0 typ host",
                "1 1 udp 1 192.0.2.1 65536 typ host",
                "1 1 udp 1 192.0.2.1 -1 typ host",
                "1 1 udp 2147483648 192.0.2.1 5000 typ host",
                "1 1 udp x 192.0.2.1 5000 typ host",
                "1 1 sctp 1 192.0.2.1 5000 typ host",
                "1 1 udp 1 192.0.2.1 5000 typ other",
                "1 1 udp 1 192.0.2 5000 typ host",
                "1 1 udp 1 2130706433 5000 typ host",
                "1 1 udp 1 fe80::1%eth0 5000 typ host",
                "1 1 udp 1 224.0.0.1 5000 typ host",
                "1 1 udp 1 ff02::1 5000 typ host",
                "1 1 udp 1 0.0.0.0 5000 typ host",
                "1 1 udp 1 :: 5000 typ host"
            })
    void leavesOutWhatItCannotConnectTo(String line) {
        assertThat(Candidate.parse(line)).isEmpty();
    }

    @Test
    void leavesOutWhatIsTooLong() {
        assertThat(Candidate.parse("1 1 udp 1 192.0.2.1 5000 typ host " + "x".repeat(512)))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void readsWhatItWrites(CandidateType type) {
        for (IceTransport transport : IceTransport.values()) {
            for (String address : new String[] {"192.0.2.1", "2001:db8::1"}) {
                Candidate own = Candidate.own(
                        type, transport, new InetSocketAddress(InetAddress.ofLiteral(address), 5000), 65535);

                assertThat(Candidate.parse(own.toSdp())).hasValue(own);
            }
        }
    }

    @Test
    void prefersUdpAndHostAddresses() {
        InetSocketAddress address = new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 5000);
        Candidate host = Candidate.own(CandidateType.HOST, IceTransport.UDP, address, 65535);

        assertThat(host.priority()).isEqualTo(2130706431);
        assertThat(Candidate.own(CandidateType.SRFLX, IceTransport.UDP, address, 65535)
                        .priority())
                .isLessThan(host.priority());
        assertThat(Candidate.own(CandidateType.HOST, IceTransport.TCP, address, 65535)
                        .priority())
                .isLessThan(host.priority());
    }

    @ParameterizedTest
    @CsvSource({
        "abcd, 1234567890123456789012, true",
        "abc, 1234567890123456789012, false",
        "abcd, 123456789012345678901, false",
        "ab d, 1234567890123456789012, false",
        "ab/+, 12345678901234567890==, true",
        "abcd, 123456789012345678901é, false"
    })
    void knowsWhichCredentialsAreValid(String fragment, String password, boolean valid) {
        assertThat(new IceCredentials(fragment, password).valid()).isEqualTo(valid);
    }

    @Test
    void boundsCredentials() {
        assertThat(new IceCredentials("a".repeat(256), "b".repeat(256)).valid()).isTrue();
        assertThat(new IceCredentials("a".repeat(257), "b".repeat(256)).valid()).isFalse();
        assertThat(new IceCredentials("a".repeat(256), "b".repeat(257)).valid()).isFalse();
        assertThat(IceCredentials.random().valid()).isTrue();
    }
}
