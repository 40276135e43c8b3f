package media.kern.webrtc.stream;

import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;
import media.kern.webrtc.codec.VideoCodec;
import media.kern.webrtc.codec.Vp8Payload;
import media.kern.webrtc.rtp.BigEndian;
import media.kern.webrtc.rtp.ExtendedSequence;
import media.kern.webrtc.srtp.RtpCipher;
import org.jspecify.annotations.Nullable;

/**
 * One medium on its way to one viewer: where in the stream he is, in which numbering. Only touched by the viewer's event
 * loop.
 */
final class Track {
    private static final SecureRandom RANDOM = new SecureRandom();
    /** A cached frame is shown for a millisecond, if at all. */
    private static final long CACHED_STEP = VideoCodec.CLOCK_RATE / 1000;

    private static final int MAX_PASSAGES = 16;
    private static final int SEQUENCE_LENGTH = 2;

    private final Leg leg;
    private final PacketRing ring;
    private final TrackFormat format;
    private final TransportSequence transport;
    private final Deque<Passage> passages = new ArrayDeque<>();
    private final boolean video;

    private @Nullable Passage passage;
    /** Index of the next packet of the source. */
    private long cursor;
    /** Number of the next packet for the viewer; the first half of the range, so that its wrapping is certain. */
    private long sequence = 1L + RANDOM.nextInt(0x7FFF);

    private long retransmissionSequence = 1L + RANDOM.nextInt(0x7FFF);
    private boolean catchingUp;
    private long resumeFrom;
    private long lastTimestamp = -1;
    private int pictureShift;
    private long packets;
    private long octets;

    Track(Leg leg, TrackFormat format, TransportSequence transport) {
        this.leg = leg;
        this.ring = leg.ring();
        this.format = format;
        this.transport = transport;
        this.video = leg.format().video().isPresent();
    }

    Leg leg() {
        return leg;
    }

    TrackFormat format() {
        return format;
    }

    /** Packets sent so far, repetitions in a stream of their own not counted. */
    long packets() {
        return packets;
    }

    /** Bytes of payload sent so far. */
    long octets() {
        return octets;
    }

    /** Whether it is behind what is live, for a good reason. */
    boolean catchingUp() {
        return catchingUp;
    }

    /**
     * Writes what the viewer has not got yet.
     *
     * @param budget how many packets, if it has to catch up; what is live goes at once
     * @return the bytes written
     */
    int pump(Outbox out, RtpCipher cipher, int budget) {
        if (passage == null && !begin()) {
            return 0;
        }
        long head = ring.head();
        if (head - cursor > PacketRing.CAPACITY / 2) {
            skip();
            return 0;
        }
        int bytes = 0;
        int left = catchingUp ? budget : Integer.MAX_VALUE;
        while (cursor < head && left > 0 && passage != null) {
            RtpPacket packet = ring.get(cursor);
            if (packet != null) { // What the source has lost, the viewer misses too.
                bytes += send(packet, passage, out, cipher);
                lastTimestamp = passage.timestampOf(packet);
                left--;
            }
            cursor++;
            sequence++;
        }
        catchingUp &= cursor < head;
        return bytes;
    }

    /** The way is full: what is live now is lost, and it goes on with the next keyframe. */
    void skip() {
        resumeFrom = cursor;
        passage = null;
        catchingUp = false;
    }

    /** Begins where a viewer can: at a keyframe, or with sound anywhere. */
    private boolean begin() {
        if (!video) {
            cursor = ring.head();
            enter(new Passage(sequence, cursor, 0, 0, 0, 0, 0));
            return true;
        }
        return ring.cached() && ring.keyframe() >= resumeFrom && beginAt(ring.keyframe());
    }

    private boolean beginAt(long index) {
        RtpPacket first = ring.get(index);
        RtpPacket newest = ring.newest();
        if (first == null || newest == null) {
            return false;
        }
        long frames = newest.frame() - first.frame();
        boolean again = lastTimestamp >= 0 && (int) (first.timestamp() - lastTimestamp) <= 0;
        if (again) {
            // Between what was shown last and the next frame there is room for all of them.
            long room = leg.frameTicks() * 3 / 4;
            long step = Math.max(1, room / (frames + 2));
            pictureShift += (int) frames + 1;
            enter(new Passage(
                    sequence, index, first.frame(), newest.frame() + 1, lastTimestamp + step, step, pictureShift));
        } else {
            long base = newest.timestamp() - frames * CACHED_STEP;
            enter(new Passage(sequence, index, first.frame(), newest.frame(), base, CACHED_STEP, pictureShift));
        }
        cursor = index;
        catchingUp = frames > 0;
        return true;
    }

    private void enter(Passage next) {
        passage = next;
        passages.addLast(next);
        if (passages.size() > MAX_PASSAGES) {
            passages.removeFirst();
        }
    }

    /**
     * Shows the viewer everything since the newest keyframe once more.
     *
     * @return false if that is not there any more, or he is getting it already
     */
    boolean repeatKeyframe() {
        return video && !catchingUp && passage != null && ring.cached() && beginAt(ring.keyframe());
    }

    /**
     * Repeats a packet.
     *
     * @param number of it, as the viewer knows it
     * @return the bytes written; 0 if it was not sent, or is too old
     */
    int retransmit(int number, Outbox out, RtpCipher cipher) {
        long wanted = ExtendedSequence.near(number, sequence - 1);
        for (Iterator<Passage> newestFirst = passages.descendingIterator(); newestFirst.hasNext(); ) {
            Passage of = newestFirst.next();
            if (wanted >= of.firstSequence()) {
                RtpPacket packet = wanted < sequence ? ring.get(of.indexOf(wanted)) : null;
                return packet == null ? 0 : repeat(packet, of, out, cipher);
            }
        }
        return 0;
    }

    private int repeat(RtpPacket packet, Passage of, Outbox out, RtpCipher cipher) {
        if (!format.hasRetransmissionStream()) {
            packets--; // It is counted already.
            octets -= packet.length();
            return send(packet, of, out, cipher);
        }
        byte[] payload = new byte[SEQUENCE_LENGTH + packet.length()];
        BigEndian.put16(payload, 0, (int) of.sequenceOf(packet.index()));
        System.arraycopy(packet.bytes(), packet.offset(), payload, SEQUENCE_LENGTH, packet.length());
        shiftPicture(payload, SEQUENCE_LENGTH, of);
        int header = format.headerLength();
        int at = out.place(header + payload.length + cipher.tagLength());
        long number = retransmissionSequence++;
        format.retransmissionHeader(out.bytes(), at, packet.marker(), (int) number, of.timestampOf(packet), transport);
        int size = cipher.protect(out.bytes(), at, header, payload, 0, payload.length, (int) (number >>> 16));
        out.added(size);
        return size;
    }

    private int send(RtpPacket packet, Passage of, Outbox out, RtpCipher cipher) {
        byte[] bytes = packet.bytes();
        int offset = packet.offset();
        int length = packet.length();
        if (needsShift(of)) {
            bytes = new byte[length];
            System.arraycopy(packet.bytes(), offset, bytes, 0, length);
            offset = 0;
            shiftPicture(bytes, 0, of);
        }
        int header = format.headerLength();
        long number = of.sequenceOf(packet.index());
        int at = out.place(header + length + cipher.tagLength());
        format.header(out.bytes(), at, packet.marker(), (int) number, of.timestampOf(packet), transport);
        int size = cipher.protect(out.bytes(), at, header, bytes, offset, length, (int) (number >>> 16));
        out.added(size);
        packets++;
        octets += length;
        return size;
    }

    private boolean needsShift(Passage of) {
        return of.pictureShift() != 0 && leg.format().video().equals(Optional.of(VideoCodec.VP8));
    }

    private void shiftPicture(byte[] payload, int at, Passage of) {
        if (needsShift(of)) {
            Vp8Payload.advancePictureId(payload, at, payload.length - at, of.pictureShift());
        }
    }
}
