package media.kern.webrtc.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import media.kern.webrtc.codec.VideoCodec;
import media.kern.webrtc.net.RecordedPath;
import media.kern.webrtc.rtp.BigEndian;
import media.kern.webrtc.rtp.RtpHeader;
import media.kern.webrtc.sdp.NegotiatedMedia;
import media.kern.webrtc.sdp.PayloadFormat;
import media.kern.webrtc.sdp.SentStream;
import media.kern.webrtc.srtp.RtpCipher;
import media.kern.webrtc.srtp.SrtpKeys;
import media.kern.webrtc.srtp.SrtpProfile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TrackTest {
    private static final int ALL = Integer.MAX_VALUE;
    private final TestSource source = new TestSource();
    private final Plain cipher = new Plain();
    private final RecordedPath path = new RecordedPath(1, packet -> {});
    private final Outbox outbox = new Outbox();

    /** No cipher, so that the test can read; notes how often the sequence has wrapped. */
    private static final class Plain implements RtpCipher {
        private final List<Integer> rollovers = new ArrayList<>();

        @Override
        public int tagLength() {
            return 0;
        }

        @Override
        public int protect(byte[] packet, int at, int header, byte[] payload, int offset, int length, int rollover) {
            rollovers.add(rollover);
            System.arraycopy(payload, offset, packet, at + header, length);
            return header + length;
        }

        @Override
        public int unprotect(byte[] packet, int at, int header, int length, int rollover) {
            return length;
        }
    }

    private static Track track(Leg leg, boolean retransmission) {
        PayloadFormat format = new PayloadFormat(96, "H264", 90_000, 1, "", List.of("nack"));
        NegotiatedMedia media = new NegotiatedMedia(
                "video",
                "0",
                format,
                "",
                retransmission
                        ? Optional.of(new PayloadFormat(97, "rtx", 90_000, 1, "apt=96", List.of()))
                        : Optional.empty(),
                true,
                List.of("nack"),
                OptionalInt.of(3),
                retransmission ? OptionalInt.of(4) : OptionalInt.empty(),
                Optional.empty());
        return new Track(leg, new TrackFormat(media, new SentStream(0xABCD, 0xBCDE)), new TransportSequence());
    }

    private List<byte[]> pump(Track track, int budget, RtpCipher key) {
        int before = path.packets().size();
        outbox.open(path);
        track.pump(outbox, key, budget);
        outbox.close();
        return path.packets().subList(before, path.packets().size());
    }

    private List<byte[]> pump(Track track) {
        return pump(track, ALL, cipher);
    }

    private List<byte[]> retransmit(Track track, int number, RtpCipher key) {
        int before = path.packets().size();
        outbox.open(path);
        track.retransmit(number, outbox, key);
        outbox.close();
        return path.packets().subList(before, path.packets().size());
    }

    private static RtpHeader header(byte[] packet) {
        return RtpHeader.parse(packet, 0, packet.length).orElseThrow();
    }

    private static byte[] payload(byte[] packet) {
        return Arrays.copyOfRange(packet, header(packet).length(), packet.length);
    }

    private static boolean isKeyframe(byte[] packet) {
        return VideoCodec.H264.startsKeyframe(payload(packet), 0, payload(packet).length);
    }

    private static void assertNoGaps(List<byte[]> packets) {
        for (int i = 1; i < packets.size(); i++) {
            assertThat(header(packets.get(i)).sequence())
                    .isEqualTo(header(packets.get(i - 1)).sequence() + 1 & 0xFFFF);
        }
    }

    private static void assertTimeGoesOn(List<byte[]> packets) {
        for (int i = 1; i < packets.size(); i++) {
            RtpHeader before = header(packets.get(i - 1));
            int step = (int) (header(packets.get(i)).timestamp() - before.timestamp());
            if (before.marker()) {
                assertThat(step).isPositive();
            } else {
                assertThat(step).isZero();
            }
        }
    }

    @Test
    void sendsNothingBeforeAKeyframe() {
        source.frame(3);
        Track track = track(source.leg(), true);

        assertThat(pump(track)).isEmpty();
        source.keyframe(2);
        assertThat(pump(track)).hasSize(2);
    }

    @Test
    void beginsWithTheKeyframeForWhoJoinsLate() {
        source.frame(2);
        source.keyframe(3);
        source.frame(2);
        source.frame(2);
        Track track = track(source.leg(), true);
        List<byte[]> cached = pump(track);
        source.frame(1);
        source.frame(1);
        List<byte[]> all = new ArrayList<>(cached);
        all.addAll(pump(track));

        assertThat(cached).hasSize(7);
        assertThat(isKeyframe(cached.getFirst())).isTrue();
        assertNoGaps(all);
        assertTimeGoesOn(all);
        assertThat(header(all.getLast()).timestamp()).isEqualTo(source.timestamp());
        long span =
                header(cached.getLast()).timestamp() - header(cached.getFirst()).timestamp();
        assertThat(span).as("what has passed is shown at once").isLessThan(TestSource.FRAME_TICKS);
    }

    @Test
    void catchesUpStepByStep() {
        source.keyframe(50);
        source.frame(1);
        Track track = track(source.leg(), true);

        assertThat(pump(track, 16, cipher)).hasSize(16);
        assertThat(track.catchingUp()).isTrue();
        source.frame(1);
        assertThat(pump(track, 16, cipher)).hasSize(16);
        assertThat(pump(track, 100, cipher)).hasSize(20);
        assertThat(track.catchingUp()).isFalse();
        assertNoGaps(path.packets());
        assertTimeGoesOn(path.packets());
    }

    @Test
    void repeatsTheKeyframeInTheTimeThatIsLeft() {
        source.keyframe(2);
        Track track = track(source.leg(), true);
        pump(track);
        source.frame(1);
        source.frame(1);
        pump(track);

        assertThat(track.repeatKeyframe()).isTrue();
        List<byte[]> again = pump(track);
        source.frame(1);
        pump(track);

        assertThat(again).hasSize(4);
        assertThat(isKeyframe(again.getFirst())).isTrue();
        assertNoGaps(path.packets());
        assertTimeGoesOn(path.packets());
        assertThat(header(path.packets().getLast()).timestamp()).isEqualTo(source.timestamp());
    }

    @Test
    void repeatsNoKeyframeThatIsNotKept() {
        TestSource small = new TestSource(VideoCodec.H264, 4, 1 << 20);
        small.keyframe(1);
        Track track = track(small.leg(), true);
        pump(track);
        small.frame(8);
        pump(track);

        assertThat(track.repeatKeyframe()).isFalse();
    }

    @Test
    void countsPicturesOfVp8OnWhenItRepeatsThem() {
        TestSource vp8 = new TestSource(VideoCodec.VP8, 512, 1 << 20);
        vp8.keyframe(1);
        vp8.frame(1);
        Track track = track(vp8.leg(), true);
        pump(track);
        track.repeatKeyframe();
        pump(track);
        vp8.frame(1);
        pump(track);

        assertThat(path.packets())
                .extracting(packet -> BigEndian.u16(payload(packet), 2) & 0x7FFF)
                .containsExactly(1, 2, 3, 4, 5);
    }

    @Test
    void repeatsALostPacketInAStreamOfItsOwn() {
        source.keyframe(3);
        Track track = track(source.leg(), true);
        List<byte[]> sent = pump(track);
        int number = header(sent.get(1)).sequence();
        List<byte[]> repeated = retransmit(track, number, cipher);
        List<byte[]> twice = retransmit(track, number, cipher);

        assertThat(repeated).hasSize(1);
        RtpHeader header = header(repeated.getFirst());
        assertThat(header.payloadType()).isEqualTo(97);
        assertThat(header.ssrc()).isEqualTo(0xBCDE);
        assertThat(header.timestamp()).isEqualTo(header(sent.get(1)).timestamp());
        assertThat(BigEndian.u16(payload(repeated.getFirst()), 0)).isEqualTo(number);
        assertThat(Arrays.copyOfRange(payload(repeated.getFirst()), 2, 42)).isEqualTo(payload(sent.get(1)));
        assertThat(header(twice.getFirst()).sequence()).isEqualTo(header.sequence() + 1 & 0xFFFF);
    }

    /** Otherwise its key stream would be used for two texts. */
    @ParameterizedTest
    @EnumSource
    void repeatsALostPacketBitForBitInTheSameStream(SrtpProfile profile) {
        RtpCipher key = SrtpKeys.split(profile, new byte[profile.keyingMaterialLength()])
                .server()
                .rtp();
        source.keyframe(3);
        Track track = track(source.leg(), false);
        List<byte[]> sent = new ArrayList<>(pump(track, ALL, key));
        source.frame(2);
        sent.addAll(pump(track, ALL, key));
        track.repeatKeyframe();
        sent.addAll(pump(track, ALL, key));
        track.skip();
        source.frame(1);
        source.keyframe(2);
        sent.addAll(pump(track, ALL, key));

        for (byte[] packet : sent) {
            assertThat(retransmit(track, header(packet).sequence(), key)).containsExactly(packet);
        }
        assertThat(track.packets()).as("repetitions are not counted").isEqualTo(sent.size());
    }

    @Test
    void repeatsNothingThatWasNotSent() {
        source.keyframe(2);
        Track track = track(source.leg(), true);
        assertThat(retransmit(track, 1, cipher)).isEmpty();
        List<byte[]> sent = pump(track);
        int last = header(sent.getLast()).sequence();

        assertThat(retransmit(track, last + 1 & 0xFFFF, cipher)).isEmpty();
        assertThat(retransmit(track, last - 2 & 0xFFFF, cipher)).isEmpty();
        assertThat(retransmit(track, last + 0x8000 & 0xFFFF, cipher)).isEmpty();
    }

    @Test
    void goesOnWithTheNextKeyframeAfterTheWayWasFull() {
        source.keyframe(2);
        Track track = track(source.leg(), true);
        pump(track);
        source.frame(1);
        track.skip();
        assertThat(pump(track)).isEmpty();
        source.frame(1);
        assertThat(pump(track)).isEmpty();
        source.keyframe(2);
        List<byte[]> on = pump(track);

        assertThat(on).hasSize(2);
        assertThat(isKeyframe(on.getFirst())).isTrue();
        assertNoGaps(path.packets());
        assertTimeGoesOn(path.packets());
    }

    @Test
    void leavesOutWhatTheSourceHasLost() {
        source.keyframe(2);
        Track track = track(source.leg(), true);
        List<byte[]> before = pump(track);
        source.lose(2);
        source.frame(1);
        List<byte[]> after = pump(track);

        assertThat(header(after.getFirst()).sequence())
                .isEqualTo(header(before.getLast()).sequence() + 3 & 0xFFFF);
    }

    @Test
    void countsHowOftenTheSequenceWraps() {
        Track track = track(source.leg(), true);
        for (int i = 0; i < 1400; i++) {
            source.keyframe(100);
            pump(track);
        }
        int wraps = 0;
        int before = 0;
        List<byte[]> packets = path.packets();
        assertThat(cipher.rollovers).hasSameSizeAs(packets);
        for (int i = 0; i < packets.size(); i++) {
            int sequence = BigEndian.u16(packets.get(i), 2);
            wraps += sequence < before ? 1 : 0;
            before = sequence;
            assertThat(cipher.rollovers.get(i)).isEqualTo(wraps);
        }
        assertThat(wraps).isGreaterThanOrEqualTo(2);
    }
}
