package media.kern.core.fs;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * For machines without anonymous memory files: a file for each content in a private temporary directory. Each content has
 * a file of its own, as pages of a shared one could be overwritten while a socket still sends them.
 */
final class TemporaryFiles extends ContentMemory {
    private static final Logger log = LoggerFactory.getLogger("MemFS");

    private final Path directory;
    private final AtomicLong count = new AtomicLong();

    TemporaryFiles() throws IOException {
        this.directory = Files.createTempDirectory("kern-mem-");
    }

    Path directory() {
        return directory;
    }

    @Override
    Region newRegion() throws IOException {
        Path path = directory.resolve(Long.toString(count.incrementAndGet()));
        return new Single(path, new RandomAccessFile(path.toFile(), "rw"));
    }

    @Override
    void destroy() throws IOException {
        Files.deleteIfExists(directory);
    }

    /** Not a channel for reading and writing: an interrupted reader would close it for all others. */
    private final class Single implements Region {
        private static final int COPY_BYTES = 64 * 1024;

        private final Path path;
        private final RandomAccessFile file;

        private Single(Path path, RandomAccessFile file) {
            this.path = path;
            this.file = file;
        }

        @Override
        public long capacity() {
            return MemoryFile.REGION_BYTES;
        }

        @Override
        public long offset() {
            return 0;
        }

        @Override
        public synchronized void write(ByteBuffer data, long position) throws IOException {
            file.seek(position);
            byte[] copy = new byte[Math.min(data.remaining(), COPY_BYTES)];
            while (data.hasRemaining()) {
                int n = Math.min(data.remaining(), copy.length);
                data.get(copy, 0, n);
                file.write(copy, 0, n);
            }
        }

        @Override
        public synchronized int read(ByteBuffer dst, long position) throws IOException {
            file.seek(position);
            byte[] copy = new byte[Math.min(dst.remaining(), COPY_BYTES)];
            int n = Math.max(0, file.read(copy));
            dst.put(copy, 0, n);
            return n;
        }

        @Override
        public FileChannel openChannel() throws IOException {
            return FileChannel.open(path, StandardOpenOption.READ);
        }

        @Override
        public void free(long size) {
            try {
                file.close();
                Files.deleteIfExists(path);
            } catch (IOException e) {
                log.atWarn().addKeyValue("bytes", size).setCause(e).log("A temporary file is left behind");
            } finally {
                leave();
            }
        }
    }
}
