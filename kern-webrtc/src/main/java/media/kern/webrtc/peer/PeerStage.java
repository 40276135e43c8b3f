package media.kern.webrtc.peer;

/** How far a peer has come. */
public enum PeerStage {
    /** No check of it has arrived. */
    NEW("no STUN check has arrived"),
    /** Its checks arrive, but no way has been chosen that works in both directions. */
    CHECKING("STUN checks arrive, but no way has been chosen"),
    /** There is a way, the handshake is not complete. */
    CONNECTED("STUN succeeded, but the DTLS handshake has not been completed"),
    /** Packets can be sent. */
    SECURED("connected"),
    CLOSED("closed");

    private final String text;

    PeerStage(String text) {
        this.text = text;
    }

    /** What to say if it comes no further. */
    public String text() {
        return text;
    }
}
