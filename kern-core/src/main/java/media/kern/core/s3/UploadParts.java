package media.kern.core.s3;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import media.kern.core.fs.StorageException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.services.s3.model.CompletedMultipartUpload;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/** What an upload tells the service: one object at once, or a multipart upload that is completed or aborted. */
final class UploadParts {
    /** The smallest part of S3, but for the last one. */
    static final int MIN_PART_BYTES = 5 * 1024 * 1024;

    /** The most parts of S3. */
    static final int MAX_PARTS = 10_000;

    private static final Logger LOG = LoggerFactory.getLogger("FS");
    private static final String WHAT = "storing the file";

    private final String bucket;
    private final String key;
    private final BucketCalls calls;
    private final AwsRequestOverrideConfiguration patient;
    private final List<CompletedPart> sent = new ArrayList<>();
    private @Nullable String uploadId;

    UploadParts(String bucket, String key, BucketCalls calls, Limits.Times times) {
        this.bucket = bucket;
        this.key = key;
        this.calls = calls;
        this.patient = AwsRequestOverrideConfiguration.builder()
                .apiCallAttemptTimeout(times.part())
                .apiCallTimeout(times.part().multipliedBy(2))
                .build();
    }

    /** How many parts have been sent. */
    int count() {
        return sent.size();
    }

    /** The object that has the key now. */
    Optional<HeadObjectResponse> replaced() throws StorageException {
        return calls.find(
                WHAT,
                client -> client.headObject(request -> request.bucket(bucket).key(key)));
    }

    /** The whole object. */
    void putWhole(PartBuffer content) throws StorageException {
        calls.make(
                WHAT,
                client -> client.putObject(
                        request -> request.bucket(bucket).key(key).overrideConfiguration(patient), content.body()));
    }

    /** The next part. */
    void send(PartBuffer part) throws StorageException {
        String id = uploadId == null ? begin() : uploadId;
        int number = sent.size() + 1;
        String tag = calls.make(
                        WHAT,
                        client -> client.uploadPart(
                                request -> request.bucket(bucket)
                                        .key(key)
                                        .uploadId(id)
                                        .partNumber(number)
                                        .overrideConfiguration(patient),
                                part.body()))
                .eTag();
        sent.add(CompletedPart.builder().partNumber(number).eTag(tag).build());
    }

    private String begin() throws StorageException {
        String id = calls.make(
                        WHAT,
                        client -> client.createMultipartUpload(
                                request -> request.bucket(bucket).key(key).contentType("application/octet-stream")))
                .uploadId();
        uploadId = id;
        return id;
    }

    /** Makes the parts an object. */
    void complete() throws StorageException {
        String id = uploadId;
        CompletedMultipartUpload parts =
                CompletedMultipartUpload.builder().parts(sent).build();
        calls.make(
                WHAT,
                client -> client.completeMultipartUpload(request -> request.bucket(bucket)
                        .key(key)
                        .uploadId(id)
                        .multipartUpload(parts)
                        .overrideConfiguration(patient)));
        uploadId = null;
    }

    /** Removes what has been sent, unless it is an object by now. */
    void abort() {
        String id = uploadId;
        if (id == null) {
            return;
        }
        uploadId = null;
        try {
            calls.find(
                    "aborting the upload",
                    client -> client.abortMultipartUpload(
                            request -> request.bucket(bucket).key(key).uploadId(id)));
        } catch (StorageException e) {
            LOG.atWarn()
                    .addKeyValue("bucket", bucket)
                    .addKeyValue("key", key)
                    .setCause(e)
                    .log("Parts of an aborted upload are left in the bucket");
        }
    }
}
