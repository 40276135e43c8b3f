package media.kern.rtmp.chunk;

/** A peer that does not keep to the protocol or to a limit: nothing it says afterwards can be understood. */
public final class ChunkException extends Exception {
    /** @param message names the value and the limit */
    public ChunkException(String message) {
        super(message);
    }
}
