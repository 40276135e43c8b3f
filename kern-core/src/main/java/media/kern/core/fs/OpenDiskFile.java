package media.kern.core.fs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A reader of a file on disk. */
final class OpenDiskFile implements LocalFile {
    private static final Logger log = LoggerFactory.getLogger("DiskFS");

    private final String path;
    private final FileChannel channel;
    private final long size;
    private final Instant lastModified;

    OpenDiskFile(String path, FileChannel channel, BasicFileAttributes attributes) {
        this.path = path;
        this.channel = channel;
        this.size = attributes.size();
        this.lastModified = attributes.lastModifiedTime().toInstant();
    }

    @Override
    public String path() {
        return path;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public Instant lastModified() {
        return lastModified;
    }

    @Override
    public String etag() {
        return "\"" + Long.toHexString(size) + "-" + Long.toHexString(lastModified.getEpochSecond()) + "-"
                + Integer.toHexString(lastModified.getNano()) + "\"";
    }

    @Override
    public FileChannel channel() {
        return channel;
    }

    @Override
    public long offset() {
        return 0;
    }

    @Override
    public int read(ByteBuffer dst, long position) throws IOException {
        if (position >= size) {
            return -1;
        }
        int limit = dst.limit();
        dst.limit(dst.position() + (int) Math.min(dst.remaining(), size - position));
        try {
            return channel.read(dst, position);
        } finally {
            dst.limit(limit);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            log.atWarn().addKeyValue("path", path).setCause(e).log("Closing a file failed");
        }
    }
}
