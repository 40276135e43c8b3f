package media.kern.webrtc.rtp;

import java.util.function.IntConsumer;

/**
 * Reads the packets of a compound RTCP packet (RFC 3550 section 6.1), one after the other. What is unknown is skipped,
 * what is malformed ends it.
 */
public final class RtcpReader {
    static final int SENDER_REPORT = 200;
    static final int RECEIVER_REPORT = 201;
    static final int BYE = 203;
    static final int TRANSPORT_FEEDBACK = 205;
    static final int PAYLOAD_FEEDBACK = 206;
    static final int FORMAT_NACK = 1;
    static final int FORMAT_TRANSPORT_CC = 15;
    static final int FORMAT_PLI = 1;
    static final int FORMAT_FIR = 4;
    static final int FORMAT_APPLICATION = 15;

    private static final int HEADER = 8;
    private static final int REPORT_BLOCK = 24;
    private static final int REMB = 0x52454D42;

    private RtcpReader() {}

    /** Takes what has been read. */
    public interface Handler {
        /**
         * What a sender says of its clock (RFC 3550 section 6.4.1).
         *
         * @param ntp seconds since 1900 in the upper, fractions in the lower 32 bits
         * @param timestamp of RTP at that time
         */
        default void senderReport(int ssrc, long ntp, long timestamp) {}

        /** What a receiver says of a stream (RFC 3550 section 6.4.2). */
        default void reportBlock(ReportBlock block) {}

        /** Packets that are missing (RFC 4585 section 6.2.1). */
        default void nack(int ssrc, int sequence) {}

        /** The receiver cannot show a picture until there is a keyframe: PLI or FIR (RFC 4585, RFC 5104). */
        default void keyframeRequest(int ssrc) {}

        /** The receiver's estimate of what its way can carry (draft-alvestrand-rmcat-remb). */
        default void bandwidthEstimate(long bitsPerSecond) {}

        /** What of the numbered packets of the transport has arrived (draft-holmer-rmcat-transport-wide-cc). */
        default void transportFeedback(int received, int lost) {}

        default void bye(int ssrc) {}
    }

    /**
     * A report of a receiver.
     *
     * @param fractionLost of 256, since the report before
     * @param cumulativeLost since the beginning; negative if there were duplicates
     * @param highestSequence with the number of cycles in the upper 16 bits
     * @param jitter in units of the clock
     * @param lastSenderReport the middle 32 bits of its NTP time; 0 if there was none
     * @param delaySinceSenderReport in 1/65536 s
     */
    public record ReportBlock(
            int ssrc,
            int fractionLost,
            int cumulativeLost,
            long highestSequence,
            long jitter,
            int lastSenderReport,
            long delaySinceSenderReport) {}

    /** Whether a packet of a multiplexed stream is RTCP (RFC 5761 section 4). */
    public static boolean isRtcp(byte secondByte) {
        int type = secondByte & 0xFF;
        return type >= 192 && type <= 223;
    }

    /** Hands on everything there is in a compound packet. */
    public static void read(byte[] bytes, int length, Handler handler) {
        int at = 0;
        while (length - at >= 4 && (bytes[at] & 0xC0) == 0x80) {
            int end = at + 4 + 4 * BigEndian.u16(bytes, at + 2);
            if (end > length) {
                return;
            }
            if (end - at >= HEADER) {
                readOne(bytes, at, end, handler);
            }
            at = end;
        }
    }

    private static void readOne(byte[] bytes, int at, int end, Handler handler) {
        int count = bytes[at] & 0x1F;
        switch (bytes[at + 1] & 0xFF) {
            case SENDER_REPORT -> {
                if (end - at >= 28) {
                    long ntp = BigEndian.u32(bytes, at + 8) << 32 | BigEndian.u32(bytes, at + 12);
                    handler.senderReport(BigEndian.i32(bytes, at + 4), ntp, BigEndian.u32(bytes, at + 16));
                    reportBlocks(bytes, at + 28, end, count, handler);
                }
            }
            case RECEIVER_REPORT -> reportBlocks(bytes, at + HEADER, end, count, handler);
            case BYE -> handler.bye(BigEndian.i32(bytes, at + 4));
            case TRANSPORT_FEEDBACK -> transportFeedback(bytes, at, end, count, handler);
            case PAYLOAD_FEEDBACK -> payloadFeedback(bytes, at, end, count, handler);
            default -> {}
        }
    }

    private static void reportBlocks(byte[] bytes, int from, int end, int count, Handler handler) {
        for (int at = from, i = 0; i < count && at + REPORT_BLOCK <= end; at += REPORT_BLOCK, i++) {
            handler.reportBlock(new ReportBlock(
                    BigEndian.i32(bytes, at),
                    bytes[at + 4] & 0xFF,
                    bytes[at + 5] << 16 | BigEndian.u16(bytes, at + 6),
                    BigEndian.u32(bytes, at + 8),
                    BigEndian.u32(bytes, at + 12),
                    BigEndian.i32(bytes, at + 16),
                    BigEndian.u32(bytes, at + 20)));
        }
    }

    private static void transportFeedback(byte[] bytes, int at, int end, int format, Handler handler) {
        if (end - at < 12) {
            return;
        }
        if (format == FORMAT_NACK) {
            int ssrc = BigEndian.i32(bytes, at + 8);
            for (int item = at + 12; item + 4 <= end; item += 4) {
                nacks(BigEndian.u16(bytes, item), BigEndian.u16(bytes, item + 2), seq -> handler.nack(ssrc, seq));
            }
        } else if (format == FORMAT_TRANSPORT_CC && end - at >= 20) {
            TransportFeedback.count(bytes, at + 12, end, handler);
        }
    }

    private static void nacks(int first, int bitmask, IntConsumer sequence) {
        sequence.accept(first);
        for (int bit = 0; bit < 16; bit++) {
            if ((bitmask >>> bit & 1) != 0) {
                sequence.accept(first + bit + 1 & 0xFFFF);
            }
        }
    }

    private static void payloadFeedback(byte[] bytes, int at, int end, int format, Handler handler) {
        if (end - at < 12) {
            return;
        }
        switch (format) {
            case FORMAT_PLI -> handler.keyframeRequest(BigEndian.i32(bytes, at + 8));
            case FORMAT_FIR -> {
                for (int item = at + 12; item + 8 <= end; item += 8) {
                    handler.keyframeRequest(BigEndian.i32(bytes, item));
                }
            }
            case FORMAT_APPLICATION -> {
                if (end - at >= 20 && BigEndian.i32(bytes, at + 12) == REMB) {
                    int exponent = (bytes[at + 17] & 0xFF) >>> 2;
                    long mantissa = BigEndian.u24(bytes, at + 17) & 0x3FFFF;
                    handler.bandwidthEstimate(exponent > 44 ? Long.MAX_VALUE : mantissa << exponent);
                }
            }
            default -> {}
        }
    }
}
