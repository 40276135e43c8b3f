package media.kern.webrtc.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RtcpTest {
    /** Everything that is read, in words. */
    private static final class Recorder implements RtcpReader.Handler {
        private final List<String> events = new ArrayList<>();

        @Override
        public void senderReport(int ssrc, long ntp, long timestamp) {
            events.add("sr " + ssrc + " " + Long.toHexString(ntp) + " " + timestamp);
        }

        @Override
        public void reportBlock(RtcpReader.ReportBlock block) {
            events.add(block.toString());
        }

        @Override
        public void nack(int ssrc, int sequence) {
            events.add("nack " + ssrc + " " + sequence);
        }

        @Override
        public void keyframeRequest(int ssrc) {
            events.add("keyframe " + ssrc);
        }

        @Override
        public void bandwidthEstimate(long bitsPerSecond) {
            events.add("remb " + bitsPerSecond);
        }

        @Override
        public void transportFeedback(int received, int lost) {
            events.add("received " + received + " lost " + lost);
        }

        @Override
        public void bye(int ssrc) {
            events.add("bye " + ssrc);
        }
    }

    private static List<String> read(byte[] packet) {
        Recorder recorder = new Recorder();
        RtcpReader.read(packet, packet.length, recorder);
        return recorder.events;
    }

    private static List<String> read(String hex) {
        return read(HexFormat.of().parseHex(hex.replace(" ", "")));
    }

    @Test
    void readsTheSenderReportItWrites() {
        byte[] packet = new RtcpWriter()
                .senderReport(7, 0x0123456789abcdefL, 0xFFFFFFFFL, 10, 1000)
                .sourceName(7, "name")
                .bye(7, 8)
                .bytes();

        assertThat(packet.length % 4).isZero();
        assertThat(read(packet)).containsExactly("sr 7 123456789abcdef 4294967295", "bye 7");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "ab", "abc", "abcd", "0123456789abcdef"})
    void writesNamesOfAnyLength(String name) {
        byte[] packet = new RtcpWriter()
                .emptyReceiverReport(1)
                .sourceName(1, name)
                .bye(1)
                .bytes();

        assertThat(packet.length % 4).isZero();
        assertThat(packet[packet.length - 8 - 1]).as("ends with a zero").isZero();
        assertThat(read(packet)).containsExactly("bye 1");
    }

    @ParameterizedTest
    @ValueSource(ints = {-8388608, -1, 0, 8388607})
    void readsTheReceiverReportItWrites(int lost) {
        var block = new RtcpReader.ReportBlock(9, 255, lost, 0xFFFFFFFFL, 0x80000000L, -1, 0xFFFFFFFEL);

        assertThat(read(new RtcpWriter().receiverReport(1, block).bytes())).containsExactly(block.toString());
    }

    @Test
    void readsTheReportsWithinASenderReport() {
        assertThat(read("81c8000c 00000001 00000002 00000003 00000004 00000005 00000006"
                        + "00000009 01ffffff 00010002 00000003 00000004 00000005"))
                .containsExactly("sr 1 200000003 4", new RtcpReader.ReportBlock(9, 1, -1, 0x10002, 3, 4, 5).toString());
    }

    @Test
    void readsNacks() {
        byte[] packet = new RtcpWriter()
                .emptyReceiverReport(1)
                .nack(1, 2, 65535, 0x8001)
                .bytes();

        assertThat(read(packet)).containsExactly("nack 2 65535", "nack 2 0", "nack 2 15");
    }

    @Test
    void readsRequestsForAKeyframe() {
        assertThat(read(new RtcpWriter().pictureLoss(1, 2).bytes())).containsExactly("keyframe 2");
        assertThat(read("84ce0006 00000001 00000000 00000002 05000000 00000003 06000000"))
                .containsExactly("keyframe 2", "keyframe 3");
    }

    @ParameterizedTest
    @CsvSource({
        "8fce0005 00000001 00000000 52454d42 0103ffff 00000002, 262143",
        "8fce0005 00000001 00000000 52454d42 010b0000 00000002, 786432",
        "8fce0005 00000001 00000000 52454d42 01ffffff 00000002, 9223372036854775807"
    })
    void readsTheEstimateOfAReceiver(String packet, long bitsPerSecond) {
        assertThat(read(packet)).containsExactly("remb " + bitsPerSecond);
    }

    /** Base sequence and number of packets, reference time and count, then chunks. */
    @ParameterizedTest
    @CsvSource({
        "a run of received ones, 00000005 00000000 2005 0000, 5, 0",
        "a run of lost ones, 00000005 00000000 0005 0000, 0, 5",
        "a run longer than the list, 00000005 00000000 3fff 0000, 5, 0",
        "14 single bits, 0000000e 00000000 aaaa 0000, 7, 7",
        "14 single bits of which 3 count, 00000003 00000000 b800 0000, 3, 0",
        "7 pairs of bits, 00000007 00000000 d8d8 0000, 5, 2",
        "two chunks, 00000009 00000000 c000 2002, 2, 7",
        "fewer chunks than promised, 000000ff 00000000 2001 0002, 1, 2"
    })
    void countsTransportFeedback(String what, String list, int received, int lost) {
        String words = "8fcd0005 00000001 00000002" + list;

        assertThat(read(words)).as(what).containsExactly("received " + received + " lost " + lost);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "80",
                "00c90001 00000001",
                "80c90002 00000001",
                "81c90001 00000001",
                "80c80001 00000001",
                "81cd0001 00000001",
                "81ce0001 00000001",
                "8fce0003 00000001 00000000 52454d42",
                "80cc0001 00000001",
                "80ff0000"
            })
    void readsNothingFromWhatIsMalformedOrUnknown(String packet) {
        assertThat(read(packet)).isEmpty();
    }

    @Test
    void keepsWhatCameBeforeTheDamage() {
        byte[] packet =
                new RtcpWriter().pictureLoss(1, 2).nack(1, 2, 3, 0).bye(4).bytes();

        assertThat(read(packet)).containsExactly("keyframe 2", "nack 2 3", "bye 4");
        assertThat(read(Arrays.copyOf(packet, packet.length - 1))).containsExactly("keyframe 2", "nack 2 3");
    }

    @Test
    void tellsControlFromMedia() {
        assertThat(RtcpReader.isRtcp((byte) 200)).isTrue();
        assertThat(RtcpReader.isRtcp((byte) 206)).isTrue();
        assertThat(RtcpReader.isRtcp((byte) (0x80 | 102)))
                .as("marker and payload type 102")
                .isFalse();
        assertThat(RtcpReader.isRtcp((byte) 102)).isFalse();
    }
}
