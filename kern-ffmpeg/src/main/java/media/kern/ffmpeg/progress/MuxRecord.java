package media.kern.ffmpeg.progress;

import org.jspecify.annotations.Nullable;

/**
 * A packet that FFmpeg is about to hand to a muxer, as {@code -stats_mux_pre} tells it.
 *
 * @param output number of the output, from 0
 * @param stream number of the stream in it, from 0
 * @param bytes size of the packet
 * @param inputFrame number of the frame, from 0, that the decoder gave for it; -1 if it was copied or is not known
 * @param keyframe only ever true if the FFmpeg tells it
 */
record MuxRecord(int output, int stream, long bytes, long inputFrame, boolean keyframe) {
    /** FFmpeg replaces control characters in everything else that it writes, so a record cannot be forged by a file. */
    static final byte MARK = 0x1e;

    private static final int FIELDS = 4;
    /** Fits into an int, and into a long. */
    private static final int MAX_INDEX = 1_000_000;

    private static final long MAX_VALUE = Long.MAX_VALUE / 100;

    /** The value of {@code -stats_mux_pre_fmt}; a line end follows by itself. */
    static String format(boolean keyframes) {
        return (char) MARK + "{fidx} {sidx} {size} {ni}" + (keyframes ? " {key}" : "");
    }

    /** Reads what stands between mark and line end; null if that is none of ours. */
    static @Nullable MuxRecord parse(byte[] bytes, int offset, int length) {
        long[] values = new long[FIELDS];
        int end = offset + length;
        int at = offset;
        for (int field = 0; field < FIELDS; field++) {
            int begin = at;
            long value = 0;
            while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
                // An unknown frame is printed as the largest number of 64 bits without sign.
                value = value > MAX_VALUE ? -1 : value < 0 ? value : 10 * value + (bytes[at] - '0');
                at++;
            }
            boolean last = field == FIELDS - 1;
            if (at == begin || (!last && (at == end || bytes[at] != ' '))) {
                return null;
            }
            values[field] = value;
            at += last ? 0 : 1;
        }
        boolean key = at + 1 < end && bytes[at] == ' ' && bytes[at + 1] == 'K';
        boolean sound = values[0] >= 0 && values[0] <= MAX_INDEX && values[1] >= 0 && values[1] <= MAX_INDEX;
        return sound && values[2] >= 0
                ? new MuxRecord((int) values[0], (int) values[1], values[2], values[3], key)
                : null;
    }
}
