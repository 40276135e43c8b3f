package media.kern.core.s3;

import static media.kern.core.s3.TestingBucket.MEBIBYTE;
import static media.kern.core.s3.TestingBucket.names;
import static media.kern.core.s3.TestingBucket.noise;
import static media.kern.core.s3.TestingBucket.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.UUID;
import media.kern.core.fs.StorageException;
import media.kern.core.fs.StorageUnavailableException;
import media.kern.core.fs.Upload;
import media.kern.testing.s3.TestingS3;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class S3UploadTest {
    private static TestingS3 server;

    private final String bucket = "kern-" + UUID.randomUUID();
    private S3FileSystem files;

    @BeforeAll
    static void startServer() {
        server = TestingS3.start();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @BeforeEach
    void open() {
        files = TestingBucket.open(TestingBucket.at(server.endpoint(), bucket), TestingBucket.limits());
    }

    @AfterEach
    void close() {
        files.close();
    }

    private int unfinishedUploads() {
        return server.objects().listMultipartUploads(bucket).size();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65_536, 5 * MEBIBYTE - 1, 5 * MEBIBYTE, 5 * MEBIBYTE + 1, 12 * MEBIBYTE})
    void storesFilesOfAnyLengthWithoutKnowingIt(int length) throws IOException {
        byte[] content = noise(length);
        try (Upload upload = files.create("/a")) {
            for (int i = 0; i < length; i += 300_000) {
                upload.write(ByteBuffer.wrap(content, i, Math.min(300_000, length - i)));
            }
            assertThat(files.open("/a")).isEmpty();
            assertThat(upload.commit()).isTrue();
        }
        assertThat(read(files, "/a")).isEqualTo(content);
        assertThat(unfinishedUploads()).isZero();
    }

    @Test
    void sendsPartsWhileTheFileArrives() throws IOException {
        try (Upload upload = files.create("/a")) {
            upload.write(ByteBuffer.wrap(noise(5 * MEBIBYTE)));
            assertThat(unfinishedUploads()).isZero();
            upload.write(ByteBuffer.wrap(noise(1)));
            assertThat(unfinishedUploads()).isEqualTo(1);
        }
    }

    @Test
    void anUploadThatIsClosedBeforeItsCommitLeavesNothing() throws IOException {
        Upload upload = files.create("/a");
        upload.write(ByteBuffer.wrap(noise(6 * MEBIBYTE)));
        upload.close();
        assertThat(unfinishedUploads()).isZero();
        assertThat(names(files)).isEmpty();
        assertThatExceptionOfType(StorageException.class).isThrownBy(upload::commit);
    }

    @Test
    void theEndOfTheFileSystemAbortsUploads() throws IOException {
        Upload upload = files.create("/a");
        upload.write(ByteBuffer.wrap(noise(6 * MEBIBYTE)));
        files.close();
        assertThat(unfinishedUploads()).isZero();
        assertThatExceptionOfType(StorageException.class).isThrownBy(upload::commit);
    }

    @Test
    void uploadsShareTheMemoryThereIs() throws IOException {
        Upload one = files.create("/1");
        Upload two = files.create("/2");
        Upload three = files.create("/3");
        Upload four = files.create("/4");
        one.write(ByteBuffer.wrap(noise(4 * MEBIBYTE)));
        two.write(ByteBuffer.wrap(noise(4 * MEBIBYTE)));
        three.write(ByteBuffer.wrap(noise(5 * MEBIBYTE)));
        assertThatExceptionOfType(StorageUnavailableException.class)
                .isThrownBy(() -> four.write(ByteBuffer.wrap(noise(3 * MEBIBYTE))))
                .withMessageContaining(15 * MEBIBYTE + " bytes");
        four.close();
        // What is refused gives its memory back to the others.
        three.write(ByteBuffer.wrap(noise(2 * MEBIBYTE)));
        for (Upload each : new Upload[] {one, two, three}) {
            each.commit();
            each.close();
        }
        assertThat(names(files)).containsExactly("/1", "/2", "/3");
        assertThat(files.sizeBytes()).isEqualTo(15L * MEBIBYTE);
    }

    @Test
    void sendsAPartEarlyWhenMemoryIsShort() throws IOException {
        UploadMemory memory = new UploadMemory(6L * MEBIBYTE);
        BucketUsage usage = new BucketUsage(List::of, System::nanoTime);
        Limits limits = TestingBucket.limits();
        BucketConnection connection = new BucketConnection(TestingBucket.at(server.endpoint(), bucket), limits);
        BucketCalls calls = new BucketCalls(connection, new Places("calls", 4, 1, limits.patience()));
        byte[] content = noise(20 * MEBIBYTE);
        try (connection) {
            await().ignoreExceptions().until(() -> connection.client() != null);
            UploadParts parts = new UploadParts(bucket, "a", calls, limits.times());
            try (S3Upload upload = new S3Upload(parts, memory, 8 * MEBIBYTE, usage, ended -> {})) {
                upload.write(ByteBuffer.wrap(content));
                upload.commit();
            }
        }
        assertThat(read(files, "/a")).isEqualTo(content);
    }
}
