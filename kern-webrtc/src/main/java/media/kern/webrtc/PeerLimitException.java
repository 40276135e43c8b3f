package media.kern.webrtc;

/** There are as many viewers as there may be. */
public final class PeerLimitException extends Exception {
    private final boolean ofStream;

    PeerLimitException(String message, boolean ofStream) {
        super(message);
        this.ofStream = ofStream;
    }

    /** Whether the limit is of the stream; if not, it is of the server. */
    public boolean ofStream() {
        return ofStream;
    }
}
