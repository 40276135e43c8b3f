package media.kern.core.process;

/** A change is in effect but could not be made durable; it is written with the next one. */
public final class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StoreException(Throwable cause) {
        super("failed to store data: " + cause.getMessage(), cause);
    }
}
