package media.kern.ffmpeg.progress;

/** The values of a JSON progress line that concern one stream. */
record StreamCounters(
        long index,
        long stream,
        long frame,
        long keyframe,
        long packet,
        long sizeBytes,
        long extradataSizeBytes,
        double framerateMin,
        double framerateMax,
        double framerateAvg,
        double q) {

    static StreamCounters none(StreamDescription description) {
        return new StreamCounters(description.index(), description.stream(), 0, 0, 0, 0, 0, 0, 0, 0, 0);
    }
}
