package media.kern.core.s3;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Consumer;
import media.kern.core.fs.FileTooBigException;
import media.kern.core.fs.StorageException;
import media.kern.core.fs.StorageUnavailableException;
import media.kern.core.fs.Upload;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/**
 * A file on its way into a bucket. What fits into one part is sent at once when it is complete; more is sent part by
 * part as it arrives, and whoever sends it waits for that.
 */
final class S3Upload implements Upload {
    /** From here on parts are twice as large, so that recordings of days find room in the number of parts. */
    private static final int SMALL_PARTS = 1000;

    private final UploadParts parts;
    private final UploadMemory memory;
    private final PartBuffer buffer;
    private final int partBytes;
    private final BucketUsage usage;
    private final Consumer<S3Upload> whenEnded;
    private long size;
    private boolean usable = true;
    private boolean ended;

    /** @param whenEnded is told once, whichever way it ends */
    S3Upload(UploadParts parts, UploadMemory memory, int partBytes, BucketUsage usage, Consumer<S3Upload> whenEnded) {
        this.parts = parts;
        this.memory = memory;
        this.buffer = new PartBuffer(memory);
        this.partBytes = partBytes;
        this.usage = usage;
        this.whenEnded = whenEnded;
    }

    @Override
    public synchronized void write(ByteBuffer data) throws StorageException {
        requireUsable();
        usable = false;
        size += data.remaining();
        while (data.hasRemaining()) {
            int full = parts.count() < SMALL_PARTS ? partBytes : 2 * partBytes;
            if (buffer.size() >= full) {
                sendPart();
            } else if (!buffer.fill(data, full)) {
                makeRoom();
            }
        }
        usable = true;
    }

    private void makeRoom() throws StorageException {
        if (buffer.size() < UploadParts.MIN_PART_BYTES) {
            throw new StorageUnavailableException("storing the file failed: uploads to the S3 storage hold "
                    + memory.limit() + " bytes, the most they may; try again");
        }
        sendPart();
    }

    private void sendPart() throws StorageException {
        if (parts.count() == UploadParts.MAX_PARTS) {
            throw new FileTooBigException();
        }
        parts.send(buffer);
        buffer.clear();
    }

    @Override
    public synchronized boolean commit() throws StorageException {
        requireUsable();
        usable = false;
        Optional<HeadObjectResponse> replaced = parts.replaced();
        if (parts.count() == 0) {
            parts.putWhole(buffer);
        } else {
            if (buffer.size() > 0) {
                sendPart();
            }
            parts.complete();
        }
        usage.stored(size, replaced.map(HeadObjectResponse::contentLength));
        end();
        return replaced.isEmpty();
    }

    private void requireUsable() throws StorageException {
        if (!usable) {
            throw new StorageException("the upload has ended");
        }
    }

    @Override
    public synchronized void close() {
        if (!ended) {
            usable = false;
            parts.abort();
            end();
        }
    }

    private void end() {
        ended = true;
        buffer.clear();
        whenEnded.accept(this);
    }
}
