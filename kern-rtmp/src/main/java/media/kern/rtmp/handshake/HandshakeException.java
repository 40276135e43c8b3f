package media.kern.rtmp.handshake;

/** A peer that does not speak RTMP, or one of its encrypted kinds. */
public final class HandshakeException extends Exception {
    /** @param message what came instead */
    public HandshakeException(String message) {
        super(message);
    }
}
