package media.kern.core.s3;

import java.io.InputStream;
import java.time.Instant;
import java.util.Objects;
import java.util.regex.Pattern;
import media.kern.core.fs.RemoteFile;
import media.kern.core.fs.StorageException;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/** An object as it was when it was asked for. Nothing is open but the streams of its content. */
final class S3Object implements RemoteFile {
    private static final Pattern STRONG_TAG = Pattern.compile("\"[!#-~]*\"");

    private final String path;
    private final long size;
    private final Instant lastModified;
    private final String tag;
    private final ObjectReads reads;

    S3Object(String path, HeadObjectResponse head, ObjectReads reads) {
        this.path = path;
        this.size = Math.max(0, Objects.requireNonNullElse(head.contentLength(), 0L));
        this.lastModified = Objects.requireNonNullElse(head.lastModified(), Instant.EPOCH);
        this.tag = Objects.requireNonNullElse(head.eTag(), "");
        this.reads = reads;
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

    /** That of the service, unless it is not fit for HTTP. */
    @Override
    public String etag() {
        return STRONG_TAG.matcher(tag).matches()
                ? tag
                : "\"" + Long.toHexString(size) + "-" + Long.toHexString(lastModified.toEpochMilli()) + "\"";
    }

    /** As the service said it; empty if it said none. */
    String tag() {
        return tag;
    }

    @Override
    public InputStream content(long first, long length) throws StorageException {
        if (first < 0 || length < 0 || first > size - length) {
            throw new IllegalArgumentException(length + " bytes from " + first + " on are not in a file of " + size);
        }
        return length == 0 ? InputStream.nullInputStream() : ObjectContent.open(reads, this, first, length);
    }

    /** Streams end by themselves or are closed by who reads them. */
    @Override
    public void close() {}
}
