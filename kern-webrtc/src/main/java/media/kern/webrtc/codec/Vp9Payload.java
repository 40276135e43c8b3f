package media.kern.webrtc.codec;

/** Packets of VP9 (RFC 9628 section 4.2). */
final class Vp9Payload {
    private static final int PICTURE_ID = 0x80;
    private static final int PREDICTED = 0x40;
    private static final int LAYERS = 0x20;
    private static final int FLEXIBLE = 0x10;
    private static final int START = 0x08;
    private static final int SCALABILITY = 0x02;

    private Vp9Payload() {}

    /** Not every sender sets the flag for predicted frames, so the frame is asked too. */
    static boolean startsKeyframe(byte[] bytes, int at, int length) {
        int flags = bytes[at];
        if ((flags & START) == 0 || (flags & PREDICTED) != 0) {
            return false;
        }
        if ((flags & SCALABILITY) != 0) {
            return true; // The structure of the layers is only told with keyframes.
        }
        int frame = at + 1;
        if ((flags & PICTURE_ID) != 0) {
            frame += length > 1 && bytes[at + 1] < 0 ? 2 : 1;
        }
        if ((flags & LAYERS) != 0) {
            frame += (flags & FLEXIBLE) == 0 ? 2 : 1;
        }
        return frame < at + length && isKeyframe(bytes[frame]);
    }

    /** frame_marker, two bits of profile, show_existing_frame, frame_type (VP9 bitstream, uncompressed_header). */
    private static boolean isKeyframe(byte first) {
        boolean marked = (first & 0xC0) == 0x80;
        boolean reservedBit = (first & 0x30) == 0x30;
        int next = reservedBit ? first << 1 : first;
        return marked && (next & 0x08) == 0 && (next & 0x04) == 0;
    }
}
