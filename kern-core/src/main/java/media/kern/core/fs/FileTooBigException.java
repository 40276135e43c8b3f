package media.kern.core.fs;

/** The file alone is larger than the file system may become: sending it again is useless. */
public final class FileTooBigException extends StorageException {
    private static final long serialVersionUID = 1L;

    public FileTooBigException() {
        super("File is too big");
    }
}
