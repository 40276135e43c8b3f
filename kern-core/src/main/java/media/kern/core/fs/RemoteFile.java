package media.kern.core.fs;

import java.io.IOException;
import java.io.InputStream;

/**
 * A file whose bytes are fetched from another machine when they are read. Nobody keeps them there for a reader: once the
 * file is replaced or removed, no more of it can be had.
 */
public non-sealed interface RemoteFile extends StoredFile {
    /**
     * Begins to fetch bytes of the content that this file was when it was opened. Whoever reads waits for them; closing
     * the stream, from any thread, ends the transfer and whatever waits for it. A stream that is open takes one of the
     * few connections there are, so a reader in no hurry closes it and asks for the rest later.
     *
     * @param first the first byte, 0 = the begin of the content
     * @param length how many, 0 to what there is
     * @return a stream of exactly so many bytes; it fails rather than end before
     * @throws FileChangedException if the file has been replaced or removed
     * @throws StorageUnavailableException if the machine does not answer, or has too much to do
     */
    InputStream content(long first, long length) throws IOException;

    @Override
    default byte[] bytes(long first, int length) throws IOException {
        try (InputStream content = content(first, length)) {
            return content.readAllBytes();
        }
    }
}
