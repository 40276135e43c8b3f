package media.kern.webrtc.stream;

/**
 * A packet of the source. Never changed, so that all threads may read it.
 *
 * @param index the sequence number, continued beyond 65535; what the source lost is missing
 * @param frame counts the frames; all packets with the same timestamp are of one
 * @param timestamp of the source, 32 bits
 * @param bytes the payload is in there, from {@code offset}
 * @param arrival of {@link System#nanoTime}
 */
record RtpPacket(
        long index, long frame, long timestamp, boolean marker, byte[] bytes, int offset, int length, long arrival) {}
