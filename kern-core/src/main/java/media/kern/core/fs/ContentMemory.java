package media.kern.core.fs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the bytes of files in memory live: outside the heap, each content in a region of its own. Closing takes effect
 * when the last region is given back.
 */
abstract sealed class ContentMemory implements AutoCloseable permits MemoryFile, TemporaryFiles {
    private static final Logger log = LoggerFactory.getLogger("MemFS");

    private final AtomicBoolean closed = new AtomicBoolean();

    /** Every region in use, and one for the memory itself until it is closed. */
    private final AtomicInteger users = new AtomicInteger(1);

    /** The place of one content. Writers and readers never meet in it: it is filled, then only read, then freed. */
    interface Region {
        /** The longest content that fits in, in bytes. */
        long capacity();

        /** The position of the first byte in {@link #openChannel()}. */
        long offset();

        /** Writes all remaining bytes of the buffer. */
        void write(ByteBuffer data, long position) throws IOException;

        /** Reads at most what the buffer has room for and returns the number of bytes. */
        int read(ByteBuffer dst, long position) throws IOException;

        /** A new channel for reading; the caller closes it. */
        FileChannel openChannel() throws IOException;

        /**
         * Gives the memory back. Called once, after the last use.
         *
         * @param size bytes that may have been written
         */
        void free(long size);
    }

    /**
     * Opens the best memory this machine has.
     *
     * @param label how it is called in the machine's own listings
     */
    static ContentMemory open(String label) throws IOException {
        if (System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("linux")) {
            try {
                return MemoryFile.create(label);
            } catch (IOException | LinkageError | UnsupportedOperationException | IllegalCallerException e) {
                log.atWarn().setCause(e).log("No anonymous memory file, using temporary files instead");
            }
        }
        return new TemporaryFiles();
    }

    final Region allocate() throws IOException {
        users.incrementAndGet();
        try {
            return newRegion();
        } catch (IOException | RuntimeException e) {
            leave();
            throw e;
        }
    }

    /** To be called by a region when it is freed. */
    final void leave() {
        if (users.decrementAndGet() == 0) {
            try {
                destroy();
            } catch (IOException e) {
                log.atWarn().setCause(e).log("Giving back the memory failed");
            }
        }
    }

    @Override
    public final void close() {
        if (closed.compareAndSet(false, true)) {
            leave();
        }
    }

    abstract Region newRegion() throws IOException;

    abstract void destroy() throws IOException;
}
