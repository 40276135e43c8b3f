package media.kern.webrtc.codec;

import java.util.OptionalInt;
import media.kern.webrtc.rtp.BigEndian;

/** Packets of H.264: single units, aggregates and fragments (RFC 6184 sections 5.6 to 5.8). */
public final class H264Payload {
    private static final int IDR = 5;
    private static final int SPS = 7;
    private static final int STAP_A = 24;
    private static final int FU_A = 28;

    private H264Payload() {}

    static boolean startsKeyframe(byte[] bytes, int at, int length) {
        return find(bytes, at, length, IDR) >= 0
                || find(bytes, at, length, SPS) >= 0
                || startsFragmentedIdr(bytes, at, length);
    }

    /**
     * profile_idc, constraint flags and level_idc of the sequence parameter set in this packet, as in {@code
     * profile-level-id}.
     */
    public static OptionalInt profileLevelId(byte[] bytes, int at, int length) {
        int sps = find(bytes, at, length, SPS);
        return sps < 0 || sps + 4 > at + length ? OptionalInt.empty() : OptionalInt.of(BigEndian.u24(bytes, sps + 1));
    }

    private static boolean startsFragmentedIdr(byte[] bytes, int at, int length) {
        return type(bytes[at]) == FU_A && length >= 2 && bytes[at + 1] < 0 && type(bytes[at + 1]) == IDR;
    }

    /** Where a whole unit of this type is, or -1. */
    private static int find(byte[] bytes, int at, int length, int wanted) {
        int type = type(bytes[at]);
        if (type == wanted) {
            return at;
        }
        if (type != STAP_A) {
            return -1;
        }
        int end = at + length;
        int size;
        for (int unit = at + 1; unit + 3 <= end; unit += 2 + size) {
            size = BigEndian.u16(bytes, unit);
            if (unit + 2 + size > end) {
                return -1;
            }
            if (size > 0 && type(bytes[unit + 2]) == wanted) {
                return unit + 2;
            }
        }
        return -1;
    }

    private static int type(byte header) {
        return header & 0x1F;
    }
}
