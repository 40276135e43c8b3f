package media.kern.webrtc.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RtpHeaderTest {
    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text.replace(" ", ""));
    }

    @Test
    void readsAPlainPacket() {
        byte[] packet = hex("80e6ffff fffffffe deadbeef 0102");

        assertThat(RtpHeader.parse(packet, 0, packet.length))
                .hasValue(new RtpHeader(true, 102, 65535, 0xFFFFFFFEL, 0xdeadbeef, 12, 2));
    }

    @Test
    void readsOneThatBeginsElsewhere() {
        byte[] packet = hex("ffffff 80660001 00000002 00000003 aa ffff");

        assertThat(RtpHeader.parse(packet, 3, 13)).hasValue(new RtpHeader(false, 102, 1, 2, 3, 12, 1));
    }

    @ParameterizedTest
    @CsvSource({
        "contributing sources, 82660001 00000002 00000003 00000004 00000005 aabb, 20, 2",
        "extension, 90660001 00000002 00000003 bede0001 10aa0000 aabb, 20, 2",
        "empty extension, 90660001 00000002 00000003 bede0000 aabb, 16, 2",
        "padding, a0660001 00000002 00000003 aabbccdd 000003, 12, 4",
        "nothing but padding, a0660001 00000002 00000003 00000004, 12, 0"
    })
    void leavesOutWhatIsNotPayload(String what, String packet, int header, int payload) {
        byte[] bytes = hex(packet);

        assertThat(RtpHeader.parse(bytes, 0, bytes.length).orElseThrow())
                .as(what)
                .extracting(RtpHeader::length, RtpHeader::payloadLength)
                .containsExactly(header, payload);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "80",
                "80660001 00000002 000000",
                "40660001 00000002 00000003",
                "81660001 00000002 00000003 0000",
                "90660001 00000002 00000003 bede",
                "90660001 00000002 00000003 bede0001 00",
                "a0660001 00000002 00000003 00",
                "a0660001 00000002 00000003 0003"
            })
    void refusesWhatIsMalformed(String packet) {
        byte[] bytes = hex(packet);

        assertThat(RtpHeader.parse(bytes, 0, bytes.length)).isEmpty();
    }

    @Test
    void continuesSequenceNumbersBeyondTheirEnd() {
        ExtendedSequence sequence = new ExtendedSequence();
        long first = sequence.extend(65534);

        assertThat(sequence.extend(65535)).isEqualTo(first + 1);
        assertThat(sequence.extend(1)).isEqualTo(first + 3);
        assertThat(sequence.extend(0)).isEqualTo(first + 2);
        assertThat(sequence.extend(65530)).isEqualTo(first - 4);
        assertThat(ExtendedSequence.near(2, 0x1FFFF)).isEqualTo(0x20002);
        assertThat(ExtendedSequence.near(0xFFFE, 0x20001)).isEqualTo(0x1FFFE);
    }
}
