package media.kern.ffmpeg.progress;

/** The counters of one stream as of the last progress line. */
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
        return of(description, 0, 0, 0, 0, 0);
    }

    /** What is known of a stream of an FFmpeg that does not report in JSON. */
    static StreamCounters of(
            StreamDescription description, long frame, long keyframe, long packet, long sizeBytes, double q) {
        return new StreamCounters(
                description.index(), description.stream(), frame, keyframe, packet, sizeBytes, 0, 0, 0, 0, q);
    }
}
