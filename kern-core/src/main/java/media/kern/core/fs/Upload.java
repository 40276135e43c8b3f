package media.kern.core.fs;

import java.io.IOException;
import java.nio.ByteBuffer;

/** A file that is being written. Nobody sees it before {@link #commit()}. */
public interface Upload extends AutoCloseable {
    /**
     * Appends the remaining bytes of the buffer. After an error the upload is lost and can only be closed.
     *
     * @throws FileTooBigException if the file alone exceeds what the file system can hold
     * @throws NoSpaceException if there is no space left for it
     */
    void write(ByteBuffer data) throws IOException;

    /**
     * Gives the content its name and ends the upload.
     *
     * @return true if the name is new, false if a file was replaced
     * @throws NoSpaceException if the limit was lowered meanwhile
     */
    boolean commit() throws IOException;

    /** Ends the upload and discards what was written unless it is committed. Closing twice does nothing. */
    @Override
    void close();
}
