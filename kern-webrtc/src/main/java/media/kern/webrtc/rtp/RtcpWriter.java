package media.kern.webrtc.rtp;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes a compound RTCP packet. Begin with a report (RFC 3550 section 6.1). */
public final class RtcpWriter {
    private static final int CAPACITY = 512;
    private static final int SOURCE_DESCRIPTION = 202;
    private static final int CNAME = 1;

    private final ByteBuffer out = ByteBuffer.allocate(CAPACITY);

    /**
     * What the sender of a stream says of it (RFC 3550 section 6.4.1).
     *
     * @param ntp seconds since 1900 in the upper, fractions in the lower 32 bits
     */
    public RtcpWriter senderReport(int ssrc, long ntp, long timestamp, long packets, long octets) {
        header(0, RtcpReader.SENDER_REPORT, 6);
        out.putInt(ssrc)
                .putLong(ntp)
                .putInt((int) timestamp)
                .putInt((int) packets)
                .putInt((int) octets);
        return this;
    }

    /** What the receiver of a stream says of it. */
    public RtcpWriter receiverReport(int ssrc, RtcpReader.ReportBlock block) {
        header(1, RtcpReader.RECEIVER_REPORT, 7);
        out.putInt(ssrc)
                .putInt(block.ssrc())
                .putInt(block.fractionLost() << 24 | (block.cumulativeLost() & 0xFFFFFF))
                .putInt((int) block.highestSequence())
                .putInt((int) block.jitter())
                .putInt(block.lastSenderReport())
                .putInt((int) block.delaySinceSenderReport());
        return this;
    }

    /** A receiver without anything to report. */
    public RtcpWriter emptyReceiverReport(int ssrc) {
        header(0, RtcpReader.RECEIVER_REPORT, 1);
        out.putInt(ssrc);
        return this;
    }

    /** The name that ties the streams of one sender together (RFC 3550 section 6.5.1). */
    public RtcpWriter sourceName(int ssrc, String name) {
        byte[] text = name.getBytes(StandardCharsets.UTF_8);
        int item = 4 + 2 + text.length + 1;
        int padded = (item + 3) / 4 * 4;
        header(1, SOURCE_DESCRIPTION, padded / 4);
        int end = out.position() + padded;
        out.putInt(ssrc).put((byte) CNAME).put((byte) text.length).put(text).position(end);
        return this;
    }

    /** The streams have ended (RFC 3550 section 6.6). */
    public RtcpWriter bye(int... ssrcs) {
        header(ssrcs.length, RtcpReader.BYE, ssrcs.length);
        Arrays.stream(ssrcs).forEach(out::putInt);
        return this;
    }

    /** Asks for packets again: {@code first} and those of the 16 after it whose bit is set. */
    public RtcpWriter nack(int ssrc, int media, int first, int bitmask) {
        header(RtcpReader.FORMAT_NACK, RtcpReader.TRANSPORT_FEEDBACK, 3);
        out.putInt(ssrc).putInt(media).putShort((short) first).putShort((short) bitmask);
        return this;
    }

    /** Asks for a keyframe (RFC 4585 section 6.3.1). */
    public RtcpWriter pictureLoss(int ssrc, int media) {
        header(RtcpReader.FORMAT_PLI, RtcpReader.PAYLOAD_FEEDBACK, 2);
        out.putInt(ssrc).putInt(media);
        return this;
    }

    /** @param words of 32 bits behind the header's first one */
    private void header(int count, int type, int words) {
        out.put((byte) (0x80 | count)).put((byte) type).putShort((short) words);
    }

    public byte[] bytes() {
        return Arrays.copyOf(out.array(), out.position());
    }
}
