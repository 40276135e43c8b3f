package media.kern.core.s3;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import media.kern.core.fs.FileInfo;
import media.kern.core.fs.FilePath;
import media.kern.core.fs.InvalidPathException;
import media.kern.core.fs.StorageException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;

/** Lists what is in a bucket, page by page. */
final class BucketListing {
    /** The most pages, full or not: no service may keep a listing going for ever. */
    private static final int MAX_PAGES = 10_000;

    private final String bucket;
    private final BucketCalls calls;
    private final int maxListed;

    BucketListing(String bucket, BucketCalls calls, int maxListed) {
        this.bucket = bucket;
        this.calls = calls;
        this.maxListed = maxListed;
    }

    /** As {@link media.kern.core.fs.FileSystem#list(String, int, Predicate)}. */
    List<FileInfo> list(String prefix, int maxElements, Predicate<String> filter) throws StorageException {
        List<FileInfo> files = new ArrayList<>();
        int elements = FilePath.elements(prefix);
        if (!canBegin(prefix) || maxElements < Math.max(1, elements)) {
            return files;
        }
        // Keys may have characters that XML has no place for.
        ListObjectsV2Request.Builder request = ListObjectsV2Request.builder()
                .bucket(bucket)
                .encodingType(EncodingType.URL)
                .prefix(keyPrefix(prefix));
        if (elements == maxElements) {
            // No name that is wanted has another slash, so the service need not tell of those that do.
            request.delimiter("/");
        }
        long seen = 0;
        @Nullable String next = null;
        for (int page = 0; page == 0 || next != null; page++) {
            String token = next;
            ListObjectsV2Response found = calls.make(
                    "listing the files",
                    client -> client.listObjectsV2(
                            request.continuationToken(token).build()));
            seen += found.contents().size();
            if (seen > maxListed || page == MAX_PAGES) {
                throw new StorageException("too many files to list: the limit is " + maxListed);
            }
            add(found, prefix, maxElements, filter, files);
            next = Boolean.TRUE.equals(found.isTruncated()) ? found.nextContinuationToken() : null;
        }
        files.sort(Comparator.comparing(FileInfo::name));
        return files;
    }

    private static void add(
            ListObjectsV2Response found,
            String prefix,
            int maxElements,
            Predicate<String> filter,
            List<FileInfo> files) {
        found.contents()
                .forEach(object -> ObjectKey.nameOf(object.key())
                        .filter(name ->
                                name.startsWith(prefix) && FilePath.elements(name) <= maxElements && filter.test(name))
                        .ifPresent(name -> files.add(new FileInfo(
                                name,
                                Objects.requireNonNullElse(object.size(), 0L),
                                Objects.requireNonNullElse(object.lastModified(), Instant.EPOCH)))));
    }

    /** Whether a name can begin like this, so that the service has to be asked. */
    private static boolean canBegin(String prefix) {
        try {
            String folder = folder(prefix);
            return prefix.isEmpty() || FilePath.normalise(folder + "x").equals(folder + "x");
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private static String folder(String prefix) {
        return prefix.substring(0, prefix.lastIndexOf('/') + 1);
    }

    /** What the keys begin with. Some services take no {@code .} or {@code ..} for the begin of a name. */
    private static String keyPrefix(String prefix) {
        String folder = folder(prefix);
        boolean dots = prefix.equals(folder + ".") || prefix.equals(folder + "..");
        return ObjectKey.key(prefix.isEmpty() ? "/" : dots ? folder : prefix);
    }
}
