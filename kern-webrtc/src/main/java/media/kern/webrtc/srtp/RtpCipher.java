package media.kern.webrtc.srtp;

/** Protects RTP packets of one direction, or takes the protection off. */
public interface RtpCipher {
    /** Bytes that a packet grows by. */
    int tagLength();

    /**
     * Writes the protected payload behind a header.
     *
     * @param packet where the packet begins at {@code at} with its complete header
     * @param payload of the packet, somewhere else
     * @param rollover how often the sequence number has wrapped
     * @return the length of the protected packet
     */
    int protect(byte[] packet, int at, int headerLength, byte[] payload, int offset, int length, int rollover);

    /**
     * Takes the protection off, in place.
     *
     * @param length of the protected packet
     * @return the length of the packet, or -1 if it was not made with this key or was changed on its way
     */
    int unprotect(byte[] packet, int at, int headerLength, int length, int rollover);
}
