package media.kern.webrtc.codec;

import media.kern.webrtc.rtp.BigEndian;

/** Packets of H.265: single units, aggregates and fragments (RFC 7798 section 4.4). */
final class H265Payload {
    private static final int FIRST_RANDOM_ACCESS = 16;
    private static final int LAST_RANDOM_ACCESS = 21;
    private static final int VPS = 32;
    private static final int SPS = 33;
    private static final int AGGREGATE = 48;
    private static final int FRAGMENT = 49;

    private H265Payload() {}

    static boolean startsKeyframe(byte[] bytes, int at, int length) {
        if (length < 3) {
            return false;
        }
        return switch (type(bytes[at])) {
            case AGGREGATE -> aggregateStartsKeyframe(bytes, at + 2, at + length);
            case FRAGMENT -> bytes[at + 2] < 0 && isRandomAccess(bytes[at + 2] & 0x3F);
            default -> isRandomAccess(type(bytes[at]));
        };
    }

    private static boolean aggregateStartsKeyframe(byte[] bytes, int from, int end) {
        for (int unit = from; unit + 3 <= end; unit += 2 + BigEndian.u16(bytes, unit)) {
            if (isRandomAccess(type(bytes[unit + 2]))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isRandomAccess(int type) {
        return (type >= FIRST_RANDOM_ACCESS && type <= LAST_RANDOM_ACCESS) || type == VPS || type == SPS;
    }

    private static int type(byte header) {
        return header >>> 1 & 0x3F;
    }
}
