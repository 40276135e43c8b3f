package media.kern.core.fs;

import java.io.IOException;
import java.nio.ByteBuffer;

/** A content in memory that has no name yet. */
final class MemoryUpload implements Upload {
    private final MemoryFileSystem files;
    private final Quota.Claim claim;
    private final ContentMemory.Region region;
    private boolean usable = true;
    private boolean ended;

    MemoryUpload(MemoryFileSystem files, Quota.Claim claim, ContentMemory.Region region) {
        this.files = files;
        this.claim = claim;
        this.region = region;
    }

    @Override
    public synchronized void write(ByteBuffer data) throws IOException {
        requireUsable();
        usable = false;
        long position = claim.bytes();
        if (position > region.capacity() - data.remaining()) {
            throw new FileTooBigException();
        }
        files.take(claim, data.remaining());
        region.write(data, position);
        usable = true;
    }

    @Override
    public synchronized boolean commit() throws IOException {
        requireUsable();
        usable = false;
        boolean created = files.commit(claim, region);
        ended = true;
        return created;
    }

    private void requireUsable() throws StorageException {
        if (!usable) {
            throw new StorageException("the upload has ended");
        }
    }

    @Override
    public synchronized void close() {
        if (!ended) {
            ended = true;
            usable = false;
            files.abort(claim);
            region.free(claim.bytes());
        }
    }
}
