package media.kern.core.fs;

import static media.kern.core.fs.TestingFiles.bytes;
import static media.kern.core.fs.TestingFiles.names;
import static media.kern.core.fs.TestingFiles.read;
import static media.kern.core.fs.TestingFiles.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.assertj.core.data.TemporalUnitOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every file system. */
abstract class FileSystemContract {
    protected FileSystem files;

    abstract FileSystem newFileSystem() throws IOException;

    @BeforeEach
    void open() throws IOException {
        files = newFileSystem();
    }

    @AfterEach
    void close() throws IOException {
        files.close();
    }

    @Test
    void beginsEmpty() throws IOException {
        assertThat(files.sizeBytes()).isZero();
        assertThat(files.fileCount()).isZero();
        assertThat(files.limitBytes()).isZero();
        assertThat(files.list(name -> true)).isEmpty();
    }

    @Test
    void countsWhatIsStored() throws IOException {
        assertThat(write(files, "/foobar", "12345")).isTrue();
        assertThat(files.sizeBytes()).isEqualTo(5);
        assertThat(files.fileCount()).isEqualTo(1);

        assertThat(write(files, "/foobar", "123")).isFalse();
        assertThat(files.sizeBytes()).isEqualTo(3);
        assertThat(files.fileCount()).isEqualTo(1);

        assertThat(files.remove("/foobar")).hasValue(3);
        assertThat(files.remove("/foobar")).isEmpty();
        assertThat(files.sizeBytes()).isZero();
        assertThat(files.fileCount()).isZero();
    }

    @Test
    void listsAllFilesSortedByName() throws IOException {
        for (String name : List.of("/path/to/c", "/b", "/path/b", "/a", "/path/a", "/path/to/d")) {
            write(files, name, name);
        }
        assertThat(names(files)).containsExactly("/a", "/b", "/path/a", "/path/b", "/path/to/c", "/path/to/d");
        List<FileInfo> some = files.list(name -> name.startsWith("/path/to/"));
        assertThat(some).extracting(FileInfo::name).containsExactly("/path/to/c", "/path/to/d");
        assertThat(some).extracting(FileInfo::size).containsOnly(10L);
        assertThat(some).allSatisfy(file -> assertThat(file.lastModified()).isCloseTo(Instant.now(), minute()));
    }

    @ParameterizedTest
    @CsvSource({
        "/, 9, /a /live/cam1.ts /live/cam1/x /live/cam1/y/z /live/cam2.ts /live/other/x /z",
        "'', 9, /a /live/cam1.ts /live/cam1/x /live/cam1/y/z /live/cam2.ts /live/other/x /z",
        "/, 1, /a /z",
        "/, 0, ''",
        "/live/, 2, /live/cam1.ts /live/cam2.ts",
        "/live/, 1, ''",
        "/live/cam, 2147483647, /live/cam1.ts /live/cam1/x /live/cam1/y/z /live/cam2.ts",
        "/live/cam1, 3, /live/cam1.ts /live/cam1/x",
        "/live/cam1/y/z, 4, /live/cam1/y/z",
        "/li, 2, /live/cam1.ts /live/cam2.ts",
        "/live/cam1.ts/, 9, ''",
        "/none/, 9, ''",
        "live/, 9, ''",
        "//live/, 9, ''",
        "/live/../, 9, ''",
        "/./, 9, ''",
    })
    void listsWhatBeginsWithAText(String prefix, int maxElements, String expected) throws IOException {
        for (String name : List.of("/z", "/live/cam1/x", "/live/cam1/y/z", "/live/cam1.ts", "/live/cam2.ts", "/a")) {
            write(files, name, name);
        }
        write(files, "/live/other/x", "");
        assertThat(files.list(prefix, maxElements, name -> true))
                .extracting(FileInfo::name)
                .containsExactly(expected.isEmpty() ? new String[0] : expected.split(" "));
        assertThat(files.list(prefix, maxElements, name -> false)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "", "/a", "/live/", "/live/cam", "/live/cam/x", "x"})
    void aListingPrefixCoversAllThatBeginsWithIt(String prefix) throws IOException {
        for (String name : List.of("/a1", "/b", "/live/cam1", "/live/cam/x", "/live/dam")) {
            write(files, name, name);
        }
        assertThat(prefix).startsWith(files.listingPrefix(prefix));
        assertThat(files.list(files.listingPrefix(prefix), Integer.MAX_VALUE, name -> name.startsWith(prefix)))
                .isEqualTo(files.list(prefix, Integer.MAX_VALUE, name -> true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a\0b/", "/\ud800/", "/..", "/a//"})
    void aTextThatNoNameCanBeginWithListsNothing(String prefix) throws IOException {
        write(files, "/a/b", "x");
        assertThat(files.list(prefix, Integer.MAX_VALUE, name -> true)).isEmpty();
    }

    @Test
    void removingEmptyFoldersTouchesNoFile() throws IOException {
        write(files, "/a/b/c", "x");
        write(files, "/a/d", "x");
        files.removeEmptyFolders("/a/b/c");
        files.removeEmptyFolders("/a/none/x");
        files.removeEmptyFolders("/");
        assertThat(names(files)).containsExactly("/a/b/c", "/a/d");
        files.remove("/a/b/c");
        files.removeEmptyFolders("/a/b/c");
        assertThat(names(files)).containsExactly("/a/d");
        write(files, "/a/b/c", "again");
        assertThat(read(files, "/a/b/c")).isEqualTo("again");
    }

    private static TemporalUnitOffset minute() {
        return within(1, ChronoUnit.MINUTES);
    }

    @ParameterizedTest
    @CsvSource({"a//b/,/a/b", "/../../x,/x", "/./a/./b,/a/b", "/a/c/../b,/a/b", "x\\y,/x\\y", "/ä €,/ä €"})
    void normalisesPathsOfAllOperations(String path, String name) throws IOException {
        write(files, path, "hello");
        assertThat(names(files)).containsExactly(name);
        try (StoredFile file = files.open(path + "/").orElseThrow()) {
            assertThat(file.path()).isEqualTo(name);
        }
        assertThat(files.remove("//" + path)).hasValue(5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a\0b", "/\ud800", "/\udc00x"})
    void refusesPathsThatCannotBe(String path) {
        assertThatExceptionOfType(InvalidPathException.class).isThrownBy(() -> files.open(path));
        assertThatExceptionOfType(InvalidPathException.class).isThrownBy(() -> files.create(path));
        assertThatExceptionOfType(InvalidPathException.class).isThrownBy(() -> files.remove(path));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "", "/..", "/a/.."})
    void theRootIsNoFile(String path) throws IOException {
        assertThatExceptionOfType(IsDirectoryException.class).isThrownBy(() -> files.create(path));
        assertThat(files.open(path)).isEmpty();
        assertThat(files.remove(path)).isEmpty();
    }

    @Test
    void missingFilesAreEmpty() throws IOException {
        write(files, "/a/b", "x");
        assertThat(files.open("/b")).isEmpty();
        assertThat(files.open("/a")).isEmpty();
        assertThat(files.remove("/a")).isEmpty();
    }

    @Test
    void describesAnOpenFile() throws IOException {
        write(files, "/a", "hello");
        try (StoredFile file = files.open("/a").orElseThrow()) {
            assertThat(file.path()).isEqualTo("/a");
            assertThat(file.size()).isEqualTo(5);
            assertThat(file.lastModified()).isCloseTo(Instant.now(), minute());
            assertThat(file.etag()).matches("\"[!#-~]+\"");
        }
    }

    @Test
    void anotherContentHasAnotherEtag() throws IOException {
        write(files, "/a", "hello");
        String first = etag();
        assertThat(etag()).isEqualTo(first);
        write(files, "/a", "hello world");
        assertThat(etag()).isNotEqualTo(first);
    }

    private String etag() throws IOException {
        try (StoredFile file = files.open("/a").orElseThrow()) {
            return file.etag();
        }
    }

    @Test
    void takesBytesFromAnyBuffer() throws IOException {
        String content = "0123456789".repeat(20_000);
        try (Upload upload = files.create("/a")) {
            ByteBuffer direct = ByteBuffer.allocateDirect(content.length());
            upload.write(direct.put(bytes(content)).flip());
            assertThat(direct.hasRemaining()).isFalse();
            upload.write(bytes(content));
            upload.write(bytes(content).asReadOnlyBuffer());
            upload.commit();
        }
        assertThat(read(files, "/a")).isEqualTo(content.repeat(3));
    }

    @Test
    void storesEmptyFiles() throws IOException {
        assertThat(write(files, "/empty", "")).isTrue();
        assertThat(read(files, "/empty")).isEmpty();
        assertThat(files.fileCount()).isEqualTo(1);
    }

    @Test
    void nobodySeesAnUploadBeforeItsCommit() throws IOException {
        write(files, "/a", "old");
        try (Upload upload = files.create("/a");
                Upload other = files.create("/d/e/b")) {
            upload.write(bytes("new content"));
            other.write(bytes("x"));
            assertThat(read(files, "/a")).isEqualTo("old");
            assertThat(names(files)).containsExactly("/a");
            assertThat(upload.commit()).isFalse();
        }
        assertThat(read(files, "/a")).isEqualTo("new content");
        assertThat(names(files)).containsExactly("/a");
        assertThat(files.sizeBytes()).isEqualTo(11);
    }

    @Test
    void anEndedUploadTakesNothingMore() throws IOException {
        Upload upload = files.create("/a");
        upload.write(bytes("a"));
        upload.commit();
        assertThatExceptionOfType(StorageException.class).isThrownBy(() -> upload.write(bytes("b")));
        assertThatExceptionOfType(StorageException.class).isThrownBy(upload::commit);
        upload.close();
        upload.close();
        assertThat(read(files, "/a")).isEqualTo("a");
    }

    @Test
    void anInterruptedThreadHarmsNobody() throws Exception {
        write(files, "/a", "hello");
        Thread interrupted = Thread.ofVirtual().start(() -> {
            Thread.currentThread().interrupt();
            try (Upload upload = files.create("/b");
                    StoredFile file = files.open("/a").orElseThrow()) {
                upload.write(bytes("x"));
                read(file);
            } catch (IOException e) {
                // Its own operations may fail.
            }
        });
        assertThat(interrupted.join(Duration.ofSeconds(30))).isTrue();
        assertThat(read(files, "/a")).isEqualTo("hello");
        write(files, "/b", "still works");
        assertThat(read(files, "/b")).isEqualTo("still works");
    }
}
