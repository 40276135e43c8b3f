package media.kern.core.fs;

import java.io.IOException;

/** A file system could not do what it was asked. The message is fit for clients: it shows no path of this machine. */
public class StorageException extends IOException {
    private static final long serialVersionUID = 1L;

    public StorageException(String message) {
        super(message);
    }

    public StorageException(String message, Throwable cause) {
        super(message, cause);
    }
}
