package media.kern.webrtc;

/** The stream has nothing to show now, but may have in a moment. */
public final class StreamNotReadyException extends Exception {
    StreamNotReadyException(String message) {
        super(message);
    }
}
