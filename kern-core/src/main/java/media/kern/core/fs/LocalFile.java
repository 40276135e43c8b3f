package media.kern.core.fs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * A file whose bytes are on this machine. It stays valid until it is closed, even when it is replaced or removed
 * meanwhile.
 */
public non-sealed interface LocalFile extends StoredFile {
    /**
     * A channel that holds the content from {@link #offset()} on, for sendfile: always the JDK's own implementation.
     * What lies before and after the content belongs to others. The channel is this opened file's alone, so whoever
     * sends it may close it, and an interrupted thread that closes it harms no other reader. It must not be used after
     * {@link #close()}, which closes it too.
     *
     * @throws java.nio.channels.ClosedChannelException if this file is closed
     */
    FileChannel channel() throws IOException;

    /** The position of the content's first byte in the channel. */
    long offset();

    /**
     * Reads bytes into the buffer without moving any position but the buffer's.
     *
     * @param position where to read, 0 = the first byte of the content
     * @return the number of bytes read, -1 at the end of the content
     * @throws java.nio.channels.ClosedChannelException if this file is closed
     */
    int read(ByteBuffer dst, long position) throws IOException;

    @Override
    default byte[] bytes(long first, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining()) {
            if (read(bytes, first + bytes.position()) < 0) {
                throw new StorageException("the file is shorter than it was");
            }
        }
        return bytes.array();
    }
}
