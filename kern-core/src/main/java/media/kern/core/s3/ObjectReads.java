package media.kern.core.s3;

import java.io.InputStream;
import media.kern.core.fs.FileChangedException;
import media.kern.core.fs.StorageException;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/** Begins transfers from the service. */
final class ObjectReads {
    private final String bucket;
    private final BucketCalls calls;
    private final Places transfers;

    ObjectReads(String bucket, BucketCalls calls, Places transfers) {
        this.bucket = bucket;
        this.calls = calls;
        this.transfers = transfers;
    }

    /** A transfer under way, with the place it takes. Closing it ends it, whatever is left. */
    record Transfer(ResponseInputStream<GetObjectResponse> bytes, Places.Place place) implements AutoCloseable {
        InputStream in() {
            return bytes;
        }

        @Override
        public void close() {
            try (place) {
                // To close would mean to wait for the rest; after the last byte the connection is free already.
                bytes.abort();
            }
        }
    }

    /**
     * Begins to fetch a part of an object.
     *
     * @throws FileChangedException if it is another one by now
     */
    Transfer begin(S3Object object, long first, long length) throws StorageException {
        Places.Place place = transfers.enter();
        try {
            ResponseInputStream<GetObjectResponse> bytes = calls.makeInPlace(
                            "reading the file",
                            BucketCalls.orNothing(client -> client.getObject(request(object, first, length))))
                    .orElseThrow(FileChangedException::new);
            Transfer transfer = new Transfer(bytes, place);
            Long announced = bytes.response().contentLength();
            if (announced == null || announced != length) {
                transfer.close();
                throw new StorageException(
                        "reading the file failed: the service sends " + announced + " bytes instead of " + length);
            }
            return transfer;
        } catch (StorageException | RuntimeException e) {
            place.close();
            throw e;
        }
    }

    private GetObjectRequest request(S3Object object, long first, long length) {
        GetObjectRequest.Builder request =
                GetObjectRequest.builder().bucket(bucket).key(ObjectKey.key(object.path()));
        if (object.tag().isEmpty()) {
            request.ifUnmodifiedSince(object.lastModified());
        } else {
            request.ifMatch(object.tag());
        }
        if (length < object.size()) {
            request.range("bytes=" + first + "-" + (first + length - 1));
        }
        return request.build();
    }
}
