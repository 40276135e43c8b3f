package media.kern.server.files;

import java.io.IOException;
import java.util.Optional;
import media.kern.core.fs.FileSystem;
import media.kern.core.fs.StoredFile;
import media.kern.server.http.Exchange;
import media.kern.server.http.HttpError;

/** Is told of the files that clients of a mount read and write, and may change or refuse what they get. */
public interface Audience {
    /** Looks on. */
    Audience NONE = new Audience() {
        @Override
        public Optional<byte[]> reads(Exchange exchange, StoredFile file) {
            return Optional.empty();
        }

        @Override
        public void wrote(Exchange exchange, FileSystem files, String path) {
            // Nobody wants to know.
        }
    };

    /**
     * Somebody is about to get a file.
     *
     * @return a text that is to be sent in its place, made for this client; empty for the file itself
     * @throws HttpError if this client does not get it
     */
    Optional<byte[]> reads(Exchange exchange, StoredFile file) throws HttpError, IOException;

    /** Somebody has stored a file. */
    void wrote(Exchange exchange, FileSystem files, String path) throws IOException;
}
