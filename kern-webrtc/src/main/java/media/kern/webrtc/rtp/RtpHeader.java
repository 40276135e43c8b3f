package media.kern.webrtc.rtp;

import java.util.Optional;

/**
 * The header of a received RTP packet (RFC 3550 section 5.1).
 *
 * @param payloadType 0 to 127
 * @param sequence 0 to 65535
 * @param timestamp 32 bits, unsigned
 * @param length with contributing sources and header extension
 * @param payloadLength without padding
 */
public record RtpHeader(
        boolean marker, int payloadType, int sequence, long timestamp, int ssrc, int length, int payloadLength) {
    public static final int FIXED_LENGTH = 12;

    /** Reads a packet that begins at {@code at}; empty if it is not a well-formed one of version 2. */
    public static Optional<RtpHeader> parse(byte[] bytes, int at, int packetLength) {
        int length = lengthOf(bytes, at, packetLength);
        if (length < 0) {
            return Optional.empty();
        }
        int padding = (bytes[at] & 0x20) == 0 ? 0 : bytes[at + packetLength - 1] & 0xFF;
        int payloadLength = packetLength - length - padding;
        if (payloadLength < 0 || ((bytes[at] & 0x20) != 0 && padding == 0)) {
            return Optional.empty();
        }
        return Optional.of(new RtpHeader(
                bytes[at + 1] < 0,
                bytes[at + 1] & 0x7F,
                BigEndian.u16(bytes, at + 2),
                BigEndian.u32(bytes, at + 4),
                BigEndian.i32(bytes, at + 8),
                length,
                payloadLength));
    }

    /** The length of the header alone, which is not encrypted; -1 if it is malformed. */
    public static int lengthOf(byte[] bytes, int at, int packetLength) {
        if (packetLength < FIXED_LENGTH || (bytes[at] & 0xC0) != 0x80) {
            return -1;
        }
        int length = FIXED_LENGTH + 4 * (bytes[at] & 0x0F);
        if ((bytes[at] & 0x10) != 0) {
            if (packetLength < length + 4) {
                return -1;
            }
            length += 4 + 4 * BigEndian.u16(bytes, at + length + 2);
        }
        return length > packetLength ? -1 : length;
    }
}
