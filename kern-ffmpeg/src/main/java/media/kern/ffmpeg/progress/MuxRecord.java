package media.kern.ffmpeg.progress;

import org.jspecify.annotations.Nullable;

/**
 * A packet that FFmpeg is about to hand to a muxer, as {@code -stats_mux_pre} tells it.
 *
 * @param output number of the output, from 0
 * @param stream number of the stream in it, from 0
 * @param bytes size of the packet
 * @param keyframe only ever true if the FFmpeg tells it
 */
record MuxRecord(int output, int stream, long bytes, boolean keyframe) {
    /** FFmpeg replaces control characters in everything else that it writes, so a record cannot be forged by a file. */
    static final byte MARK = 0x1e;

    private static final int FIELDS = 3;
    private static final int MAX_INDEX = 1_000_000;
    private static final long MAX_VALUE = Long.MAX_VALUE / 100;

    /** The value of {@code -stats_mux_pre_fmt}; a line end follows by itself. FFmpeg 6.1 crashes if asked for {@code ni}. */
    static String format(boolean keyframes) {
        return (char) MARK + "{fidx} {sidx} {size}" + (keyframes ? " {key}" : "");
    }

    /** Reads what stands between mark and line end; null if that is none of ours. */
    static @Nullable MuxRecord parse(byte[] bytes, int offset, int length) {
        long[] values = new long[FIELDS];
        int end = offset + length;
        int at = offset;
        for (int field = 0; field < FIELDS; field++) {
            if (field > 0) {
                if (at == end || bytes[at] != ' ') {
                    return null;
                }
                at++;
            }
            int begin = at;
            while (at < end && bytes[at] >= '0' && bytes[at] <= '9' && values[field] <= MAX_VALUE) {
                values[field] = 10 * values[field] + (bytes[at] - '0');
                at++;
            }
            if (at == begin) {
                return null;
            }
        }
        if (values[0] > MAX_INDEX || values[1] > MAX_INDEX || (at < end && bytes[at] != ' ')) {
            return null;
        }
        boolean key = at + 1 < end && bytes[at + 1] == 'K';
        return new MuxRecord((int) values[0], (int) values[1], values[2], key);
    }
}
