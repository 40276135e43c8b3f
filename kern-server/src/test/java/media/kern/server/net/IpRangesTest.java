package media.kern.server.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpRangesTest {

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1/32, 127.0.0.1, true",
        "127.0.0.1/32, 127.0.0.2, false",
        "10.1.2.3/8, 10.255.0.1, true",
        "10.1.2.3/8, 11.0.0.0, false",
        "0.0.0.0/0, 203.0.113.9, true",
        "0.0.0.0/0, ::1, false",
        "::/0, 2001:db8::1, true",
        "::/0, 203.0.113.9, false",
        "::1/128, ::1, true",
        "::1/128, 127.0.0.1, false",
        "fd00::/8, fdff:ffff::1, true",
        "fd00::/8, fe00::, false",
        "127.0.0.1/32, ::ffff:127.0.0.1, true",
        "::ffff:192.0.2.0/120, 192.0.2.77, true",
        "::ffff:192.0.2.0/120, 192.0.3.0, false",
        "192.168.0.0/16 10.0.0.0/8 10.1.0.0/16 172.16.0.0/12, 10.200.0.1, true",
        "192.168.0.0/16 10.0.0.0/8 10.1.0.0/16 172.16.0.0/12, 172.32.0.0, false",
    })
    void tellsWhetherAnAddressIsInTheList(String list, String address, boolean inside) {
        IpRanges ranges = IpRanges.parse(List.of(list.split(" ", -1)));

        assertThat(ranges.contains(InetAddress.ofLiteral(address))).isEqualTo(inside);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1", "::1", "foobar", "1.2.3/8", "1.2.3.4/33", "1.2.3.4/", "1.2.3.4/-1", "1.2.3.4/+8",
                "::/129", "fe80::1%eth0/64", "[::1]/128", "010.0.0.1/8", "1.2.3.4/8/8", "localhost/8", "/8", "/",
                "1::2::3/64", "::ffff:300.0.0.1/96"
            })
    void refusesWhatIsNoCidrBlock(String entry) {
        assertThatThrownBy(() -> IpRanges.parse(List.of("10.0.0.0/8", entry)))
                .isInstanceOf(InvalidCidrException.class)
                .hasMessage("invalid CIDR address: " + entry);
    }

    @Test
    void ignoresBlankEntriesAndBlanksAroundEntries() {
        assertThat(IpRanges.parse(List.of("", "  ")).isEmpty()).isTrue();
        assertThat(IpRanges.parse(List.of(" 10.0.0.0/8 ")).contains(InetAddress.ofLiteral("10.1.1.1")))
                .isTrue();
    }

    @Test
    void countsAMappedAddressOfASocketAsIpv4() throws UnknownHostException {
        byte[] mapped = new byte[16];
        mapped[10] = (byte) 0xff;
        mapped[11] = (byte) 0xff;
        mapped[12] = 10;
        InetAddress address = Inet6Address.getByAddress(null, mapped, 0);

        assertThat(address).isInstanceOf(Inet6Address.class);
        assertThat(IpRanges.parse(List.of("10.0.0.0/8")).contains(address)).isTrue();
    }

    @Test
    void agreesWithComparingEveryBlock() {
        Random random = new Random(7);
        for (int round = 0; round < 200; round++) {
            List<String> list = random.ints(12, 0, 1 << 16)
                    .mapToObj(bits -> "10.0." + (bits >> 8) + "." + (bits & 0xff) + "/" + (16 + bits % 17))
                    .toList();
            IpRanges ranges = IpRanges.parse(list);
            byte[] address = {10, 0, (byte) random.nextInt(), (byte) random.nextInt()};

            boolean expected = list.stream().map(IpBlock::parse).anyMatch(block -> block.locate(address) == 0);
            assertThat(ranges.contains(address)).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'', '', 203.0.113.9, true",
        "'', 203.0.113.0/24, 203.0.113.9, false",
        "203.0.113.0/24, '', 203.0.113.9, true",
        "203.0.113.0/24, '', 198.51.100.1, false",
        "203.0.113.0/24, 203.0.113.9/32, 203.0.113.9, false",
    })
    void blocksBeforeItAllows(String allow, String block, String address, boolean allowed) {
        IpFilter filter = IpFilter.parse(List.of(allow), List.of(block));

        assertThat(filter.allows(InetAddress.ofLiteral(address))).isEqualTo(allowed);
    }

    @Test
    void refusesAnInvalidAddressEvenWithEmptyLists() {
        assertThat(IpFilter.OPEN.allows(null)).isFalse();
    }
}
