package media.kern.webrtc;

import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntConsumer;
import media.kern.webrtc.rtp.BigEndian;
import media.kern.webrtc.rtp.ExtendedSequence;
import media.kern.webrtc.rtp.RtpHeader;

/**
 * Follows the packets of a video as a browser does: asks for those that are missing, again and again, and gives a frame up
 * when one of its packets has not come within half a second.
 */
final class NackingReceiver {
    private static final long PATIENCE_NANOS = 500_000_000L;
    private static final long ASK_AGAIN_NANOS = 60_000_000L;
    private final IntConsumer nack;
    private final ExtendedSequence sequence = new ExtendedSequence();
    private final Map<Long, Missing> missing = new TreeMap<>();
    private final Set<Long> frames = new HashSet<>();
    private long newest = -1;
    private int givenUp;
    private int asked;
    private long lastPacket;
    private long longestSilence;
    private int repaired;

    /** Since when a packet is missing, and when it was asked for last. */
    private record Missing(long since, long asked) {}

    /** @param nack takes the numbers of packets that are to be sent again */
    NackingReceiver(IntConsumer nack) {
        this.nack = nack;
    }

    /** Takes a packet of the media, or one of the other stream that repeats it. */
    synchronized void take(RtpHeader header, byte[] packet, boolean repeats, long now) {
        if (repeats && (newest < 0 || header.payloadLength() < 2)) {
            return;
        }
        long index = repeats
                ? ExtendedSequence.near(BigEndian.u16(packet, header.length()), newest)
                : sequence.extend(header.sequence());
        for (long lost = newest < 0 ? index : newest + 1; lost < index; lost++) {
            missing.put(lost, new Missing(now, now - ASK_AGAIN_NANOS));
        }
        longestSilence = lastPacket == 0 ? 0 : Math.max(longestSilence, now - lastPacket);
        lastPacket = now;
        newest = Math.max(newest, index);
        if (missing.remove(index) != null && repeats) {
            repaired++;
        }
        frames.add(header.timestamp());
        askForMissing(now);
    }

    private void askForMissing(long now) {
        for (Iterator<Map.Entry<Long, Missing>> all = missing.entrySet().iterator(); all.hasNext(); ) {
            Map.Entry<Long, Missing> one = all.next();
            if (now - one.getValue().since() >= PATIENCE_NANOS) {
                all.remove();
                givenUp++;
            } else if (now - one.getValue().asked() >= ASK_AGAIN_NANOS) {
                one.setValue(new Missing(one.getValue().since(), now));
                asked++;
                nack.accept((int) (one.getKey() & 0xFFFF));
            }
        }
    }

    /** Frames of which something has come. */
    synchronized int frames() {
        return frames.size();
    }

    /** Packets that never came: as many frames at most are incomplete. */
    synchronized int givenUp() {
        return givenUp;
    }

    /** Packets that came because they were asked for. */
    synchronized int repaired() {
        return repaired;
    }

    /** What was done and seen, to explain a failure. */
    synchronized String account() {
        return "asked " + asked + " times, repaired " + repaired + ", gave up " + givenUp + ", longest silence "
                + longestSilence / 1_000_000 + " ms";
    }

    /** Packets that may still come. */
    synchronized int outstanding() {
        return missing.size();
    }
}
