package media.kern.webrtc.sdp;

/** The offer lacks the codec of the stream; the message names it. */
public final class CodecMismatchException extends Exception {
    CodecMismatchException(String message) {
        super(message);
    }
}
