package media.kern.core.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.time.Duration;
import media.kern.core.fs.FileInfo;
import media.kern.core.fs.StorageException;
import media.kern.core.glob.Glob;
import media.kern.core.glob.GlobSyntaxException;
import media.kern.testing.s3.TestingS3;
import org.jclouds.blobstore.BlobStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Buckets that do not fit into one page of the service, which has 1,000 objects. */
class S3ListingTest {
    private static final String BUCKET = "many";
    private static final int OBJECTS = 2300;
    private static TestingS3 server;

    @BeforeAll
    static void fillBucket() {
        server = TestingS3.start();
        BlobStore objects = server.objects();
        objects.createContainerInLocation(null, BUCKET);
        for (int i = 0; i < OBJECTS; i++) {
            String folder = i % 10 == 0 ? "b" : "a";
            objects.putBlob(
                    BUCKET,
                    objects.blobBuilder(folder + "/chunk_%04d.ts".formatted(i))
                            .payload("x")
                            .build());
        }
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    private static S3FileSystem open(int maxListed) {
        return TestingBucket.open(
                TestingBucket.at(server.endpoint(), BUCKET),
                TestingBucket.limits(4, maxListed, Duration.ofSeconds(10)));
    }

    @Test
    void listsAllPagesSortedByName() throws IOException {
        try (S3FileSystem files = open(OBJECTS)) {
            assertThat(files.list(name -> true))
                    .hasSize(OBJECTS)
                    .isSortedAccordingTo((one, two) -> one.name().compareTo(two.name()));
            assertThat(files.fileCount()).isEqualTo(OBJECTS);
            assertThat(files.sizeBytes()).isEqualTo(OBJECTS);
        }
    }

    @Test
    void filtersAllPages() throws IOException, GlobSyntaxException {
        try (S3FileSystem files = open(OBJECTS)) {
            Glob glob = Glob.compile("/{a,b}/chunk_?29[0-4].ts", '/');
            assertThat(files.list(glob.literalPrefix(), glob.mostSeparators(), glob::matches))
                    .extracting(FileInfo::name)
                    .hasSize(2 * 5 + 5)
                    .startsWith("/a/chunk_0291.ts")
                    .endsWith("/b/chunk_2290.ts");
        }
    }

    @Test
    void looksOnlyAtWhatBeginsWithThePrefix() throws IOException {
        try (S3FileSystem files = open(OBJECTS / 10)) {
            assertThat(files.list("/b/", 2, name -> true)).hasSize(OBJECTS / 10);
            assertThat(files.list("/", 1, name -> true)).isEmpty();
        }
    }

    @Test
    void refusesToListMoreThanTheLimit() {
        try (S3FileSystem files = open(OBJECTS - 1)) {
            assertThatExceptionOfType(StorageException.class)
                    .isThrownBy(() -> files.list(name -> true))
                    .withMessage("too many files to list: the limit is " + (OBJECTS - 1));
        }
    }
}
