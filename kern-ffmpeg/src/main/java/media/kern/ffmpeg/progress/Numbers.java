package media.kern.ffmpeg.progress;

/** Numbers in what FFmpeg prints. */
final class Numbers {
    /** Longest number looked at; FFmpeg's longest are half of that. */
    private static final int MAX_LENGTH = 32;

    private Numbers() {}

    /** The number that a range consists of, with sign, fraction and exponent, or NaN if it is none. */
    static double decimal(String text, int from, int to) {
        if (from >= to || to - from > MAX_LENGTH) {
            return Double.NaN;
        }
        for (int i = from; i < to; i++) {
            if ("0123456789.+-eE".indexOf(text.charAt(i)) < 0) {
                return Double.NaN;
            }
        }
        try {
            double value = Double.parseDouble(text.substring(from, to));
            // No negative zero: FFmpeg prints "q=-0.0" for some encoders.
            return Double.isFinite(value) ? value + 0.0 : Double.NaN;
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }
}
