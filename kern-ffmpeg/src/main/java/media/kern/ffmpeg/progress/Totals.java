package media.kern.ffmpeg.progress;

/** The values of a progress line that concern FFmpeg as a whole. Times in seconds, sizes in bytes. */
record Totals(
        long frame, long packet, double q, long sizeBytes, double timeSeconds, double speed, long drop, long dup) {

    static final Totals EMPTY = new Totals(0, 0, 0, 0, 0, 0, 0, 0);
}
