package media.kern.server.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import media.kern.server.TestingKern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** An upload that does not come to its end has never been. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AbortedUploadTest {
    private static final List<String> FOLDERS = List.of("/memfs/", "/api/v3/fs/mem/", "/api/v3/fs/disk/");
    /** The server waits a moment for what may still be on its way. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final TestingKern kern = TestingKern.start();

    @AfterAll
    void close() {
        kern.close();
    }

    @Test
    void leavesNothingAndKeepsWhatWasThere() throws IOException {
        for (String folder : FOLDERS) {
            kern.put(folder + "old.bin", "old".getBytes(StandardCharsets.US_ASCII));
            for (String name : List.of("old.bin", "new.bin")) {
                abort(folder + name, "Content-Length: 1000000", "");
                abort(folder + name, "Content-Length: 1000000", "y".repeat(500_000));
                abort(folder + name, "Transfer-Encoding: chunked", "");
                abort(folder + name, "Transfer-Encoding: chunked", "7a120\r\n" + "y".repeat(500_000));
            }
        }
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(filesOnDisk()).containsExactly("old.bin"));
        for (String folder : FOLDERS) {
            assertThat(kern.get(folder + "new.bin").statusCode()).isEqualTo(404);
            assertThat(kern.get(folder + "old.bin").body()).isEqualTo("old");
        }
    }

    /** Returns when the server has closed the connection. */
    private void abort(String path, String header, String body) throws IOException {
        try (Wire wire = Wire.to(kern.port())) {
            wire.send(Wire.head("PUT " + path, header)).send(body);
            assertThat(wire.end().untilClosed()).doesNotContain(" 201 ", " 204 ");
        }
    }

    /** Files under a hidden name included. */
    private List<String> filesOnDisk() throws IOException {
        try (Stream<Path> files = Files.list(kern.folder().resolve("data"))) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
