package media.kern.core.fs;

import static media.kern.core.fs.TestingFiles.bytes;
import static media.kern.core.fs.TestingFiles.names;
import static media.kern.core.fs.TestingFiles.read;
import static media.kern.core.fs.TestingFiles.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DiskFileSystemTest extends LocalFileSystemContract {
    @TempDir
    Path folder;

    private Path root;
    private Path outside;
    private int count;

    @Override
    FileSystem newFileSystem(long limitBytes) throws IOException {
        return new DiskFileSystem(folder.resolve("data" + count++), limitBytes);
    }

    @BeforeEach
    void prepare() throws IOException {
        root = folder.resolve("data0");
        outside = Files.createDirectory(folder.resolve("outside"));
        Files.writeString(outside.resolve("secret"), "secret");
    }

    @Test
    void isCalledDisk() {
        assertThat(files.name()).isEqualTo("disk");
        assertThat(files.type()).isEqualTo("disk");
    }

    @Test
    void createsItsRoot() throws IOException {
        assertThat(mode(root)).isEqualTo("rwxr-x---");
    }

    @Test
    void writesFilesForEverybodyToRead() throws IOException {
        write(files, "/d/e/f", "hello");
        assertThat(root.resolve("d/e/f")).hasContent("hello");
        assertThat(mode(root.resolve("d/e/f"))).isEqualTo("rw-r--r--");
        assertThat(mode(root.resolve("d/e"))).isEqualTo("rwxr-xr-x");
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void anAbortedUploadLeavesNothing() throws IOException {
        try (Upload upload = files.create("/d/e/f")) {
            upload.write(bytes("hello"));
        }
        assertThat(root).isEmptyDirectory();
    }

    @Test
    void uploadsAreHidden() throws IOException {
        try (Upload upload = files.create("/f")) {
            upload.write(bytes("hello"));
            String hidden;
            try (Stream<Path> all = Files.list(root)) {
                hidden = "/" + all.findFirst().orElseThrow().getFileName();
            }
            assertThat(hidden).startsWith("/.kern-upload-");
            assertThat(names(files)).isEmpty();
            assertThat(files.open(hidden)).isEmpty();
            assertThat(files.remove(hidden)).isEmpty();
            assertThatExceptionOfType(InvalidPathException.class).isThrownBy(() -> files.create(hidden));
            upload.commit();
        }
        assertThat(names(files)).containsExactly("/f");
    }

    @Test
    void removesUploadsOfACrashedRun() throws IOException {
        Path recent = Files.writeString(root.resolve(".kern-upload-1"), "x");
        Path abandoned = Files.writeString(root.resolve(".kern-upload-2"), "x");
        Files.setLastModifiedTime(abandoned, FileTime.from(Instant.now().minus(Duration.ofHours(25))));
        assertThat(files.sizeBytes()).isZero();
        assertThat(recent).exists();
        assertThat(abandoned).doesNotExist();
    }

    @Test
    void neverRemovesOrReplacesDirectories() throws IOException {
        Files.createDirectories(root.resolve("d/e"));
        assertThat(files.remove("/d/e")).isEmpty();
        assertThat(files.open("/d/e")).isEmpty();
        assertThatExceptionOfType(IsDirectoryException.class)
                .isThrownBy(() -> files.create("/d/e"))
                .withMessage("'/d/e' is a directory");
        assertThat(root.resolve("d/e")).isDirectory();
    }

    @Test
    void aDirectoryThatAppearsDuringAnUploadRefusesItsCommit() throws IOException {
        try (Upload upload = files.create("/d")) {
            Files.createDirectory(root.resolve("d"));
            assertThatExceptionOfType(IsDirectoryException.class).isThrownBy(upload::commit);
        }
        assertThat(names(files)).isEmpty();
        assertThat(root.resolve("d")).isEmptyDirectory();
    }

    @Test
    void aFileIsNoDirectory() throws IOException {
        write(files, "/a", "hello");
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> files.create("/a/b"))
                .withMessage("'/a' is not a directory");
        assertThat(files.open("/a/b")).isEmpty();
        assertThat(files.remove("/a/b")).isEmpty();
    }

    @Test
    void followsLinksThatStayInside() throws IOException {
        write(files, "/d/a", "hello");
        Files.createSymbolicLink(root.resolve("relative"), Path.of("d/a"));
        Files.createSymbolicLink(root.resolve("absolute"), root.toRealPath().resolve("d/a"));
        Files.createSymbolicLink(root.resolve("directory"), Path.of("d"));
        for (String name : new String[] {"/relative", "/absolute", "/directory/a"}) {
            try (StoredFile file = files.open(name).orElseThrow()) {
                assertThat(file.path()).isEqualTo(name);
                assertThat(read(file)).isEqualTo("hello");
            }
        }
        assertThat(write(files, "/relative", "new")).isFalse();
        assertThat(root.resolve("relative")).isSymbolicLink();
        assertThat(read(files, "/d/a")).isEqualTo("new");
        assertThat(write(files, "/directory/b/c", "deep")).isTrue();
        assertThat(read(files, "/d/b/c")).isEqualTo("deep");
        assertThat(names(files)).containsExactly("/absolute", "/d/a", "/d/b/c", "/directory", "/relative");
    }

    @Test
    void removesLinksButNotWhatTheyLeadTo() throws IOException {
        Path secret = outside.resolve("secret");
        Files.createSymbolicLink(root.resolve("file"), secret);
        Files.createSymbolicLink(root.resolve("directory"), outside);
        assertThat(files.remove("/directory/secret")).isEmpty();
        assertThat(files.remove("/file")).hasValue(secret.toString().length());
        assertThat(files.remove("/directory")).isPresent();
        assertThat(secret).hasContent("secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/file", "/directory/secret", "/relative/secret", "/chain/secret", "/dangling", "/loop"})
    void neverFollowsLinksOut(String path) throws IOException {
        Files.createSymbolicLink(root.resolve("file"), outside.resolve("secret"));
        Files.createSymbolicLink(root.resolve("directory"), outside);
        Files.createSymbolicLink(root.resolve("relative"), Path.of("../outside"));
        Files.createSymbolicLink(root.resolve("chain"), Path.of("directory"));
        Files.createSymbolicLink(root.resolve("dangling"), outside.resolve("missing"));
        Files.createSymbolicLink(root.resolve("loop"), Path.of("loop"));
        assertThat(files.open(path)).isEmpty();
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> files.create(path))
                .withMessageContaining("is a link that does not lead to anything inside the file system")
                .withMessageNotContaining(folder.toString());
        assertThat(outside.resolve("secret")).hasContent("secret");
        assertThat(outside.resolve("missing")).doesNotExist();
        assertThat(files.list(name -> name.contains("secret"))).isEmpty();
    }

    @Test
    void aParentThatBecomesALinkDuringAnUploadIsNotFollowedOut() throws IOException {
        try (Upload upload = files.create("/d/a")) {
            Files.createSymbolicLink(root.resolve("d"), outside);
            assertThatExceptionOfType(StorageException.class).isThrownBy(upload::commit);
        }
        assertThat(outside.resolve("a")).doesNotExist();
    }

    @Test
    void aNeighbourWithTheSameBeginningIsOutside() throws IOException {
        Path neighbour = Files.createDirectory(folder.resolve("data0-neighbour"));
        Files.writeString(neighbour.resolve("a"), "x");
        Files.createSymbolicLink(root.resolve("link"), neighbour);
        assertThat(files.open("/link/a")).isEmpty();
    }

    @Test
    void theRootItselfMayBeALink() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), root);
        write(files, "/a", "hello");
        try (FileSystem linked = new DiskFileSystem(link, 0)) {
            assertThat(read(linked, "/a")).isEqualTo("hello");
            assertThat(names(linked)).containsExactly("/a");
        }
    }

    @Test
    @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void pipesAndSocketsAreNoFiles() throws Exception {
        Process mkfifo = new ProcessBuilder("mkfifo", root.resolve("pipe").toString()).start();
        assertThat(mkfifo.waitFor(10, TimeUnit.SECONDS)).isTrue();
        Files.createSymbolicLink(root.resolve("link"), Path.of("pipe"));
        try (ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            socket.bind(UnixDomainSocketAddress.of(root.resolve("socket")));
            for (String name : new String[] {"/pipe", "/socket"}) {
                assertThat(files.open(name)).isEmpty();
                assertThat(files.remove(name)).isEmpty();
                assertThatExceptionOfType(StorageException.class)
                        .isThrownBy(() -> files.create(name))
                        .withMessage("'" + name + "' is taken by something that is not a file");
            }
            assertThat(files.open("/link")).isEmpty();
            assertThat(names(files)).containsExactly("/link");
        }
        assertThat(Files.exists(root.resolve("pipe"), LinkOption.NOFOLLOW_LINKS))
                .isTrue();
    }

    @Test
    void measuresWhatOthersWriteEveryTenSeconds() throws IOException {
        AtomicLong now = new AtomicLong();
        try (FileSystem limited = new DiskFileSystem(root, 10, now::get, 100)) {
            write(limited, "/a", "12345");
            assertThat(limited.sizeBytes()).isEqualTo(5);
            Files.writeString(root.resolve("b"), "123");
            assertThat(limited.sizeBytes()).isEqualTo(5);
            now.addAndGet(Duration.ofSeconds(10).toNanos());
            assertThat(limited.sizeBytes()).isEqualTo(8);
            assertThat(limited.fileCount()).isEqualTo(2);
            assertThatExceptionOfType(NoSpaceException.class).isThrownBy(() -> write(limited, "/c", "123"));
            write(limited, "/a", "1234567");
            limited.remove("/b");
            write(limited, "/c", "123");
            assertThat(limited.sizeBytes()).isEqualTo(10);
        }
    }

    @Test
    void boundsTheListing() throws IOException {
        try (FileSystem small = new DiskFileSystem(root, 0, System::nanoTime, 2)) {
            write(small, "/a", "");
            write(small, "/b", "");
            assertThat(names(small)).hasSize(2);
            write(small, "/c", "");
            assertThatExceptionOfType(StorageException.class)
                    .isThrownBy(() -> names(small))
                    .withMessage("too many files to list: the limit is 2");
        }
    }

    @Test
    void errorsShowNoPathOfTheMachine() {
        String path = ("/" + "d".repeat(255)).repeat(15) + "/" + "e".repeat(250);
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> write(files, path, "x"))
                .withMessageNotContaining(folder.toString());
    }

    @Test
    void anAppendedFileHasAnotherEtag() throws IOException {
        write(files, "/a", "hello");
        Path path = root.resolve("a");
        FileTime time = Files.getLastModifiedTime(path);
        try (StoredFile before = files.open("/a").orElseThrow()) {
            Files.setLastModifiedTime(path, FileTime.from(time.toInstant().plusNanos(1_000)));
            try (StoredFile after = files.open("/a").orElseThrow()) {
                assertThat(after.etag()).isNotEqualTo(before.etag());
            }
        }
    }

    @Test
    void removesTheFoldersThatAFileLeavesEmptyUpToTheRoot() throws IOException {
        write(files, "/a/b/c/x", "");
        write(files, "/a/y", "");
        files.remove("/a/b/c/x");
        files.removeEmptyFolders("/a/b/c/x");
        assertThat(root.resolve("a/b")).doesNotExist();
        assertThat(root.resolve("a/y")).exists();
        files.remove("/a/y");
        files.removeEmptyFolders("/a/y");
        assertThat(root).isEmptyDirectory();
    }

    @Test
    void aFolderWithAnUploadIsNotEmpty() throws IOException {
        write(files, "/a/x", "");
        try (Upload upload = files.create("/a/y")) {
            files.remove("/a/x");
            files.removeEmptyFolders("/a/x");
            upload.commit();
        }
        assertThat(names(files)).containsExactly("/a/y");
    }

    @Test
    void uploadsAndRemovedFoldersDoNotDisturbEachOther() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> removing = threads.submit(() -> {
                while (!Thread.interrupted()) {
                    files.removeEmptyFolders("/a/b/x");
                }
                return null;
            });
            try {
                for (int i = 0; i < 500; i++) {
                    write(files, "/a/b/x", "content");
                    files.remove("/a/b/x");
                }
            } finally {
                removing.cancel(true);
            }
        }
        assertThat(names(files)).isEmpty();
    }

    @Test
    void entersNoLinkToListWhatLiesBehind() throws IOException {
        write(files, "/real/x", "");
        Files.createSymbolicLink(root.resolve("inside"), root.resolve("real"));
        Files.createSymbolicLink(root.resolve("outside"), outside);
        assertThat(files.list("/inside/", Integer.MAX_VALUE, name -> true)).isEmpty();
        assertThat(files.list("/outside/", Integer.MAX_VALUE, name -> true)).isEmpty();
        assertThat(files.list("/../", Integer.MAX_VALUE, name -> true)).isEmpty();
    }

    @Test
    void looksOnlyWhereTheListedFilesCanBe() throws IOException {
        try (FileSystem small = new DiskFileSystem(root, 0, System::nanoTime, 2)) {
            for (String name : new String[] {"/a/1", "/a/2", "/a/b/3", "/a/b/4", "/c"}) {
                write(small, name, "");
            }
            assertThat(small.list("/a/b/", Integer.MAX_VALUE, name -> true)).hasSize(2);
            assertThat(small.list("/a/", 2, name -> true)).hasSize(2);
            assertThat(small.list("/", 1, name -> true)).hasSize(1);
            assertThatExceptionOfType(StorageException.class)
                    .isThrownBy(() -> small.list("/a/", Integer.MAX_VALUE, name -> true));
        }
    }
}
