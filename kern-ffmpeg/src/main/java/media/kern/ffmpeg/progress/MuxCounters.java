package media.kern.ffmpeg.progress;

/** What the records of one output stream add up to. */
final class MuxCounters {
    private long packets;
    private long bytes;
    private long keyframes;

    void add(MuxRecord packet) {
        packets++;
        bytes += packet.bytes();
        keyframes += packet.keyframe() ? 1 : 0;
    }

    long packets() {
        return packets;
    }

    long bytes() {
        return bytes;
    }

    long keyframes() {
        return keyframes;
    }
}
