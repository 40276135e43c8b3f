package media.kern.core.cleanup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import media.kern.core.fs.DiskFileSystem;
import media.kern.core.fs.FileInfo;
import media.kern.core.fs.FileSystem;
import media.kern.core.fs.LocalFile;
import media.kern.core.fs.MemoryFileSystem;
import media.kern.core.fs.Upload;
import media.kern.core.process.CleanupRule;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Rules at work on real file systems, but more often than in production. */
@Execution(ExecutionMode.CONCURRENT)
class CleanupTest {
    private static final Duration INTERVAL = Duration.ofMillis(20);

    @TempDir
    Path folder;

    private Path root;
    private DiskFileSystem disk;
    private MemoryFileSystem memory;
    private ListedFiles other;
    private Cleanup cleanup;

    @BeforeEach
    void open() throws IOException {
        root = folder.resolve("data");
        disk = new DiskFileSystem(root, 0);
        memory = new MemoryFileSystem(0, false);
        other = new ListedFiles("other");
        cleanup = new Cleanup(
                List.of(
                        new CleanedFiles(other, Set.of(), INTERVAL),
                        new CleanedFiles(disk, Set.of("diskfs"), INTERVAL),
                        new CleanedFiles(memory, Set.of("memfs"), INTERVAL)),
                InstantSource.system());
        cleanup.start();
    }

    @AfterEach
    void close() {
        cleanup.close();
        memory.close();
        disk.close();
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

    private static void awaitNames(FileSystem files, String... expected) {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(names(files)).containsExactly(expected));
    }

    /** Waits until all rules have been applied at least once more. */
    private void awaitRuns() {
        int before = other.listings.size();
        cleanup.keep("probe", List.of(new CleanupRule("other:/probe*", 1, 0, false)));
        await().atMost(Duration.ofSeconds(20)).until(() -> other.listings.size() >= before + 3);
    }

    private static CleanupRule atMost(int files, String pattern) {
        return new CleanupRule(pattern, files, 0, false);
    }

    private static CleanupRule purge(String pattern) {
        return new CleanupRule(pattern, 0, 0, true);
    }

    @Test
    void keepsTheNewestFilesUntilTheRulesEnd() throws IOException {
        cleanup.keep("p", List.of(atMost(3, "memfs:/*.ts")));
        write(memory, "/chunk_0.ts", "/chunk_1.ts", "/chunk_2.ts");
        awaitRuns();
        assertThat(names(memory)).hasSize(3);
        write(memory, "/chunk_3.ts");
        awaitNames(memory, "/chunk_1.ts", "/chunk_2.ts", "/chunk_3.ts");

        cleanup.forget("p");
        write(memory, "/chunk_4.ts");
        awaitRuns();
        assertThat(names(memory)).containsExactly("/chunk_1.ts", "/chunk_2.ts", "/chunk_3.ts", "/chunk_4.ts");
    }

    @Test
    void removesFilesThatGetTooOld() throws IOException {
        cleanup.keep("p", List.of(new CleanupRule("disk:/*.ts", 0, 3, false)));
        write(disk, "/1.ts", "/2.ts", "/3.ts", "/4.m4s");
        awaitRuns();
        assertThat(names(disk)).hasSize(4);
        FileTime before = FileTime.from(Instant.now().minusSeconds(4));
        for (String name : List.of("1.ts", "3.ts", "4.m4s")) {
            Files.setLastModifiedTime(root.resolve(name), before);
        }
        awaitNames(disk, "/2.ts", "/4.m4s");
        awaitNames(disk, "/4.m4s");
    }

    @Test
    void replacesTheRulesOfAProcess() throws IOException {
        cleanup.keep("p", List.of(atMost(1, "memfs:/a*")));
        cleanup.keep("p", List.of(atMost(1, "memfs:/b*")));
        write(memory, "/a1", "/a2", "/b1", "/b2");
        awaitNames(memory, "/a1", "/a2", "/b2");
    }

    @Test
    void anOpenFileStaysReadable() throws IOException {
        write(memory, "/1.ts", "/2.ts");
        try (LocalFile open = (LocalFile) memory.open("/1.ts").orElseThrow()) {
            cleanup.keep("p", List.of(atMost(1, "memfs:/*.ts")));
            awaitNames(memory, "/2.ts");
            assertThat(open.read(ByteBuffer.allocate(1), 0)).isEqualTo(1);
        }
    }

    @Test
    void aBrokenFileSystemHarmsNoOther() throws IOException {
        other.broken = true;
        cleanup.keep("p", List.of(atMost(1, "other:/*"), atMost(1, "memfs:/*")));
        write(memory, "/1", "/2");
        awaitNames(memory, "/2");
    }

    @Test
    void neverTouchesUnfinishedUploads() throws IOException {
        cleanup.keep("p", List.of(new CleanupRule("disk:/**", 1, 1, true)));
        try (Upload upload = disk.create("/a.ts")) {
            upload.write(ByteBuffer.wrap(new byte[] {'x'}));
            try (Stream<Path> hidden = Files.list(root)) {
                Files.setLastModifiedTime(
                        hidden.findFirst().orElseThrow(),
                        FileTime.from(Instant.now().minusSeconds(60)));
            }
            write(disk, "/1", "/2");
            awaitNames(disk);
            cleanup.purge("p");
            upload.commit();
        }
        assertThat(names(disk)).containsExactly("/a.ts");
    }

    @Test
    void purgesOnlyByTheRulesThatSaySo() throws IOException {
        write(disk, "/d/e/f/1.ts", "/d/e/2.ts", "/d/keep.m3u8", "/g/1.ts", "/h/1.ts");
        write(memory, "/1.ts", "/keep");
        cleanup.keep(
                "p", List.of(purge("diskfs:/d/**.ts"), purge("disk:/g/*"), atMost(9, "disk:/h/*"), purge("mem:/*.ts")));
        cleanup.purge("p");
        assertThat(names(disk)).containsExactly("/d/keep.m3u8", "/h/1.ts");
        assertThat(names(memory)).containsExactly("/keep");
        assertThat(root.resolve("d/e")).doesNotExist();
        assertThat(root.resolve("g")).doesNotExist();
        assertThat(root).exists();
    }

    @Test
    void aPurgeLeavesForeignEmptyFolders() throws IOException {
        Files.createDirectories(root.resolve("empty/inside"));
        write(disk, "/d/1.ts");
        cleanup.keep("p", List.of(purge("disk:/**")));
        cleanup.purge("p");
        assertThat(root.resolve("d")).doesNotExist();
        assertThat(root.resolve("empty/inside")).exists();
    }

    @Test
    void purgesWhatIsStoredRightAfterTheEndOfTheProcess() throws IOException {
        cleanup.keep("p", List.of(purge("memfs:/*.ts")));
        cleanup.purge("p");
        write(memory, "/last.ts");
        awaitNames(memory);
    }

    @Test
    void aProcessThatTakesTheIdKeepsItsFiles() throws IOException {
        cleanup.keep("p", List.of(purge("memfs:/*.ts")));
        cleanup.keep("sentinel", List.of(purge("memfs:/*.sentinel")));
        cleanup.purge("p");
        cleanup.purge("sentinel");
        cleanup.keep("p", List.of(purge("memfs:/*.ts")));
        write(memory, "/new.ts", "/last.sentinel");
        awaitNames(memory, "/new.ts");
    }

    @Test
    void endedRulesAndAClosedCleanupListNothingMore() {
        cleanup.keep("p", List.of(atMost(1, "other:/first/*")));
        awaitListings("/first/", 1);
        cleanup.forget("p");
        awaitRuns();
        long listed = listings("/first/");
        awaitListings("/", other.listings.size() + 3L);
        assertThat(listings("/first/")).isEqualTo(listed);

        cleanup.close();
        cleanup.close();
        cleanup.start();
        cleanup.keep("p", List.of(atMost(1, "other:/second/*")));
        try (Cleanup next = new Cleanup(List.of(new CleanedFiles(other, Set.of(), INTERVAL)), InstantSource.system())) {
            next.start();
            next.keep("p", List.of(atMost(1, "other:/third/*")));
            awaitListings("/third/", 3);
        }
        assertThat(listings("/second/")).isZero();
    }

    private void awaitListings(String prefix, long count) {
        await().atMost(Duration.ofSeconds(20)).until(() -> listings(prefix) >= count);
    }

    private long listings(String prefix) {
        return other.listings.stream()
                .filter(listed -> listed.startsWith(prefix))
                .count();
    }
}
