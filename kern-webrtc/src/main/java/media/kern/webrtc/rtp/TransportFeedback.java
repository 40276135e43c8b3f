package media.kern.webrtc.rtp;

/** The list of packets in transport-wide feedback (draft-holmer-rmcat-transport-wide-cc-extensions section 3.1). */
final class TransportFeedback {
    private TransportFeedback() {}

    /** Counts what has arrived and what has not; arrival times are not read. */
    static void count(byte[] bytes, int from, int end, RtcpReader.Handler handler) {
        int packets = BigEndian.u16(bytes, from + 2);
        int received = 0;
        int counted = 0;
        for (int at = from + 8; at + 2 <= end && counted < packets; at += 2) {
            int chunk = BigEndian.u16(bytes, at);
            int symbols;
            int arrived;
            if ((chunk & 0x8000) == 0) { // A run of the same symbol.
                symbols = Math.min(chunk & 0x1FFF, packets - counted);
                arrived = (chunk >>> 13 & 3) == 0 ? 0 : symbols;
            } else if ((chunk & 0x4000) == 0) { // 14 symbols of one bit.
                symbols = Math.min(14, packets - counted);
                arrived = Integer.bitCount((chunk & 0x3FFF) >>> (14 - symbols));
            } else { // 7 symbols of two bits.
                symbols = Math.min(7, packets - counted);
                int present = (chunk | chunk >>> 1) & 0x1555;
                arrived = Integer.bitCount(present >>> (2 * (7 - symbols)));
            }
            counted += symbols;
            received += arrived;
        }
        handler.transportFeedback(received, counted - received);
    }
}
