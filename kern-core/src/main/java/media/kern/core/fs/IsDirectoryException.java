package media.kern.core.fs;

/** The path names a directory where a file is needed: choose another name. */
public final class IsDirectoryException extends StorageException {
    private static final long serialVersionUID = 1L;

    public IsDirectoryException(String name) {
        super("'" + name + "' is a directory");
    }
}
