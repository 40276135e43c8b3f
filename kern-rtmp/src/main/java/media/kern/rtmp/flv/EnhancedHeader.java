package media.kern.rtmp.flv;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/**
 * What follows the first byte of an Enhanced RTMP message (v2, "Enhanced Audio" and "Enhanced Video"), which audio and video have in
 * common: modifiers, multitrack, FourCC.
 *
 * @param packetType that of audio and that of video differ
 * @param many whether there are several tracks in the message
 * @param track the only or the first track
 * @param multitrack whether it says so at all
 */
record EnhancedHeader(int packetType, boolean multitrack, boolean many, int track, String fourCc) {
    static final int SEQUENCE_START = 0;
    static final int CODED_FRAMES = 1;
    static final int SEQUENCE_END = 2;

    private static final int MODIFIER = 7;
    private static final int ONE_TRACK = 0;
    private static final int FOUR_CC = 4;
    private static final int LONG_MODIFIER = 256;

    /**
     * @param in after the first byte
     * @param type that the first byte tells
     * @param multitrackType the packet type that means multitrack
     */
    static EnhancedHeader read(ByteBuf in, int type, int multitrackType) throws FlvException {
        int packetType = type;
        while (packetType == MODIFIER) {
            need(in, 1, "modifier");
            int size = in.readUnsignedByte() + 1;
            if (size == LONG_MODIFIER) {
                need(in, 2, "modifier");
                size = in.readUnsignedShort() + 1;
            }
            need(in, size + 1, "modifier");
            in.skipBytes(size);
            packetType = in.readUnsignedByte() & 0x0F;
        }
        if (packetType != multitrackType) {
            return new EnhancedHeader(packetType, false, false, 0, fourCc(in));
        }
        need(in, 1, "multitrack");
        int kind = in.readUnsignedByte();
        int of = kind >> 4;
        // With several codecs it stands in front of each track, else in front of all: the first track tells the same.
        String codec = fourCc(in);
        need(in, 1, "track id");
        int track = in.readUnsignedByte();
        if (of != ONE_TRACK) {
            need(in, 3, "track size");
            in.skipBytes(3);
        }
        return new EnhancedHeader(kind & 0x0F, true, of != ONE_TRACK, track, codec);
    }

    /** See {@link MediaTag#slot}. */
    int slot(int what) {
        int of = multitrack ? (many ? 512 : 256) + track : 0;
        return what << 16 | of;
    }

    private static String fourCc(ByteBuf in) throws FlvException {
        need(in, FOUR_CC, "FourCC");
        return in.readCharSequence(FOUR_CC, StandardCharsets.ISO_8859_1).toString();
    }

    static void need(ByteBuf in, int bytes, String what) throws FlvException {
        if (in.readableBytes() < bytes) {
            throw new FlvException("the " + what + " of an enhanced header needs " + bytes + " bytes, there are "
                    + in.readableBytes());
        }
    }
}
