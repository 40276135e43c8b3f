package media.kern.core.s3;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Random;
import media.kern.core.fs.FileInfo;
import media.kern.core.fs.FileSystem;
import media.kern.core.fs.RemoteFile;
import media.kern.core.fs.Upload;
import media.kern.testing.s3.TestingS3;

/** Buckets of a test server, with time limits that tests have the patience for. */
final class TestingBucket {
    static final int MEBIBYTE = 1024 * 1024;
    static final Duration SOON = Duration.ofMillis(10);

    private TestingBucket() {}

    static Bucket at(String endpoint, String bucket) {
        return new Bucket("store", endpoint, false, "", bucket, TestingS3.ACCESS_KEY_ID, TestingS3.SECRET_ACCESS_KEY);
    }

    static Limits limits() {
        return limits(4, 1_000_000, Duration.ofSeconds(10));
    }

    /** For services that do not answer. */
    static Limits impatient() {
        return limits(4, 1_000_000, Duration.ofSeconds(1));
    }

    /** Parts have 5 MiB; uploads have room for three of them. */
    static Limits limits(int transfers, int maxListed, Duration attempt) {
        return new Limits(
                4,
                transfers,
                1,
                Duration.ofMillis(50),
                5 * MEBIBYTE,
                15 * MEBIBYTE,
                maxListed,
                new Limits.Times(
                        attempt,
                        attempt,
                        attempt.multipliedBy(2),
                        Duration.ofSeconds(30),
                        Duration.ofMillis(20),
                        Duration.ofMillis(50)));
    }

    /** A file system that has reached its bucket. */
    static S3FileSystem open(Bucket bucket, Limits limits) {
        S3FileSystem files = new S3FileSystem(bucket, limits);
        awaitAvailable(files);
        return files;
    }

    static void awaitAvailable(S3FileSystem files) {
        await().pollInterval(SOON)
                .ignoreExceptions()
                .until(() -> files.open("/none").isEmpty());
    }

    static byte[] noise(int bytes) {
        byte[] noise = new byte[bytes];
        new Random(bytes).nextBytes(noise);
        return noise;
    }

    static void write(FileSystem files, String path, byte[] content) throws IOException {
        try (Upload upload = files.create(path)) {
            upload.write(ByteBuffer.wrap(content));
            upload.commit();
        }
    }

    static RemoteFile find(FileSystem files, String path) throws IOException {
        return (RemoteFile) files.open(path).orElseThrow();
    }

    static byte[] read(FileSystem files, String path) throws IOException {
        RemoteFile file = find(files, path);
        try (InputStream content = file.content(0, file.size())) {
            return content.readAllBytes();
        }
    }

    static String[] names(FileSystem files) throws IOException {
        return files.list(name -> true).stream().map(FileInfo::name).toArray(String[]::new);
    }
}
