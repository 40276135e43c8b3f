package media.kern.server.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrustedProxiesTest {

    private static final InetAddress PROXY = InetAddress.ofLiteral("10.0.0.1");

    private final TrustedProxies proxies = new TrustedProxies(IpRanges.parse(List.of("10.0.0.0/8", "::1/128")));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "203.0.113.9 | 203.0.113.9",
                "198.51.100.7, 203.0.113.9 | 203.0.113.9",
                "198.51.100.7, 203.0.113.9, 10.0.0.2,10.0.0.3 | 203.0.113.9",
                "10.0.0.4, 10.0.0.3 | 10.0.0.4",
                "[2001:DB8:0::1] | 2001:db8::1",
                "2001:db8::1, 10.0.0.2 | 2001:db8::1",
                "::ffff:203.0.113.9 | 203.0.113.9",
                "foo, 203.0.113.9 | 203.0.113.9",
            })
    void findsTheClientFromTheRight(String forwardedFor, String client) {
        ClientAddress address = resolve(PROXY, Map.of("X-Forwarded-For", List.of(forwardedFor)));

        assertThat(address).isEqualTo(new ClientAddress(client, InetAddress.ofLiteral(client), false, false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "foo",
                "203.0.113.9, foo",
                "foo, 10.0.0.2",
                "[::1]:1234",
                "1.2.3.4:55",
                "fe80::1%eth0",
                "127.1",
                "203.0.113.9,",
                "203.0.113.9,,10.0.0.2",
                "localhost",
                "0x7f.1",
                "256.0.0.1"
            })
    void endsAtAnElementThatIsNoAddress(String forwardedFor) {
        ClientAddress client = resolve(PROXY, Map.of("X-Forwarded-For", List.of(forwardedFor)));

        assertThat(client.address()).isNull();
        assertThat(client.direct()).isFalse();
        assertThat(client.local()).isFalse();
        assertThat(IpFilter.OPEN.allows(client.address())).isFalse();
    }

    @Test
    void believesNobodyElse() {
        InetAddress peer = InetAddress.ofLiteral("203.0.113.9");

        ClientAddress client =
                resolve(peer, Map.of("X-Forwarded-For", List.of("127.0.0.1"), "X-Real-IP", List.of("127.0.0.1")));

        assertThat(client).isEqualTo(new ClientAddress("203.0.113.9", peer, true, false));
    }

    @Test
    void readsSeveralHeaderLinesAsOneList() {
        ClientAddress client =
                resolve(PROXY, Map.of("X-Forwarded-For", List.of("198.51.100.7", "203.0.113.9", "10.0.0.2", "")));

        assertThat(client.text()).isEqualTo("203.0.113.9");
    }

    @Test
    void takesRealIpOnlyWithoutForwardedFor() {
        assertThat(resolve(PROXY, Map.of("X-Real-IP", List.of("[2001:db8::5]"))).text())
                .isEqualTo("2001:db8::5");
        assertThat(resolve(PROXY, Map.of("X-Forwarded-For", List.of("203.0.113.9"), "X-Real-IP", List.of("1.2.3.4")))
                        .text())
                .isEqualTo("203.0.113.9");
        assertThat(resolve(PROXY, Map.of("X-Forwarded-For", List.of(" "), "X-Real-IP", List.of("1.2.3.4")))
                        .text())
                .isEqualTo("1.2.3.4");
    }

    @Test
    void isThePeerIfATrustedProxyNamesNobody() {
        assertThat(resolve(PROXY, Map.of())).isEqualTo(new ClientAddress("10.0.0.1", PROXY, true, false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1"})
    void isLocalFromALoopbackPeerWithoutProxyHeaders(String peer) {
        ClientAddress client = resolve(InetAddress.ofLiteral(peer), Map.of());

        assertThat(client).isEqualTo(new ClientAddress(peer, InetAddress.ofLiteral(peer), true, true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Forwarded-For", "x-real-ip", "Forwarded", "X-Forwarded-Proto", "Via"})
    void isNotLocalIfAProxyWasInvolved(String header) {
        ClientAddress client = resolve(InetAddress.ofLiteral("127.0.0.1"), Map.of(header, List.of("127.0.0.1")));

        assertThat(client.local()).isFalse();
        assertThat(resolve(InetAddress.ofLiteral("::1"), Map.of(header, List.of("")))
                        .local())
                .isFalse();
    }

    @Test
    void givesUpOnEndlessListsAndLongNames() {
        ClientAddress loop = resolve(
                PROXY, Map.of("X-Forwarded-For", List.of(String.join(",", Collections.nCopies(100, "10.0.0.2")))));
        ClientAddress longName = resolve(PROXY, Map.of("X-Forwarded-For", List.of("x".repeat(100_000))));

        assertThat(loop.address()).isNull();
        assertThat(longName.address()).isNull();
        assertThat(longName.text()).hasSize(64);
    }

    private ClientAddress resolve(InetAddress peer, Map<String, List<String>> headers) {
        Map<String, List<String>> caseInsensitive = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        caseInsensitive.putAll(headers);
        return proxies.resolve(peer, name -> caseInsensitive.getOrDefault(name, List.of()));
    }
}
