package media.kern.core.fs;

import static media.kern.core.fs.TestingFiles.bytes;
import static media.kern.core.fs.TestingFiles.local;
import static media.kern.core.fs.TestingFiles.read;
import static media.kern.core.fs.TestingFiles.send;
import static media.kern.core.fs.TestingFiles.write;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What the machine sees of files in memory. */
@EnabledOnOs(OS.LINUX)
class MemoryFileTest {
    private static final String MEBIBYTE = "x".repeat(1 << 20);

    private final String label = "kern-test-" + UUID.randomUUID();
    private MemoryFileSystem files;

    @BeforeEach
    void open() throws IOException {
        files = new MemoryFileSystem(MemoryFile.create(label), 0, false, 1000);
    }

    @AfterEach
    void close() {
        files.close();
    }

    @Test
    void removedFilesReturnTheirMemory() throws Exception {
        assertThat(residentBytes()).isZero();
        write(files, "/a", MEBIBYTE);
        write(files, "/b", MEBIBYTE + "y");
        assertThat(residentBytes()).isBetween(2L << 20, 3L << 20);
        files.remove("/a");
        assertThat(residentBytes()).isBetween(1L << 20, 2L << 20);
        files.remove("/b");
        assertThat(residentBytes()).isZero();
    }

    @Test
    void replacedAndAbortedFilesReturnTheirMemory() throws Exception {
        write(files, "/a", MEBIBYTE);
        write(files, "/a", "");
        try (Upload upload = files.create("/a")) {
            upload.write(bytes(MEBIBYTE));
            assertThat(residentBytes()).isEqualTo(1 << 20);
        }
        assertThat(residentBytes()).isZero();
    }

    @Test
    void theLastReaderReturnsTheMemory() throws Exception {
        write(files, "/a", MEBIBYTE);
        StoredFile one = files.open("/a").orElseThrow();
        StoredFile two = files.open("/a").orElseThrow();
        files.remove("/a");
        one.close();
        one.close();
        assertThat(residentBytes()).isEqualTo(1 << 20);
        assertThat(read(two)).isEqualTo(MEBIBYTE);
        two.close();
        assertThat(residentBytes()).isZero();
    }

    @Test
    void freedRegionsAreUsedAgain() throws IOException {
        long first = offsetOf("/a");
        write(files, "/b", "stays");
        files.remove("/a");
        assertThat(offsetOf("/c")).isEqualTo(first);
        assertThat(offsetOf("/b")).isNotEqualTo(first);
    }

    @Test
    void bytesOnTheirWayAreNotOverwritten() throws IOException {
        String old = "old".repeat(10_000);
        write(files, "/a", old);
        try (ServerSocketChannel server =
                        ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                SocketChannel viewer = SocketChannel.open(server.getLocalAddress());
                SocketChannel connection = server.accept()) {
            long offset;
            try (LocalFile file = local(files, "/a")) {
                offset = file.offset();
                assertThat(file.channel().transferTo(offset, file.size(), connection))
                        .isEqualTo(old.length());
            }
            files.remove("/a");
            write(files, "/b", "new".repeat(10_000));
            try (LocalFile file = local(files, "/b")) {
                assertThat(file.offset()).isEqualTo(offset);
            }
            byte[] received = viewer.socket().getInputStream().readNBytes(old.length());
            assertThat(new String(received, StandardCharsets.UTF_8)).isEqualTo(old);
        }
    }

    private long offsetOf(String name) throws IOException {
        write(files, name, name);
        try (LocalFile file = local(files, name)) {
            assertThat(send(file)).isEqualTo(name);
            return file.offset();
        }
    }

    @Test
    void readersHoldADescriptorOnlyForSending() throws IOException {
        write(files, "/a", "hello");
        try (LocalFile file = local(files, "/a")) {
            read(file);
            assertThat(descriptors()).hasSize(1);
            send(file);
            assertThat(descriptors()).hasSize(2);
        }
        assertThat(descriptors()).hasSize(1);
    }

    @Test
    void closingTheLastReaderClosesAClosedFileSystem() throws IOException {
        write(files, "/a", "hello");
        LocalFile file = local(files, "/a");
        files.close();
        assertThat(descriptors()).hasSize(1);
        file.close();
        assertThat(descriptors()).isEmpty();
    }

    private long residentBytes() throws IOException, InterruptedException {
        Path link = descriptors().getFirst();
        Process stat = new ProcessBuilder(
                        "stat",
                        "-L",
                        "-c",
                        "%b",
                        "/proc/" + ProcessHandle.current().pid() + "/fd/" + link.getFileName())
                .redirectErrorStream(true)
                .start();
        String blocks = new String(stat.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(stat.waitFor()).as(blocks).isZero();
        return Long.parseLong(blocks) * 512;
    }

    private List<Path> descriptors() throws IOException {
        try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
            return all.filter(this::isOurs).toList();
        }
    }

    private boolean isOurs(Path link) {
        try {
            return Files.readSymbolicLink(link).toString().contains(label);
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
