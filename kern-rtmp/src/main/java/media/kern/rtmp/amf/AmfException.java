package media.kern.rtmp.amf;

/** Bytes that are no AMF, or more of it than anybody needs. */
public final class AmfException extends Exception {
    /** @param message what is wrong and what would be right */
    public AmfException(String message) {
        super(message);
    }
}
