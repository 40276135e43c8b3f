package media.kern.core.fs;

import static media.kern.core.fs.TestingFiles.bytes;
import static media.kern.core.fs.TestingFiles.names;
import static media.kern.core.fs.TestingFiles.read;
import static media.kern.core.fs.TestingFiles.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MemoryFileSystemTest extends LocalFileSystemContract {
    @Override
    FileSystem newFileSystem(long limitBytes) throws IOException {
        return new MemoryFileSystem(limitBytes, false);
    }

    @Test
    void isCalledMem() {
        assertThat(files.name()).isEqualTo("mem");
        assertThat(files.type()).isEqualTo("mem");
    }

    /** Stored before, written then, stored after; digits are sizes. */
    static Stream<Arguments> purges() {
        return Stream.of(
                Arguments.of("a5 b5", "c5", "b5 c5"),
                Arguments.of("a3 b3 c3", "d5", "c3 d5"),
                Arguments.of("a3 b3 c3", "a5", "a5 c3"),
                Arguments.of("a2 b3", "a9", "a9"),
                Arguments.of("a0 b5 c5", "d1", "a0 c5 d1"),
                Arguments.of("a1 b1 c1 d7", "e3", "d7 e3"),
                Arguments.of("a5 b5", "b5", "a5 b5"),
                Arguments.of("a5 b5", "b2", "a5 b2"),
                Arguments.of("a5 b5", "c0", "a5 b5 c0"));
    }

    @ParameterizedTest
    @MethodSource
    void purges(String before, String written, String after) throws IOException {
        try (FileSystem limited = new MemoryFileSystem(10, true)) {
            for (String file : before.split(" ", -1)) {
                store(limited, file);
            }
            store(limited, written);
            assertThat(limited.list(name -> true).stream()
                            .map(file -> file.name().substring(1) + file.size()))
                    .containsExactly(after.split(" ", -1));
            assertThat(limited.sizeBytes())
                    .isEqualTo(limited.list(name -> true).stream()
                            .mapToLong(FileInfo::size)
                            .sum());
        }
    }

    private static void store(FileSystem files, String nameAndSize) throws IOException {
        write(files, nameAndSize.substring(0, 1), "x".repeat(nameAndSize.charAt(1) - '0'));
    }

    @Test
    void aRefusedUploadPurgesNothing() throws IOException {
        try (FileSystem limited = new MemoryFileSystem(10, true)) {
            write(limited, "/a", "12345");
            write(limited, "/b", "12345");
            assertThatExceptionOfType(FileTooBigException.class).isThrownBy(() -> write(limited, "/c", "12345678901"));
            try (Upload aborted = limited.create("/d")) {
                aborted.write(bytes("1234567890"));
            }
            assertThat(names(limited)).containsExactly("/a", "/b");
        }
    }

    @Test
    void anAllocationOfTheWholeLimitReplacesEverything() throws IOException {
        try (FileSystem limited = new MemoryFileSystem(10, true)) {
            write(limited, "/a", "12");
            write(limited, "/b", "123");
            assertThat(write(limited, "/a", "1234567890")).isFalse();
            assertThat(names(limited)).containsExactly("/a");
            assertThat(limited.sizeBytes()).isEqualTo(10);
        }
    }

    @Test
    void resizingToLessRemovesTheOldest() throws IOException {
        try (MemoryFileSystem limited = new MemoryFileSystem(10, false)) {
            write(limited, "/b", "123");
            write(limited, "/a", "1234567");
            limited.resize(7, false);
            assertThat(names(limited)).containsExactly("/a");
            limited.resize(5, false);
            assertThat(limited.sizeBytes()).isZero();
            assertThat(limited.limitBytes()).isEqualTo(5);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1})
    void resizingToNoLimitRemovesNothing(long limit) throws IOException {
        try (MemoryFileSystem limited = new MemoryFileSystem(10, true)) {
            write(limited, "/a", "1234567890");
            limited.resize(limit, true);
            assertThat(limited.limitBytes()).isZero();
            write(limited, "/b", "12345678901");
            assertThat(limited.sizeBytes()).isEqualTo(21);
        }
    }

    @Test
    void purgingCanBeSwitchedOnByAResize() throws IOException {
        try (MemoryFileSystem limited = new MemoryFileSystem(10, false)) {
            write(limited, "/a", "1234567890");
            assertThatExceptionOfType(NoSpaceException.class).isThrownBy(() -> write(limited, "/b", "1"));
            limited.resize(10, true);
            write(limited, "/b", "1");
            assertThat(names(limited)).containsExactly("/b");
        }
    }

    @Test
    void aLimitLoweredDuringAnUploadRefusesItsCommit() throws IOException {
        try (MemoryFileSystem limited = new MemoryFileSystem(10, false);
                Upload upload = limited.create("/a")) {
            write(limited, "/b", "1234");
            upload.write(bytes("12345"));
            limited.resize(5, false);
            assertThatExceptionOfType(NoSpaceException.class).isThrownBy(upload::commit);
            limited.resize(4, true);
            assertThat(names(limited)).containsExactly("/b");
        }
    }

    @Test
    void aFileMayBeCalledLikeADirectory() throws IOException {
        write(files, "/a", "1");
        write(files, "/a/b", "2");
        assertThat(read(files, "/a")).isEqualTo("1");
        assertThat(read(files, "/a/b")).isEqualTo("2");
    }

    @Test
    void boundsTheNumberOfFilesAndUploads() throws IOException {
        try (FileSystem small = new MemoryFileSystem(ContentMemory.open("kern-test"), 0, false, 2)) {
            write(small, "/a", "");
            Upload upload = small.create("/b");
            assertThatExceptionOfType(NoSpaceException.class)
                    .isThrownBy(() -> small.create("/c"))
                    .withMessage("too many files in memory: the limit is 2");
            write(small, "/a", "replacing is free");
            upload.close();
            write(small, "/c", "");
        }
    }

    @Test
    void everyInstanceHasItsOwnEtags() throws IOException {
        write(files, "/a", "1");
        try (FileSystem other = new MemoryFileSystem(0, false)) {
            write(other, "/a", "1");
            try (StoredFile one = files.open("/a").orElseThrow();
                    StoredFile two = other.open("/a").orElseThrow()) {
                assertThat(one.etag()).isNotEqualTo(two.etag());
            }
        }
    }

    @Test
    void openFilesOutliveTheFileSystem() throws IOException {
        MemoryFileSystem closing = new MemoryFileSystem(0, false);
        write(closing, "/a", "hello");
        Upload upload = closing.create("/b");
        try (StoredFile file = closing.open("/a").orElseThrow()) {
            closing.close();
            closing.close();
            assertThat(closing.open("/a")).isEmpty();
            assertThat(read(file)).isEqualTo("hello");
            assertThatExceptionOfType(StorageException.class).isThrownBy(() -> closing.create("/c"));
            assertThatExceptionOfType(StorageException.class).isThrownBy(upload::commit);
        }
        upload.close();
    }
}
