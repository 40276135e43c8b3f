package media.kern.webrtc.stream;

import java.util.ArrayList;
import java.util.List;
import media.kern.webrtc.codec.VideoCodec;
import media.kern.webrtc.rtp.BigEndian;

/** Feeds a leg as FFmpeg would, with 25 frames in a second. */
final class TestSource {
    static final int FRAME_TICKS = 3600;
    private final VideoCodec codec;
    private final Leg leg;
    private final List<String> reordered = new ArrayList<>();
    private int sequence = 65530;
    private int timestamp = -10 * FRAME_TICKS;
    private long now = 1;
    private int picture;

    TestSource(VideoCodec codec, int maxPackets, long maxBytes) {
        this.codec = codec;
        this.leg = new Leg(LegFormat.video(codec, 102), maxPackets, maxBytes, () -> reordered.add("reordered"));
    }

    TestSource() {
        this(VideoCodec.H264, 512, 2 << 20);
    }

    Leg leg() {
        return leg;
    }

    /** How often the leg has complained. */
    int complaints() {
        return reordered.size();
    }

    long timestamp() {
        return timestamp & 0xFFFFFFFFL;
    }

    void pause(long nanos) {
        now += nanos;
    }

    void lose(int packets) {
        sequence += packets;
    }

    void jump(int ticks) {
        timestamp += ticks;
    }

    void keyframe(int packets) {
        frame(true, packets, true);
    }

    void frame(int packets) {
        frame(false, packets, true);
    }

    void frame(boolean key, int packets, boolean complete) {
        timestamp += FRAME_TICKS;
        picture++;
        now += 40_000_000;
        for (int i = 0; i < packets; i++) {
            packet(102, key && i == 0, complete && i == packets - 1);
        }
    }

    void packet(int payloadType, boolean key, boolean marker) {
        byte[] packet = new byte[12 + 40];
        packet[0] = (byte) 0x80;
        packet[1] = (byte) (payloadType | (marker ? 0x80 : 0));
        BigEndian.put16(packet, 2, sequence++);
        BigEndian.put32(packet, 4, timestamp);
        byte[] start = codec == VideoCodec.VP8
                ? new byte[] {(byte) 0x90, (byte) 0x80, (byte) 0x80, (byte) picture, (byte) (key ? 0 : 1)}
                : key ? new byte[] {0x78, 0, 4, 0x67, 0x42, (byte) 0xe0, 0x1f, 0, 2, 0x65, 1} : new byte[] {0x41, 1};
        System.arraycopy(start, 0, packet, 12, start.length);
        BigEndian.put16(packet, 50, sequence);
        leg.take(packet, now);
    }
}
