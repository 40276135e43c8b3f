package media.kern.core.fs;

/** The path can never name a file: the client has to correct it. */
public final class InvalidPathException extends StorageException {
    private static final long serialVersionUID = 1L;

    public InvalidPathException(String message) {
        super(message);
    }
}
