package media.kern.core.fs;

import static media.kern.core.fs.TestingFiles.names;
import static media.kern.core.fs.TestingFiles.read;
import static media.kern.core.fs.TestingFiles.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import media.kern.core.s3.Bucket;
import media.kern.core.s3.S3FileSystem;
import media.kern.testing.s3.TestingS3;
import org.jclouds.blobstore.BlobStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What holds for every file system, and how names become keys. */
class S3FileSystemTest extends FileSystemContract {
    private static final String BUCKET = "kern";
    private static TestingS3 server;
    private static S3FileSystem shared;

    @BeforeAll
    static void connect() {
        server = TestingS3.start();
        shared = new S3FileSystem(new Bucket(
                "s3", server.endpoint(), false, "", BUCKET, TestingS3.ACCESS_KEY_ID, TestingS3.SECRET_ACCESS_KEY));
        await().ignoreExceptions().until(() -> shared.list(name -> true).isEmpty());
    }

    @AfterAll
    static void disconnect() {
        shared.close();
        server.close();
    }

    /** To connect takes longer than any of these tests, so they share what they leave empty. */
    @Override
    FileSystem newFileSystem() {
        return shared;
    }

    @Override
    @AfterEach
    void close() throws IOException {
        for (FileInfo file : files.list(name -> true)) {
            files.remove(file.name());
        }
    }

    @Test
    void keysAreNamesWithoutTheLeadingSlash() throws IOException {
        write(files, "/live/a.ts", "x");
        assertThat(server.objects().blobExists(BUCKET, "live/a.ts")).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"/foo/...,/foo", "/foo/.../...,/foo", "/foo/.../,/foo", "/foo...,/foo...", "/.../x,/.../x"})
    void dropsALastElementOfThreeDots(String path, String name) throws IOException {
        write(files, path, "x");
        assertThat(names(files)).containsExactly(name);
        assertThat(read(files, path)).isEqualTo("x");
    }

    @Test
    void showsNoMarkers() throws IOException {
        write(files, "/a/b", "x");
        BlobStore objects = server.objects();
        for (String key : new String[] {"a/...", "c/d/...", "e/..."}) {
            objects.putBlob(BUCKET, objects.blobBuilder(key).payload("marker").build());
        }
        assertThat(names(files)).containsExactly("/a/b");
        assertThat(files.fileCount()).isEqualTo(1);
        assertThat(files.open("/c/d/...")).isEmpty();
    }

    @Test
    void refusesKeysThatAreTooLong() throws IOException {
        String folder = ("/" + "d".repeat(255)).repeat(3);
        write(files, folder + "/" + "e".repeat(255), "x");
        assertThatExceptionOfType(InvalidPathException.class)
                .isThrownBy(() -> files.open(folder + "/" + "e".repeat(255) + "/f"))
                .withMessageContaining("1024");
    }
}
