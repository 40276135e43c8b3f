package media.kern.core.cleanup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import media.kern.core.fs.FileInfo;
import media.kern.core.fs.FileSystem;
import media.kern.core.fs.MemoryFileSystem;
import media.kern.core.fs.Upload;
import media.kern.core.process.CleanupRule;
import media.kern.core.s3.Bucket;
import media.kern.core.s3.S3FileSystem;
import media.kern.testing.s3.Relay;
import media.kern.testing.s3.TestingS3;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rules for a bucket, next to rules for memory, more often than in production. */
class S3CleanupTest {
    private static final Duration INTERVAL = Duration.ofMillis(20);

    private TestingS3 server;
    private Relay relay;
    private S3FileSystem bucket;
    private MemoryFileSystem memory;
    private SeparateCleanups cleanup;

    @BeforeEach
    void open() throws IOException {
        server = TestingS3.start();
        relay = Relay.to(server.endpoint());
        bucket = new S3FileSystem(new Bucket(
                "My-S3_1", relay.endpoint(), false, "", "kern", TestingS3.ACCESS_KEY_ID, TestingS3.SECRET_ACCESS_KEY));
        memory = new MemoryFileSystem(0, false);
        cleanup = new SeparateCleanups(
                List.of(new CleanedFiles(memory, Set.of("memfs"), INTERVAL)),
                List.of(new CleanedFiles(bucket, Set.of(), INTERVAL)),
                InstantSource.system());
        await().ignoreExceptions().until(() -> bucket.open("/none").isEmpty());
        cleanup.start();
    }

    @AfterEach
    void close() {
        cleanup.close();
        memory.close();
        bucket.close();
        relay.close();
        server.close();
    }

    private static void write(FileSystem files, String... names) throws IOException {
        for (String name : names) {
            try (Upload upload = files.create(name)) {
                upload.write(ByteBuffer.wrap(new byte[] {'x'}));
                upload.commit();
            }
        }
    }

    private static List<String> names(FileSystem files) throws IOException {
        return files.list(name -> true).stream().map(FileInfo::name).toList();
    }

    @Test
    void keepsTheNewestFilesAndPurgesTheRest() throws IOException {
        cleanup.keep("p", List.of(new CleanupRule("My-S3_1:/live/*.ts", 2, 0, true)));
        write(bucket, "/live/1.ts", "/live/2.ts", "/live/3.ts", "/other.ts");
        await().untilAsserted(() -> assertThat(names(bucket)).containsExactly("/live/2.ts", "/live/3.ts", "/other.ts"));
        cleanup.purge("p");
        assertThat(names(bucket)).containsExactly("/other.ts");
    }

    @Test
    void aBucketThatDoesNotAnswerKeepsNoOtherFilesFromBeingCleaned() throws IOException {
        relay.silent(true);
        cleanup.keep(
                "p", List.of(new CleanupRule("My-S3_1:/**", 1, 0, false), new CleanupRule("memfs:/*", 1, 0, false)));
        write(memory, "/1", "/2");
        await().untilAsserted(() -> assertThat(names(memory)).containsExactly("/2"));
        write(memory, "/3");
        await().untilAsserted(() -> assertThat(names(memory)).containsExactly("/3"));
    }
}
