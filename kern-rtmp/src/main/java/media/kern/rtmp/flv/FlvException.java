package media.kern.rtmp.flv;

/** A message of audio or video whose header is cut off. */
public final class FlvException extends Exception {
    /** @param message what is missing */
    public FlvException(String message) {
        super(message);
    }
}
