package media.kern.server.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import media.kern.server.TestingKern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No path leads out of a file system, whatever it is written like, and no link does. */
class PathTraversalTest {
    private static final String SECRET = "nobody may read this";
    private static final List<String> UPS = List.of(
            "..",
            "%2e%2e",
            ".%2E",
            "%252e%252e",
            "%c0%ae%c0%ae",
            "%e0%80%ae%e0%80%ae",
            "..%00",
            "%00..",
            "....",
            "..;",
            "%u002e%u002e",
            "\u00c0\u00ae\u00c0\u00ae");
    private static final List<String> SEPARATORS =
            List.of("/", "//", "%2f", "%5c", "\\", "%c0%af", "%252f", "/%00/", "/./");
    private static final List<String> TARGETS = List.of("secret.txt", "etc/passwd", "config/db.json");

    private final TestingKern kern = TestingKern.start();
    private final Path outside = kern.folder();
    private final Path data = kern.folder().resolve("data");

    /** The server writes its database when it starts; from then on nothing changes by itself. */
    @BeforeEach
    void hideSomething() throws IOException {
        Path config = outside.resolve("config");
        Awaitility.await().until(() -> {
            try (Stream<Path> files = Files.list(config)) {
                List<String> names =
                        files.map(file -> file.getFileName().toString()).toList();
                return names.contains("db.json") && names.stream().noneMatch(name -> name.startsWith("."));
            }
        });
        Files.writeString(outside.resolve("secret.txt"), SECRET);
    }

    @AfterEach
    void close() {
        kern.close();
    }

    private static List<String> attacks(String prefix) {
        List<String> paths = new ArrayList<>();
        for (String up : UPS) {
            for (String separator : SEPARATORS) {
                paths.add(prefix + (up + separator) + TARGETS.get(0));
                paths.add(prefix + (up + separator).repeat(3) + TARGETS.get(0));
                paths.add(prefix + "a" + separator + (up + separator).repeat(12) + TARGETS.get(1));
                paths.add(prefix + (up + separator) + TARGETS.get(2));
            }
        }
        paths.add(prefix + "/etc/passwd");
        paths.add(prefix + "%2fetc%2fpasswd");
        paths.add(prefix + "file:///etc/passwd");
        paths.add(prefix + "C:%5cWindows%5cwin.ini");
        paths.add(prefix + "secret.txt%00.html");
        paths.add(prefix + "%");
        paths.add(prefix + "%zz");
        paths.add(prefix + "%ff%fe");
        return paths;
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/memfs/", "/api/v3/fs/disk/", "/api/v3/fs/mem/", "/kern/", "/api/swagger/"})
    void neverReadsAFileOutside(String prefix) throws IOException {
        for (String path : attacks(prefix)) {
            for (String method : List.of("GET", "HEAD")) {
                Wire.Reply reply = request(method + " " + path, "");
                assertThat(reply.status()).as("%s %s", method, path).isBetween(300, 499);
                assertThat(reply.body()).as(path).doesNotContain(SECRET).doesNotContain("root:");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/memfs/", "/api/v3/fs/disk/", "/api/v3/fs/mem/"})
    void neverWritesOrDeletesAFileOutside(String prefix) throws IOException {
        Map<String, Long> before = filesOutside();
        for (String path : attacks(prefix)) {
            for (String method : List.of("PUT", "DELETE")) {
                Wire.Reply reply = request(method + " " + path, "x");
                assertThat(reply.status()).as("%s %s", method, path).isBetween(200, 499);
            }
        }
        assertThat(filesOutside()).isEqualTo(before);
        assertThat(outside.resolve("secret.txt")).hasContent(SECRET);
    }

    private Map<String, Long> filesOutside() throws IOException {
        Map<String, Long> sizes = new TreeMap<>();
        try (Stream<Path> files = Files.walk(outside)) {
            for (Path file : (Iterable<Path>) files.filter(path -> !path.startsWith(data))::iterator) {
                sizes.put(file.toString(), Files.isDirectory(file) ? 0 : Files.size(file));
            }
        }
        return sizes;
    }

    private Wire.Reply request(String line, String body) throws IOException {
        try (Wire wire = Wire.to(kern.port())) {
            wire.send(Wire.head(line, "Content-Length: " + body.length())).send(body);
            return line.startsWith("HEAD") ? wire.replyHead() : wire.reply();
        }
    }

    @Test
    void followsNoLinkThatLeadsOutside() throws IOException {
        Files.createSymbolicLink(data.resolve("file"), Path.of("../secret.txt"));
        Files.createSymbolicLink(data.resolve("absolute"), outside.resolve("secret.txt"));
        Files.createSymbolicLink(data.resolve("folder"), Path.of(".."));
        Files.createSymbolicLink(data.resolve("twice"), Path.of("folder/secret.txt"));
        Files.createSymbolicLink(data.resolve("dangling"), Path.of("../made.txt"));
        Files.createSymbolicLink(data.resolve("index.html"), Path.of("../secret.txt"));
        Files.createSymbolicLink(data.resolve("loop"), Path.of("loop"));
        Map<String, Long> before = filesOutside();
        List<String> names = List.of(
                "file",
                "absolute",
                "folder/secret.txt",
                "folder/made.txt",
                "twice",
                "dangling",
                "index.html",
                "",
                "loop");
        for (String name : names) {
            for (String prefix : List.of("/", "/api/v3/fs/disk/")) {
                Wire.Reply read = request("GET " + prefix + name, "");
                assertThat(read.status()).as("GET %s%s", prefix, name).isEqualTo(404);
                assertThat(read.body()).doesNotContain(SECRET);
                assertThat(request("HEAD " + prefix + name, "").status()).isEqualTo(404);
            }
            Wire.Reply written = request("PUT /api/v3/fs/disk/" + name, "overwritten");
            assertThat(written.status()).as("PUT %s", name).isBetween(400, 499);
        }
        assertThat(request("DELETE /api/v3/fs/disk/folder/secret.txt", "").status())
                .isEqualTo(404);
        assertThat(filesOutside()).isEqualTo(before);
        assertThat(outside.resolve("secret.txt")).hasContent(SECRET);
    }

    @Test
    void deletesALinkAndNotWhatItLeadsTo() throws IOException {
        Files.createSymbolicLink(data.resolve("file"), Path.of("../secret.txt"));
        assertThat(request("DELETE /api/v3/fs/disk/file", "").status()).isEqualTo(200);
        assertThat(data.resolve("file")).doesNotExist();
        assertThat(outside.resolve("secret.txt")).hasContent(SECRET);
    }
}
