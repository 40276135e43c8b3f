package media.kern.ffmpeg.progress;

/** The values of a progress line that concern FFmpeg as a whole. Times in seconds, sizes in bytes. */
record Totals(
        long frame, long packet, double q, long sizeBytes, double timeSeconds, double speed, long drop, long dup) {

    static final Totals EMPTY = new Totals(0, 0, 0, 0, 0, 0, 0, 0);

    Totals withFrame(long value) {
        return new Totals(value, packet, q, sizeBytes, timeSeconds, speed, drop, dup);
    }

    Totals withPacket(long value) {
        return new Totals(frame, value, q, sizeBytes, timeSeconds, speed, drop, dup);
    }

    Totals withQ(double value) {
        return new Totals(frame, packet, value, sizeBytes, timeSeconds, speed, drop, dup);
    }

    Totals withSizeBytes(long value) {
        return new Totals(frame, packet, q, value, timeSeconds, speed, drop, dup);
    }

    Totals withTimeSeconds(double value) {
        return new Totals(frame, packet, q, sizeBytes, value, speed, drop, dup);
    }

    Totals withSpeed(double value) {
        return new Totals(frame, packet, q, sizeBytes, timeSeconds, value, drop, dup);
    }

    Totals withDrop(long value) {
        return new Totals(frame, packet, q, sizeBytes, timeSeconds, speed, value, dup);
    }

    Totals withDup(long value) {
        return new Totals(frame, packet, q, sizeBytes, timeSeconds, speed, drop, value);
    }
}
