package media.kern.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
    @TempDir
    Path folder;

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void createsAFileThatOnlyItsOwnerMayRead() throws Exception {
        Path file = folder.resolve("db.json");

        AtomicFile.write(file, bytes("new"));

        assertThat(file).hasContent("new");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(files()).containsExactly(file);
    }

    @Test
    void replacesTheFileInsteadOfWritingIntoIt() throws Exception {
        Path file = Files.writeString(folder.resolve("db.json"), "a longer old content");
        Object before = Files.readAttributes(file, "fileKey").get("fileKey");

        AtomicFile.write(file, bytes("new"));

        assertThat(file).hasContent("new");
        assertThat(Files.readAttributes(file, "fileKey").get("fileKey")).isNotEqualTo(before);
        assertThat(files()).containsExactly(file);
    }

    @Test
    void readersSeeTheOldOrTheNewContentAndNothingElse() throws Exception {
        Path file = folder.resolve("db.json");
        byte[][] contents = new byte[][] {new byte[300_000], new byte[100_000]};
        Arrays.fill(contents[1], (byte) 1);
        AtomicFile.write(file, contents[0]);
        AtomicBoolean writing = new AtomicBoolean(true);
        Thread writer = Thread.ofPlatform().start(() -> {
            try {
                for (int i = 0; i < 100; i++) {
                    AtomicFile.write(file, contents[i % 2]);
                }
            } catch (IOException e) {
                throw new AssertionError(e);
            } finally {
                writing.set(false);
            }
        });

        while (writing.get()) {
            byte[] seen = Files.readAllBytes(file);
            assertThat(Arrays.equals(seen, contents[0]) || Arrays.equals(seen, contents[1]))
                    .isTrue();
        }

        writer.join();
    }

    @Test
    void severalWritersLeaveOneOfTheirContentsWhole() throws Exception {
        Path file = folder.resolve("db.json");
        List<Thread> writers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            byte[] content = bytes(Integer.toString(i).repeat(50_000));
            writers.add(Thread.ofPlatform().start(() -> {
                try {
                    AtomicFile.write(file, content);
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            }));
        }
        for (Thread writer : writers) {
            writer.join();
        }

        assertThat(Files.readString(file)).hasSize(50_000).matches("(.)\\1*");
        assertThat(files()).containsExactly(file);
    }

    @Test
    void removesWhatInterruptedWritesLeftBehindAndNothingElse() throws Exception {
        Path target = folder.resolve("db.json");
        Files.createFile(folder.resolve(".db.json.1a2b3c"));
        List<Path> others = new ArrayList<>();
        for (String name : List.of("db.json", ".db.json.bak", ".db.json", "db.json.1a2b", ".dbxjson.1a2b")) {
            others.add(Files.createFile(folder.resolve(name)));
        }

        AtomicFile.removeLeftovers(target);

        assertThat(files()).containsExactlyInAnyOrderElementsOf(others);
        AtomicFile.removeLeftovers(folder.resolve("missing/db.json"));
    }

    @Test
    void failsWithoutAFolder() {
        assertThatThrownBy(() -> AtomicFile.write(folder.resolve("missing/db.json"), bytes("new")))
                .isInstanceOf(IOException.class);
    }

    @Test
    void leavesNothingBehindWhereItCannotReplace() throws Exception {
        Path target = folder.resolve("db.json");
        Files.createDirectories(target.resolve("not-empty"));

        assertThatThrownBy(() -> AtomicFile.write(target, bytes("new"))).isInstanceOf(IOException.class);

        assertThat(files()).containsExactly(target);
        assertThat(target.resolve("not-empty")).isDirectory();
    }
}
