package media.kern.core.s3;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import media.kern.core.fs.StorageException;
import org.jspecify.annotations.Nullable;

/**
 * Bytes of an object as they arrive. A transfer that breaks is taken up where it broke, if it had brought anything: the
 * service ends those of slow readers.
 */
final class ObjectContent extends InputStream {
    private final ObjectReads reads;
    private final S3Object object;
    private long position;
    private long left;
    private long transferred;

    // Guarded by this object's monitor, which nobody holds while he waits.
    private ObjectReads.@Nullable Transfer transfer;
    private boolean closed;

    private ObjectContent(ObjectReads reads, S3Object object, long first, long length) {
        this.reads = reads;
        this.object = object;
        this.position = first;
        this.left = length;
    }

    static ObjectContent open(ObjectReads reads, S3Object object, long first, long length) throws StorageException {
        ObjectContent content = new ObjectContent(reads, object, first, length);
        content.begin();
        return content;
    }

    private void begin() throws StorageException {
        ObjectReads.Transfer begun = reads.begin(object, position, left);
        synchronized (this) {
            if (!closed) {
                transfer = begun;
                transferred = 0;
                return;
            }
        }
        begun.close();
        throw closed();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        int wanted = (int) Math.min(length, left);
        if (wanted == 0) {
            return length == 0 ? 0 : -1;
        }
        int n = readOrResume(bytes, offset, wanted);
        position += n;
        left -= n;
        transferred += n;
        if (left == 0) {
            close();
        }
        return n;
    }

    private int readOrResume(byte[] bytes, int offset, int wanted) throws IOException {
        try {
            return readSome(bytes, offset, wanted);
        } catch (IOException | RuntimeException e) {
            if (end() || transferred == 0) {
                throw e instanceof StorageException known
                        ? known
                        : new StorageException("reading the file failed: the transfer broke", e);
            }
            begin();
            return readSome(bytes, offset, wanted);
        }
    }

    private int readSome(byte[] bytes, int offset, int wanted) throws IOException {
        ObjectReads.Transfer current;
        synchronized (this) {
            current = transfer;
        }
        if (current == null) {
            throw closed();
        }
        int n = current.in().read(bytes, offset, wanted);
        if (n <= 0) {
            throw new StorageException("reading the file failed: the service sends less than it has announced");
        }
        return n;
    }

    private static StorageException closed() {
        return new StorageException("the file is closed");
    }

    /** Ends the transfer; true if nobody wants another one. */
    private boolean end() {
        ObjectReads.Transfer ended;
        boolean last;
        synchronized (this) {
            ended = transfer;
            transfer = null;
            last = closed;
        }
        if (ended != null) {
            ended.close();
        }
        return last;
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        end();
    }
}
