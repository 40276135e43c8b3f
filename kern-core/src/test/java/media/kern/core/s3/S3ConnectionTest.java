package media.kern.core.s3;

import static media.kern.core.s3.TestingBucket.SOON;
import static media.kern.core.s3.TestingBucket.awaitAvailable;
import static media.kern.core.s3.TestingBucket.noise;
import static media.kern.core.s3.TestingBucket.read;
import static media.kern.core.s3.TestingBucket.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import media.kern.core.fs.StorageUnavailableException;
import media.kern.core.fs.Upload;
import media.kern.testing.s3.Relay;
import media.kern.testing.s3.TestingS3;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An endpoint that can not be used harms nobody, and is used again as soon as it can be. */
@Execution(ExecutionMode.CONCURRENT)
class S3ConnectionTest {
    private static final String BUCKET = "kern-connection";

    private static S3FileSystem begin(String endpoint) {
        return new S3FileSystem(TestingBucket.at(endpoint, BUCKET), TestingBucket.impatient());
    }

    private static void awaitReason(S3FileSystem files, String reason) {
        await().pollInterval(SOON)
                .untilAsserted(() -> assertThatExceptionOfType(StorageUnavailableException.class)
                        .isThrownBy(() -> files.open("/a"))
                        .withMessageContaining(reason));
    }

    @Test
    void isUnavailableUntilTheServiceIsThere() throws IOException {
        int port = TestingS3.freePort();
        try (S3FileSystem files = begin("127.0.0.1:" + port)) {
            awaitReason(files, "the S3 storage 'store' is not available: the service can not be reached");
            assertThatExceptionOfType(StorageUnavailableException.class).isThrownBy(() -> files.create("/a"));
            assertThatExceptionOfType(StorageUnavailableException.class).isThrownBy(() -> files.remove("/a"));
            assertThatExceptionOfType(StorageUnavailableException.class).isThrownBy(() -> files.list(name -> true));
            assertThat(files.sizeBytes()).isZero();
            try (TestingS3 server = TestingS3.startOn(port)) {
                awaitAvailable(files);
                write(files, "/a", noise(10));
                assertThat(server.objects().blobExists(BUCKET, "a")).isTrue();
            }
        }
    }

    @Test
    void comesBackWithTheService() throws IOException {
        try (TestingS3 server = TestingS3.start();
                S3FileSystem files = begin(server.endpoint())) {
            awaitAvailable(files);
            write(files, "/a", noise(10));
            Upload upload = files.create("/b");
            server.stop();
            awaitReason(files, "can not be reached");
            assertThatExceptionOfType(StorageUnavailableException.class).isThrownBy(upload::commit);
            upload.close();
            server.restart();
            awaitAvailable(files);
            assertThat(read(files, "/a")).isEqualTo(noise(10));
            assertThat(files.open("/b")).isEmpty();
        }
    }

    @Test
    void aServiceThatNeverAnswersIsGivenUpOn() throws IOException {
        try (TestingS3 server = TestingS3.start();
                Relay relay = Relay.to(server.endpoint());
                S3FileSystem files = begin(relay.endpoint())) {
            awaitAvailable(files);
            relay.silent(true);
            awaitReason(files, "can not be reached");
            relay.silent(false);
            relay.cut();
            awaitAvailable(files);
        }
    }

    @Test
    void saysThatKeysAreRefusedWithoutShowingThem() {
        try (TestingS3 server = TestingS3.start();
                S3FileSystem files = new S3FileSystem(
                        new Bucket("store", server.endpoint(), false, "", BUCKET, "nobody", "hidden-secret"),
                        TestingBucket.limits())) {
            awaitReason(files, "access is denied; check access_key_id, secret_access_key");
            assertThatExceptionOfType(StorageUnavailableException.class)
                    .isThrownBy(() -> files.open("/a"))
                    .satisfies(e -> assertThat(e.getMessage())
                            .doesNotContain("nobody", "hidden-secret", server.endpoint(), BUCKET));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "127.0.0.1:port", "http://127.0.0.1:1", "[::1"})
    void anEndpointThatIsNoneMakesItUnavailable(String endpoint) {
        try (S3FileSystem files = begin(endpoint)) {
            awaitReason(files, "it can not be used as it is configured (storage.s3)");
        }
    }

    @Test
    void findsABucketThatIsThereAndUsesAnyRegion() throws IOException {
        try (TestingS3 server = TestingS3.start()) {
            server.objects().createContainerInLocation(null, "there");
            Bucket bucket = new Bucket(
                    "store",
                    server.endpoint(),
                    false,
                    "eu-central-1",
                    "there",
                    TestingS3.ACCESS_KEY_ID,
                    TestingS3.SECRET_ACCESS_KEY);
            try (S3FileSystem files = TestingBucket.open(bucket, TestingBucket.limits())) {
                write(files, "/a", noise(10));
                assertThat(server.objects().blobExists("there", "a")).isTrue();
            }
        }
    }

    @Test
    void createsTheBucketAnewWhenItVanishes() throws IOException {
        try (TestingS3 server = TestingS3.start();
                S3FileSystem files = begin(server.endpoint())) {
            awaitAvailable(files);
            server.objects().deleteContainer(BUCKET);
            await().pollInterval(SOON).ignoreExceptions().untilAsserted(() -> write(files, "/a", noise(1)));
            assertThat(server.objects().blobExists(BUCKET, "a")).isTrue();
        }
    }

    @Test
    void isUnavailableAfterItsEnd() {
        try (TestingS3 server = TestingS3.start()) {
            S3FileSystem files = begin(server.endpoint());
            awaitAvailable(files);
            files.close();
            files.close();
            awaitReason(files, "the server ends");
        }
    }
}
