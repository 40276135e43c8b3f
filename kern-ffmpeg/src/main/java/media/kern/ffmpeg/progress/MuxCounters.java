package media.kern.ffmpeg.progress;

/** What the records of one output stream add up to. */
final class MuxCounters {
    private long packets;
    private long bytes;
    private long keyframes;
    private long inputFrames;

    void add(MuxRecord packet) {
        packets++;
        bytes += packet.bytes();
        keyframes += packet.keyframe() ? 1 : 0;
        inputFrames = Math.max(inputFrames, packet.inputFrame() + 1);
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

    /** Frames that were decoded for this stream; 0 if it is copied or not known. */
    long inputFrames() {
        return inputFrames;
    }
}
