package media.kern.core.s3;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import media.kern.core.fs.FileInfo;
import media.kern.core.fs.FileSystem;
import media.kern.core.fs.IsDirectoryException;
import media.kern.core.fs.StorageException;
import media.kern.core.fs.StoredFile;
import media.kern.core.fs.Upload;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/**
 * The objects of a bucket. The service may be slow, unreachable or refuse its keys: that neither keeps the file system
 * from being opened nor anybody waiting for long. While it can not be used, each call ends with a {@link
 * media.kern.core.fs.StorageUnavailableException} at once, and the bucket is tried again in the background.
 *
 * <p>Directories are no more than parts of names. Objects whose last element is {@code ...} mark them for others; they
 * are neither listed nor counted.
 */
public final class S3FileSystem implements FileSystem {
    private static final Duration TIME_TO_ABORT = Duration.ofSeconds(3);

    private final Bucket bucket;
    private final Limits limits;
    private final BucketConnection connection;
    private final BucketCalls calls;
    private final ObjectReads reads;
    private final BucketListing listing;
    private final BucketUsage usage;
    private final UploadMemory memory;
    private final Set<S3Upload> uploads = ConcurrentHashMap.newKeySet();

    /** Begins to connect in the background. */
    public S3FileSystem(Bucket bucket) {
        this(bucket, Limits.DEFAULT);
    }

    S3FileSystem(Bucket bucket, Limits limits) {
        this.bucket = bucket;
        this.limits = limits;
        this.connection = new BucketConnection(bucket, limits);
        this.calls =
                new BucketCalls(connection, new Places("calls", limits.calls(), limits.waiting(), limits.patience()));
        this.reads = new ObjectReads(
                bucket.bucket(),
                calls,
                new Places("transfers", limits.transfers(), limits.waiting(), limits.patience()));
        this.listing = new BucketListing(bucket.bucket(), calls, limits.maxListed());
        this.usage = new BucketUsage(() -> listing.list("/", Integer.MAX_VALUE, name -> true), System::nanoTime);
        this.memory = new UploadMemory(limits.uploadBytes());
    }

    @Override
    public String name() {
        return bucket.name();
    }

    @Override
    public String type() {
        return "s3";
    }

    @Override
    public Optional<StoredFile> open(String path) throws StorageException {
        String name = ObjectKey.name(path);
        return head(name, "reading the file").map(found -> new S3Object(name, found, reads));
    }

    /** The root is no object. */
    private Optional<HeadObjectResponse> head(String name, String what) throws StorageException {
        String key = ObjectKey.key(name);
        return key.isEmpty()
                ? Optional.empty()
                : calls.find(
                        what,
                        client -> client.headObject(
                                request -> request.bucket(bucket.bucket()).key(key)));
    }

    /**
     * {@inheritDoc}
     *
     * @throws media.kern.core.fs.StorageUnavailableException also while writing, if uploads hold all the memory they may
     */
    @Override
    public Upload create(String path) throws StorageException {
        String name = ObjectKey.name(path);
        String key = ObjectKey.key(name);
        if (key.isEmpty()) {
            throw new IsDirectoryException(name);
        }
        // Who sends a file shall hear now that it can not be stored, not when it has been sent.
        connection.client();
        S3Upload upload = new S3Upload(
                new UploadParts(bucket.bucket(), key, calls, limits.times()),
                memory,
                limits.partBytes(),
                usage,
                uploads::remove);
        uploads.add(upload);
        return upload;
    }

    @Override
    public OptionalLong remove(String path) throws StorageException {
        String name = ObjectKey.name(path);
        String what = "removing the file";
        Optional<HeadObjectResponse> found = head(name, what);
        if (found.isEmpty()) {
            return OptionalLong.empty();
        }
        calls.make(
                what,
                client -> client.deleteObject(
                        request -> request.bucket(bucket.bucket()).key(ObjectKey.key(name))));
        long size = found.get().contentLength();
        usage.removed(size);
        return OptionalLong.of(size);
    }

    /** Does nothing: there are no folders. */
    @Override
    public void removeEmptyFolders(String path) throws StorageException {
        ObjectKey.name(path);
    }

    @Override
    public List<FileInfo> list(String prefix, int maxElements, Predicate<String> filter) throws StorageException {
        return listing.list(prefix, maxElements, filter);
    }

    /** The service lists by any prefix. */
    @Override
    public String listingPrefix(String prefix) {
        return prefix;
    }

    /** Counted every ten minutes; in between only what this server does is followed. */
    @Override
    public long sizeBytes() {
        return usage.bytes();
    }

    /** Counted every ten minutes; in between only what this server does is followed. */
    @Override
    public long fileCount() {
        return usage.files();
    }

    /** The service knows no limit that could be asked for. */
    @Override
    public long limitBytes() {
        return 0;
    }

    /** Uploads that are not committed are aborted, as far as that is possible in a few seconds. */
    @Override
    public void close() {
        try (ExecutorService aborts = Executors.newVirtualThreadPerTaskExecutor()) {
            uploads.forEach(upload -> aborts.execute(upload::close));
            aborts.shutdown();
            if (!aborts.awaitTermination(TIME_TO_ABORT.toMillis(), TimeUnit.MILLISECONDS)) {
                aborts.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            connection.close();
        }
    }
}
