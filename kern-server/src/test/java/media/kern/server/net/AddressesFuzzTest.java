package media.kern.server.net;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;

/** Whatever is written into a list or a header, the answer is an address or a refusal. */
class AddressesFuzzTest {

    private static final TrustedProxies PROXIES = new TrustedProxies(IpRanges.parse(List.of("10.0.0.0/8")));

    @FuzzTest
    void readsAnyCidr(byte[] input) {
        String cidr = new String(input, UTF_8);
        try {
            IpRanges ranges = IpRanges.parse(List.of(cidr));
            int slash = cidr.indexOf('/');
            if (slash >= 0) {
                InetAddress address =
                        InetAddress.ofLiteral(cidr.substring(0, slash).trim());
                // A block around the mapped addresses is an IPv6 block and holds no IPv4 address.
                boolean mapped = cidr.indexOf(':') >= 0 && address instanceof Inet4Address;
                assertThat(mapped || ranges.contains(address)).isTrue();
            }
        } catch (InvalidCidrException refused) {
            assertThat(refused).hasMessage("invalid CIDR address: " + cidr.trim());
        }
    }

    @FuzzTest
    void readsAnyForwardedHeader(byte[] input) {
        String header = new String(input, UTF_8);

        ClientAddress client = PROXIES.resolve(
                InetAddress.ofLiteral("10.0.0.1"),
                name -> name.equals("X-Forwarded-For") ? List.of(header.split("\n", -1)) : List.of());

        assertThat(client.text()).hasSizeLessThanOrEqualTo(64);
        assertThat(client.local()).isFalse();
        InetAddress address = client.address();
        if (address != null) {
            assertThat(InetAddress.ofLiteral(client.text())).isEqualTo(address);
        }
    }
}
