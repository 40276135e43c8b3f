package media.kern.webrtc.stream;

import java.util.Optional;
import java.util.OptionalInt;
import media.kern.webrtc.codec.H264Payload;
import media.kern.webrtc.codec.VideoCodec;
import media.kern.webrtc.rtp.ExtendedSequence;
import media.kern.webrtc.rtp.RtcpReader;
import media.kern.webrtc.rtp.RtpHeader;

/**
 * One medium of a stream as it comes from FFmpeg. Packets and reports are taken on one event loop; everything else may be
 * asked by any thread.
 */
public final class Leg {
    /** A greater hole is not a loss but another beginning. */
    private static final int GREATEST_LOSS = 1000;

    private final LegFormat format;
    private final PacketRing ring;
    private final SourceClock clock;
    private final Runnable onReordered;

    // Only touched by the event loop that takes the packets.
    private final ExtendedSequence sequence = new ExtendedSequence();
    private long offset;
    private long frameStart;
    private long frameTimestamp = -1;
    private long frame;

    private volatile int profileLevelId = -1;
    private final Counter packets = new Counter();
    private final Counter bytes = new Counter();
    private final Counter lost = new Counter();
    private final Counter wrongPayloadTypes = new Counter();
    private volatile long frameTicks;
    private volatile long lastArrival;
    private volatile boolean reordered;

    /**
     * @param maxCachedPackets the most that is kept since a keyframe for who joins
     * @param maxCachedBytes the same in bytes
     * @param onReordered told once if the timestamps run backwards: the video has B-frames, which browsers do not show
     */
    Leg(LegFormat format, int maxCachedPackets, long maxCachedBytes, Runnable onReordered) {
        this.format = format;
        this.ring = new PacketRing(maxCachedPackets, maxCachedBytes);
        this.clock = new SourceClock(format.clockRate());
        this.onReordered = onReordered;
    }

    public LegFormat format() {
        return format;
    }

    PacketRing ring() {
        return ring;
    }

    SourceClock clock() {
        return clock;
    }

    /** From frame to frame, in ticks of its clock; 0 while there are not two. */
    long frameTicks() {
        return frameTicks;
    }

    /** Of H.264, from its newest sequence parameter set. */
    public OptionalInt profileLevelId() {
        return profileLevelId < 0 ? OptionalInt.empty() : OptionalInt.of(profileLevelId);
    }

    /** Whether a viewer would see or hear something: packets have come, of video a keyframe. */
    public boolean ready() {
        boolean profileKnown = profileLevelId >= 0 || !format.video().equals(Optional.of(VideoCodec.H264));
        return packets.value() > 0 && (format.video().isEmpty() || (ring.keyframe() >= 0 && profileKnown));
    }

    /** Packets taken so far. */
    public long packets() {
        return packets.value();
    }

    /** Bytes of payload taken so far. */
    public long bytes() {
        return bytes.value();
    }

    /** Packets that have not come from FFmpeg, as their numbers tell. */
    public long lost() {
        return lost.value();
    }

    /** Packets dropped because of a payload type that was not agreed on. */
    public long wrongPayloadTypes() {
        return wrongPayloadTypes.value();
    }

    /** When the last packet came, of {@link System#nanoTime}; 0 if none has. */
    public long lastArrival() {
        return lastArrival;
    }

    /** Takes a packet; on the event loop. What is malformed or of another payload type is dropped. */
    void take(byte[] datagram, long now) {
        RtpHeader header = RtpHeader.parse(datagram, 0, datagram.length).orElse(null);
        if (header == null || header.payloadLength() == 0) {
            return;
        }
        if (header.payloadType() != format.payloadType()) {
            wrongPayloadTypes.add(1);
            return;
        }
        long index = indexOf(header.sequence());
        if (index < ring.head()) {
            return; // Late or twice: cannot be sent in its place any more.
        }
        if (header.timestamp() != frameTimestamp) {
            nextFrame(header.timestamp(), index);
        }
        int at = header.length();
        int length = header.payloadLength();
        ring.add(new RtpPacket(index, frame, header.timestamp(), header.marker(), datagram, at, length, now));
        format.video().ifPresent(codec -> inspect(codec, datagram, at, length));
        lastArrival = now;
        bytes.add(length);
        packets.add(1);
    }

    private long indexOf(int number) {
        long head = ring.head();
        long index = sequence.extend(number) + offset;
        long hole = index - head;
        if (head > 0 && Math.abs(hole) > GREATEST_LOSS) {
            offset -= hole;
            return head;
        }
        if (head > 0 && hole > 0) {
            lost.add(hole);
        }
        return index;
    }

    private void nextFrame(long timestamp, long index) {
        if (frameTimestamp >= 0) {
            int ticks = (int) (timestamp - frameTimestamp);
            if (ticks > 0) {
                frameTicks = ticks;
            } else if (format.video().isPresent() && !reordered) {
                reordered = true;
                onReordered.run();
            }
        }
        frameTimestamp = timestamp;
        frameStart = index;
        frame++;
    }

    private void inspect(VideoCodec codec, byte[] datagram, int at, int length) {
        if (codec.startsKeyframe(datagram, at, length)) {
            ring.keyframeAt(frameStart);
        }
        if (codec == VideoCodec.H264) {
            H264Payload.profileLevelId(datagram, at, length).ifPresent(id -> profileLevelId = id);
        }
    }

    /** Takes a control packet; on the event loop. */
    void takeControl(byte[] datagram) {
        RtcpReader.read(datagram, datagram.length, new RtcpReader.Handler() {
            @Override
            public void senderReport(int ssrc, long ntp, long timestamp) {
                clock.report(ntp, timestamp);
            }
        });
    }
}
