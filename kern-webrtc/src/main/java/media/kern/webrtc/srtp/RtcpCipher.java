package media.kern.webrtc.srtp;

/** Protects RTCP packets of one direction, or takes the protection off. */
public interface RtcpCipher {
    /** Bytes that a packet grows by, the index included. */
    int rtcpOverhead();

    /**
     * Protects a compound packet.
     *
     * @param index counts the packets of this direction, below 2^31 (RFC 3711 section 3.4)
     */
    byte[] protectRtcp(byte[] packet, int length, int index);

    /**
     * Takes the protection off, in place, and leaves the index to the caller.
     *
     * @return the length of the packet, or -1 if it was not made with this key or was changed on its way
     */
    int unprotectRtcp(byte[] packet, int length);

    /**
     * The index of a protected packet, for the protection from replay.
     *
     * @return -1 if it is too short to have one
     */
    int indexOf(byte[] packet, int length);
}
