package media.kern.core.s3;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CreateBucketRequest;

/** Gets at the bucket: finds its region, and creates it if it is missing. */
final class BucketAccess {
    /** Where buckets are that have no region. */
    private static final String DEFAULT_REGION = "us-east-1";

    /** What Amazon calls its first region in Europe when it is asked. */
    private static final String OLD_NAME = "EU";

    private static final String NAME_OF_OLD = "eu-west-1";

    private final Bucket bucket;
    private final S3Clients clients;

    /** The client of the region, once that is known. Only one thread at a time gains access. */
    private @Nullable S3Client client;

    /** The bucket is not there and can not be created. */
    static final class DeniedException extends Exception {
        private static final long serialVersionUID = 1L;

        private DeniedException(String message, Throwable cause) {
            super(message, cause);
        }
    }

    BucketAccess(Bucket bucket, S3Clients clients) {
        this.bucket = bucket;
        this.clients = clients;
    }

    /**
     * A client for which the bucket is there.
     *
     * @throws SdkException if it can not be reached, or access is denied
     * @throws IllegalArgumentException if the endpoint is none
     */
    synchronized S3Client gain() throws DeniedException {
        S3Client ready = client;
        if (ready == null) {
            ready = clients.in(bucket.region().isEmpty() ? findRegion() : bucket.region());
            client = ready;
        }
        try {
            ready.headBucket(request -> request.bucket(bucket.bucket()));
        } catch (SdkServiceException e) {
            if (e.statusCode() != Failure.NOT_FOUND) {
                throw e;
            }
            create(ready);
        }
        return ready;
    }

    /** Services without regions do not answer this; any region will do then. */
    private String findRegion() {
        try {
            String found = clients.in(DEFAULT_REGION)
                    .getBucketLocation(request -> request.bucket(bucket.bucket()))
                    .locationConstraintAsString();
            if (found == null || found.isEmpty()) {
                return DEFAULT_REGION;
            }
            return found.equals(OLD_NAME) ? NAME_OF_OLD : found;
        } catch (SdkServiceException e) {
            if (Failure.isTemporary(e)) {
                throw e;
            }
            return DEFAULT_REGION;
        }
    }

    private void create(S3Client ready) throws DeniedException {
        CreateBucketRequest.Builder request = CreateBucketRequest.builder().bucket(bucket.bucket());
        if (!bucket.region().isEmpty() && !bucket.region().equals(DEFAULT_REGION)) {
            request.createBucketConfiguration(where -> where.locationConstraint(bucket.region()));
        }
        try {
            ready.createBucket(request.build());
        } catch (SdkServiceException e) {
            throw new DeniedException("the bucket is missing and can not be created: " + Failure.reason(e), e);
        }
    }
}
