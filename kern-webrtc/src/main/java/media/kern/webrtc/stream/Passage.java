package media.kern.webrtc.stream;

/**
 * A run of packets of the source that a viewer gets one after the other. What he sees of a packet follows from it and the
 * passage, so that it can be repeated without remembering what was sent.
 *
 * <p>Frames that come from the cache have passed already: a viewer that got them with their own timestamps would show them
 * one after the other, and stay that much behind. They get timestamps closely before the present, so that he decodes them
 * as fast as he can and shows what is live.
 *
 * @param firstSequence the number of the first packet for the viewer, continued beyond 65535
 * @param firstIndex of the packets of the source
 * @param firstFrame the frame it begins with
 * @param liveFrame from this frame on timestamps are those of the source
 * @param base the timestamp of the first frame, if that is before the live one
 * @param step from one such frame to the next
 * @param pictureShift what the numbers of pictures are counted on by
 */
record Passage(
        long firstSequence, long firstIndex, long firstFrame, long liveFrame, long base, long step, int pictureShift) {
    long sequenceOf(long index) {
        return firstSequence + index - firstIndex;
    }

    long indexOf(long sequence) {
        return firstIndex + sequence - firstSequence;
    }

    long timestampOf(RtpPacket packet) {
        long timestamp = packet.frame() >= liveFrame ? packet.timestamp() : base + (packet.frame() - firstFrame) * step;
        return timestamp & 0xFFFFFFFFL;
    }
}
