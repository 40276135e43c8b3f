package media.kern.webrtc.peer;

/** Why there is no more to send to a peer. */
public enum CloseCause {
    /** It did not get through the checks or the handshake in time, or the handshake failed. */
    NEVER_CONNECTED,
    /** It has not answered for 30 s. */
    CONSENT_LOST,
    /** It has said goodbye. */
    CLOSED_BY_PEER,
    /** We have. */
    CLOSED_BY_US
}
