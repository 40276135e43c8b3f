package media.kern.core.fs;

/** The file system is full: the same file may fit after others are removed. */
public final class NoSpaceException extends StorageException {
    private static final long serialVersionUID = 1L;

    NoSpaceException() {
        super("not enough space on device");
    }

    NoSpaceException(String message) {
        super(message);
    }
}
