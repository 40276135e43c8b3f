package media.kern.core.fs;

import java.io.IOException;
import java.time.Instant;

/** A file opened for reading, with what is known of it since then. How its bytes are had depends on where they are. */
public sealed interface StoredFile extends AutoCloseable permits LocalFile, RemoteFile {
    /** The full name, with leading {@code /}. */
    String path();

    /** The size in bytes at the time of opening. */
    long size();

    Instant lastModified();

    /** The strong entity tag of this content, with its quotes (RFC 9110 section 8.8.3). */
    String etag();

    /**
     * Reads a part of the content into memory.
     *
     * @param first the first byte, 0 = the begin of the content
     * @param length how many, 0 to what there is; never fewer are returned
     */
    byte[] bytes(long first, int length) throws IOException;

    /** Lets go of the content. Closing twice does nothing. */
    @Override
    void close();
}
