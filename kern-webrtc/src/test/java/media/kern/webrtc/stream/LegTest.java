package media.kern.webrtc.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import media.kern.webrtc.codec.VideoCodec;
import org.junit.jupiter.api.Test;

class LegTest {
    private final TestSource source = new TestSource();
    private final Leg leg = source.leg();
    private final PacketRing ring = leg.ring();

    @Test
    void isReadyWithAKeyframe() {
        source.frame(1);
        assertThat(leg.ready()).isFalse();
        source.keyframe(2);

        assertThat(leg.ready()).isTrue();
        assertThat(leg.profileLevelId()).isEqualTo(OptionalInt.of(0x42e01f));
        assertThat(ring.get(ring.keyframe())).extracting(RtpPacket::timestamp).isEqualTo(source.timestamp());
    }

    @Test
    void dropsOtherPayloadTypesAndWhatIsMalformed() {
        source.packet(103, true, true);
        leg.take(new byte[] {1, 2, 3}, 1);

        assertThat(leg.wrongPayloadTypes()).isEqualTo(1);
        assertThat(leg.packets()).isZero();
    }

    @Test
    void countsWhatIsLostAndLeavesItsPlaceEmpty() {
        source.keyframe(1);
        source.lose(3);
        source.frame(1);

        assertThat(leg.lost()).isEqualTo(3);
        assertThat(ring.get(ring.head() - 1)).isNotNull();
        assertThat(ring.get(ring.head() - 2)).isNull();
    }

    @Test
    void takesAGreatHoleForAnotherBeginning() {
        source.keyframe(1);
        long head = ring.head();
        source.lose(5000);
        source.frame(1);

        assertThat(ring.head()).isEqualTo(head + 1);
        assertThat(leg.lost()).isZero();
    }

    @Test
    void takesNumbersFromFarBehindForAnotherBeginning() {
        source.keyframe(1);
        long head = ring.head();
        source.lose(-5000);
        source.frame(2);

        assertThat(ring.head()).isEqualTo(head + 2);
    }

    @Test
    void dropsWhatComesLateOrTwice() {
        source.keyframe(2);
        source.lose(-1);
        source.packet(102, false, true);

        assertThat(leg.packets()).isEqualTo(2);
    }

    @Test
    void tellsOnceThatTimestampsRunBackwards() {
        source.keyframe(1);
        for (int i = 0; i < 3; i++) {
            source.jump(-3 * TestSource.FRAME_TICKS);
            source.frame(1);
        }

        assertThat(source.complaints()).isEqualTo(1);
    }

    @Test
    void keepsWhatCameSinceTheKeyframe() {
        source.frame(5);
        source.keyframe(3);
        long keyframe = ring.keyframe();
        source.pause(60_000_000_000L);
        source.frame(3);

        assertThat(ring.cached()).isTrue();
        assertThat(ring.get(keyframe)).isNotNull();
        assertThat(ring.get(keyframe - 1)).as("older than two seconds").isNull();
    }

    @Test
    void keepsTwoSecondsForRepetition() {
        source.keyframe(1);
        long first = ring.keyframe();
        for (int i = 0; i < 49; i++) {
            source.keyframe(1);
        }
        assertThat(ring.get(first)).as("1.96 s old").isNotNull();
        source.keyframe(1);
        source.keyframe(1);

        assertThat(ring.get(first)).isNull();
    }

    @Test
    void cachesNoMorePacketsAndBytesThanAllowed() {
        TestSource packets = new TestSource(VideoCodec.H264, 10, 1 << 20);
        packets.keyframe(10);
        assertThat(packets.leg().ring().cached()).isTrue();
        packets.frame(1);
        assertThat(packets.leg().ring().cached()).isFalse();
        packets.keyframe(1);
        assertThat(packets.leg().ring().cached()).isTrue();

        TestSource bytes = new TestSource(VideoCodec.H264, 512, 400);
        bytes.keyframe(10);
        assertThat(bytes.leg().ring().cached()).isTrue();
        bytes.frame(1);
        assertThat(bytes.leg().ring().cached()).isFalse();
    }

    @Test
    void neverKeepsMoreThanItsCapacity() {
        source.keyframe(1);
        long first = ring.keyframe();
        source.frame(PacketRing.CAPACITY);

        assertThat(ring.get(first)).isNull();
        assertThat(ring.get(first + 1)).isNotNull();
        assertThat(ring.cached()).isFalse();
    }
}
