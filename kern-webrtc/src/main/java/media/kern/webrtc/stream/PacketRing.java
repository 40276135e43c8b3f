package media.kern.webrtc.stream;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The newest packets of a source, for everybody's fan-out, for repetition, and for who joins: those since the beginning of
 * the last keyframe. One thread writes, any may read.
 */
final class PacketRing {
    /** At 1200 bytes each, 1.6 s at 50 Mbit/s. */
    static final int CAPACITY = 8192;

    /** How long a packet can be asked for again. */
    private static final long HISTORY_NANOS = 2_000_000_000L;

    private final AtomicReferenceArray<@Nullable RtpPacket> slots = new AtomicReferenceArray<>(CAPACITY);
    private final int maxCachedPackets;
    private final long maxCachedBytes;

    // Written by the writer only.
    private long tail;
    private long keyframeBytes;

    private volatile long head;
    private volatile long keyframe = -1;
    private volatile boolean cached;

    /** The bounds of what is kept since a keyframe: beyond one of them, who joins waits for the next keyframe. */
    PacketRing(int maxCachedPackets, long maxCachedBytes) {
        this.maxCachedPackets = Math.min(maxCachedPackets, CAPACITY / 2);
        this.maxCachedBytes = maxCachedBytes;
    }

    /** Behind the newest packet. */
    long head() {
        return head;
    }

    /** Where the newest keyframe begins, or -1 if there was none. */
    long keyframe() {
        return keyframe;
    }

    /** Whether everything since the newest keyframe is still there. */
    boolean cached() {
        return cached;
    }

    /** The packet with this index, or null if the source has lost it or it is too old. */
    @Nullable
    RtpPacket get(long index) {
        RtpPacket packet = slots.get(slot(index));
        return packet == null || packet.index() != index ? null : packet;
    }

    /** The newest packet, or null if there is none. */
    @Nullable
    RtpPacket newest() {
        return get(head - 1);
    }

    /** The next packet; its index is not below the head. */
    void add(RtpPacket packet) {
        long index = packet.index();
        for (long lost = Math.max(head, index - CAPACITY); lost < index; lost++) {
            slots.set(slot(lost), null);
        }
        slots.set(slot(index), packet);
        keyframeBytes += packet.length();
        if (cached && (index - keyframe >= maxCachedPackets || keyframeBytes > maxCachedBytes)) {
            cached = false;
        }
        forget(index, packet.arrival());
        head = index + 1;
    }

    /** A keyframe begins with this packet, which is there already. */
    void keyframeAt(long index) {
        if (index <= keyframe) {
            return;
        }
        keyframeBytes = 0;
        for (long i = index; i < head; i++) {
            RtpPacket packet = get(i);
            keyframeBytes += packet == null ? 0 : packet.length();
        }
        keyframe = index;
        cached = true;
    }

    /** Lets go of what nobody can ask for. */
    private void forget(long newest, long now) {
        tail = Math.max(tail, newest - CAPACITY + 1);
        while (tail < newest && !(cached && tail >= keyframe)) {
            RtpPacket oldest = get(tail);
            if (oldest != null && now - oldest.arrival() < HISTORY_NANOS) {
                return;
            }
            slots.set(slot(tail), null);
            tail++;
        }
    }

    private static int slot(long index) {
        return (int) (index & CAPACITY - 1);
    }
}
