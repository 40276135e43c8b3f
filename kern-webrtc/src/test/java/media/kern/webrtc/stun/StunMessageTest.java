package media.kern.webrtc.stun;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The vectors are those of RFC 5769 section 2. */
class StunMessageTest {
    private static final StunKey KEY = new StunKey("VOkJxbRl1RmTxUk/WvJxBt");
    private static final String REQUEST = """
            000100582112a442b7e7a701bc34d686fa87dfae802200105354554e207465737420636c69656e74\
            002400046e0001ff80290008932ff9b151263b36000600096576746a3a68367659202020\
            000800149aeaa70cbfd8cb56781ef2b5b2d3f249c1b571a280280004e57a3bcf""";
    private static final String RESPONSE_V4 = """
            0101003c2112a442b7e7a701bc34d686fa87dfae8022000b7465737420766563746f7220\
            002000080001a147e112a643000800142b91f599fd9e90c38c7489f92af9ba53f06be7d7\
            80280004c07d4c96""";
    private static final String RESPONSE_V6 = """
            010100482112a442b7e7a701bc34d686fa87dfae8022000b7465737420766563746f7220\
            002000140002a1470113a9faa5d3f179bc25f4b5bed2b9d9\
            00080014a382954e4be67bf11784c97c8292c275bfe3ed4180280004c8fb0b4c""";

    private static StunMessage parsed(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        return StunMessage.parse(bytes, bytes.length).orElseThrow();
    }

    @Test
    void readsTheSampleRequest() {
        StunMessage request = parsed(REQUEST);

        assertThat(request.type()).isEqualTo(StunType.REQUEST);
        assertThat(request.username()).hasValue("evtj:h6vY");
        assertThat(request.priority()).isEqualTo(OptionalLong.of(0x6e0001ffL));
        assertThat(request.tieBreaker(StunAttribute.ICE_CONTROLLED)).isEqualTo(OptionalLong.of(0x932ff9b151263b36L));
        assertThat(request.tieBreaker(StunAttribute.ICE_CONTROLLING)).isEmpty();
        assertThat(request.has(StunAttribute.USE_CANDIDATE)).isFalse();
        assertThat(request.transaction()).isEqualTo(new TransactionId(0xb7e7a701, 0xbc34d686fa87dfaeL));
        assertThat(request.isFrom(KEY)).isTrue();
        assertThat(request.isFrom(new StunKey("another"))).isFalse();
    }

    @Test
    void readsTheSampleResponseOverIpv4() {
        StunMessage response = parsed(RESPONSE_V4);

        assertThat(response.type()).isEqualTo(StunType.SUCCESS);
        assertThat(response.mappedAddress()).hasValue(new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 32853));
        assertThat(response.isFrom(KEY)).isTrue();
    }

    @Test
    void readsTheSampleResponseOverIpv6() {
        StunMessage response = parsed(RESPONSE_V6);

        assertThat(response.mappedAddress())
                .hasValue(new InetSocketAddress(InetAddress.ofLiteral("2001:db8:1234:5678:11:2233:4455:6677"), 32853));
        assertThat(response.isFrom(KEY)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {REQUEST, RESPONSE_V4, RESPONSE_V6})
    void refusesWhatIsCutOff(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        for (int length = 0; length < bytes.length; length++) {
            assertThat(StunMessage.parse(Arrays.copyOf(bytes, length), length)).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {REQUEST, RESPONSE_V4, RESPONSE_V6})
    void acceptsNoChangedByteOfWhatIsSigned(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        for (int at = 0; at < bytes.length - 8; at++) {
            byte[] changed = bytes.clone();
            changed[at] ^= 0x10;
            assertThat(StunMessage.parse(changed, changed.length).filter(message -> message.isFrom(KEY)))
                    .as("byte %d", at)
                    .isEmpty();
        }
    }

    @Test
    void ignoresAttributesBehindTheIntegrity() {
        byte[] signed = new StunWriter(StunType.REQUEST, TransactionId.random())
                .username("a:b")
                .sign(KEY);
        // Instead of the fingerprint: USE-CANDIDATE with a length of four, which nobody has signed.
        byte[] forged = signed.clone();
        forged[forged.length - 8] = 0;
        forged[forged.length - 7] = StunAttribute.USE_CANDIDATE;
        StunMessage message = StunMessage.parse(forged, forged.length).orElseThrow();

        assertThat(message.isFrom(KEY)).isTrue();
        assertThat(message.has(StunAttribute.USE_CANDIDATE)).isFalse();
    }

    @Test
    void isFromNobodyWithoutIntegrity() {
        byte[] bytes = new StunWriter(StunType.REQUEST, TransactionId.random()).finish();

        assertThat(StunMessage.parse(bytes, bytes.length).orElseThrow().isFrom(KEY))
                .isFalse();
    }

    @Test
    void readsWhatItWrites() {
        TransactionId transaction = TransactionId.random();
        InetSocketAddress address = new InetSocketAddress(InetAddress.ofLiteral("2001:db8::7"), 65535);
        byte[] bytes = new StunWriter(StunType.ERROR, transaction)
                .errorCode(487, "Role Conflict")
                .role(StunAttribute.ICE_CONTROLLING, -2)
                .priority(0xFFFFFFFFL)
                .useCandidate()
                .mappedAddress(address)
                .sign(KEY);
        StunMessage message = StunMessage.parse(bytes, bytes.length).orElseThrow();

        assertThat(message.transaction()).isEqualTo(transaction);
        assertThat(message.errorCode()).isEqualTo(OptionalInt.of(487));
        assertThat(message.tieBreaker(StunAttribute.ICE_CONTROLLING)).isEqualTo(OptionalLong.of(-2));
        assertThat(message.priority()).isEqualTo(OptionalLong.of(0xFFFFFFFFL));
        assertThat(message.has(StunAttribute.USE_CANDIDATE)).isTrue();
        assertThat(message.mappedAddress()).hasValue(address);
        assertThat(message.isFrom(KEY)).isTrue();
    }

    @Test
    void refusesWhatIsTooLongToBeOfIce() {
        byte[] bytes = new byte[1284];
        byte[] start = HexFormat.of().parseHex("000104f02112a442");
        System.arraycopy(start, 0, bytes, 0, start.length);

        assertThat(StunMessage.parse(bytes, bytes.length)).isEmpty();
    }
}
