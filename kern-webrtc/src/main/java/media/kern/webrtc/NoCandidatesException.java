package media.kern.webrtc;

/** There is no network address that a viewer could be told. */
public final class NoCandidatesException extends Exception {
    NoCandidatesException(String message) {
        super(message);
    }
}
