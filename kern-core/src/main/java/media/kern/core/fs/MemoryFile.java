package media.kern.core.fs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One anonymous, sparse file in memory for all contents. Region {@code n} begins at {@code n} x 64 GiB and takes only the
 * pages that are written. A freed region returns its pages to the machine before it is used again, so bytes that are still
 * on their way to a slow viewer (a socket holds the old pages) are never overwritten.
 */
final class MemoryFile extends ContentMemory {
    private static final Logger log = LoggerFactory.getLogger("MemFS");

    /** The largest content. */
    static final long REGION_BYTES = 1L << 36;

    /** Keeps every position below 2^62, far from the largest file size of the kernel. */
    private static final int MAX_REGIONS = 1 << 26;

    /** At least the largest page size: a page is only given back as a whole. */
    private static final long PAGE_BYTES = 2L << 20;

    private final int fd;
    private final Path link;
    private final Deque<Integer> free = new ArrayDeque<>();
    private int next;

    private MemoryFile(int fd) {
        this.fd = fd;
        this.link = Path.of("/proc/self/fd", Integer.toString(fd));
    }

    static MemoryFile create(String label) throws IOException {
        int fd = Linux.memfdCreate(label);
        MemoryFile memory = new MemoryFile(fd);
        try (FileChannel channel = memory.openChannel()) {
            // Without /proc, or without the right to use it, nobody could read: find out now.
            log.atDebug().addKeyValue("size", channel.size()).log("Opened an anonymous memory file");
            return memory;
        } catch (IOException | RuntimeException e) {
            Linux.close(fd);
            throw e;
        }
    }

    private FileChannel openChannel() throws IOException {
        return FileChannel.open(link, StandardOpenOption.READ);
    }

    @Override
    synchronized Region newRegion() throws IOException {
        Integer recycled = free.pollLast();
        if (recycled != null) {
            return new Slot(recycled);
        }
        if (next == MAX_REGIONS) {
            throw new NoSpaceException("too many contents in memory: the limit is " + MAX_REGIONS);
        }
        return new Slot(next++);
    }

    private synchronized void recycle(int index) {
        free.addLast(index);
    }

    @Override
    void destroy() throws IOException {
        Linux.close(fd);
    }

    private final class Slot implements Region {
        private final int index;

        private Slot(int index) {
            this.index = index;
        }

        @Override
        public long capacity() {
            return REGION_BYTES;
        }

        @Override
        public long offset() {
            return index * REGION_BYTES;
        }

        @Override
        public void write(ByteBuffer data, long position) throws IOException {
            Linux.pwrite(fd, data, offset() + position);
        }

        @Override
        public int read(ByteBuffer dst, long position) throws IOException {
            return Linux.pread(fd, dst, offset() + position);
        }

        @Override
        public FileChannel openChannel() throws IOException {
            return MemoryFile.this.openChannel();
        }

        @Override
        public void free(long size) {
            try {
                if (size > 0) {
                    Linux.punchHole(fd, offset(), Math.ceilDiv(size, PAGE_BYTES) * PAGE_BYTES);
                }
                recycle(index);
            } catch (IOException e) {
                // Not used again: its pages may still be on their way to somebody.
                log.atWarn()
                        .addKeyValue("bytes", size)
                        .setCause(e)
                        .log("Memory of a file is lost until the next start");
            } finally {
                leave();
            }
        }
    }
}
