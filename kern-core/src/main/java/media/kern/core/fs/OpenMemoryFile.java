package media.kern.core.fs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A reader of a content in memory; holds one of its references. */
final class OpenMemoryFile implements LocalFile {
    private static final Logger log = LoggerFactory.getLogger("MemFS");

    private final MemoryContent content;
    private @Nullable FileChannel channel;
    private boolean closed;

    /** Takes over a reference that the caller has retained. */
    OpenMemoryFile(MemoryContent content) {
        this.content = content;
    }

    @Override
    public String path() {
        return content.name();
    }

    @Override
    public long size() {
        return content.size();
    }

    @Override
    public Instant lastModified() {
        return content.lastModified();
    }

    @Override
    public String etag() {
        return content.etag();
    }

    /** Opened on the first call only: small files are read without one. */
    @Override
    public synchronized FileChannel channel() throws IOException {
        if (closed) {
            throw new ClosedChannelException();
        }
        FileChannel opened = channel;
        if (opened == null) {
            opened = content.region().openChannel();
            channel = opened;
        }
        return opened;
    }

    @Override
    public long offset() {
        return content.region().offset();
    }

    @Override
    public int read(ByteBuffer dst, long position) throws IOException {
        // A reference of its own: this file may be closed by another thread meanwhile.
        enter();
        try {
            return readAt(dst, position);
        } finally {
            content.release();
        }
    }

    private synchronized void enter() throws ClosedChannelException {
        if (closed || !content.retain()) {
            throw new ClosedChannelException();
        }
    }

    private int readAt(ByteBuffer dst, long position) throws IOException {
        if (position < 0) {
            throw new IllegalArgumentException("position " + position + " is negative");
        }
        if (position >= size()) {
            return -1;
        }
        int limit = dst.limit();
        dst.limit(dst.position() + (int) Math.min(dst.remaining(), size() - position));
        try {
            return content.region().read(dst, position);
        } finally {
            dst.limit(limit);
        }
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            log.atWarn().addKeyValue("path", path()).setCause(e).log("Closing a file failed");
        } finally {
            content.release();
        }
    }
}
