package media.kern.webrtc.codec;

import media.kern.webrtc.rtp.BigEndian;

/** Packets of VP8 (RFC 7741 sections 4.2 and 4.3). */
public final class Vp8Payload {
    private static final int EXTENDED = 0x80;
    private static final int START = 0x10;
    private static final int PARTITION = 0x07;
    private static final int HAS_PICTURE_ID = 0x80;
    private static final int HAS_TL0 = 0x40;
    private static final int HAS_TID_OR_KEY = 0x30;
    private static final int LONG_PICTURE_ID = 0x80;

    private Vp8Payload() {}

    static boolean startsKeyframe(byte[] bytes, int at, int length) {
        if ((bytes[at] & START) == 0 || (bytes[at] & PARTITION) != 0) {
            return false;
        }
        int header = descriptorLength(bytes, at, length);
        return header < length && (bytes[at + header] & 1) == 0;
    }

    private static int descriptorLength(byte[] bytes, int at, int length) {
        if ((bytes[at] & EXTENDED) == 0 || length < 2) {
            return 1;
        }
        int flags = bytes[at + 1];
        int header = 2;
        if ((flags & HAS_PICTURE_ID) != 0) {
            header += length > 2 && (bytes[at + 2] & LONG_PICTURE_ID) != 0 ? 2 : 1;
        }
        header += (flags & HAS_TL0) == 0 ? 0 : 1;
        header += (flags & HAS_TID_OR_KEY) == 0 ? 0 : 1;
        return header;
    }

    /**
     * Counts the picture on, in place. A viewer takes a picture with a number that it has seen for an old one, so a frame
     * that is sent a second time needs a new number. Payloads without a number are left as they are.
     */
    public static void advancePictureId(byte[] bytes, int at, int length, int by) {
        if (length < 4 || (bytes[at] & EXTENDED) == 0 || (bytes[at + 1] & HAS_PICTURE_ID) == 0) {
            return;
        }
        if ((bytes[at + 2] & LONG_PICTURE_ID) == 0) {
            bytes[at + 2] = (byte) ((bytes[at + 2] + by) & 0x7F);
        } else {
            BigEndian.put16(bytes, at + 2, 0x8000 | ((BigEndian.u16(bytes, at + 2) + by) & 0x7FFF));
        }
    }
}
