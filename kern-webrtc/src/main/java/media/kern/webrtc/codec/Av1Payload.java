package media.kern.webrtc.codec;

/** Packets of AV1 (AV1 RTP specification section 4.4). */
final class Av1Payload {
    private static final int CONTINUES = 0x80;
    private static final int NEW_SEQUENCE = 0x08;

    private Av1Payload() {}

    static boolean startsKeyframe(byte[] bytes, int at, int length) {
        return length > 1 && (bytes[at] & NEW_SEQUENCE) != 0 && (bytes[at] & CONTINUES) == 0;
    }
}
