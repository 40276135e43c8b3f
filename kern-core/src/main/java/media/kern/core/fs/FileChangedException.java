package media.kern.core.fs;

/** The file is not what it was when it was opened: open it anew. */
public final class FileChangedException extends StorageException {
    private static final long serialVersionUID = 1L;

    public FileChangedException() {
        super("the file has been replaced or removed while it was read");
    }
}
