package media.kern.server.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import media.kern.server.TestingKern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Requests have bounds, and what is over them costs the server nothing. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RequestSizeTest {
    private static final int MEBIBYTE = 1024 * 1024;
    private static final int BODY_MEBIBYTES = 100;
    private static final int CLIENTS = 6;
    /** Far less than the bodies, more than is needed by all tests that run at the same time: they share this JVM. */
    private static final long MEMORY_MEBIBYTES = 350;

    private final TestingKern kern = TestingKern.start();

    @AfterAll
    void close() {
        kern.close();
    }

    private void requireHealthy() {
        assertThat(kern.get("/ping").statusCode()).isEqualTo(200);
        assertThat(kern.get("/api/v3/process").body()).isEqualTo("[]\n");
        Memory.requireBelow(MEMORY_MEBIBYTES);
    }

    @Test
    void refusesABodyThatIsAnnouncedTooLargeBeforeItIsSent() throws IOException {
        try (Wire wire = Wire.to(kern.port())) {
            Wire.Reply reply = wire.send(Wire.head(
                            "POST /api/v3/process",
                            "Content-Type: application/json",
                            "Content-Length: " + (long) BODY_MEBIBYTES * MEBIBYTE))
                    .reply();
            assertThat(reply.status()).isEqualTo(413);
            assertThat(reply.body()).contains(String.valueOf(16 * MEBIBYTE)).contains("api.max_body_mbytes");
            assertThat(wire.untilClosed()).isEmpty();
        }
        requireHealthy();
    }

    @Test
    void refusesALargeBodyThatIsSentAllTheSame() throws Exception {
        refusesFromAllClients("Content-Length: " + (long) BODY_MEBIBYTES * MEBIBYTE, "", "");
    }

    @Test
    void refusesALargeBodyOfUnknownLength() throws Exception {
        refusesFromAllClients("Transfer-Encoding: chunked", Integer.toHexString(MEBIBYTE) + "\r\n", "\r\n");
    }

    private void refusesFromAllClients(String header, String beforeEach, String afterEach) throws Exception {
        byte[] part = (beforeEach + " ".repeat(MEBIBYTE) + afterEach).getBytes(StandardCharsets.US_ASCII);
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> statuses = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                statuses.add(clients.submit(() -> statusOfUpload(clients, header, part)));
            }
            for (Future<Integer> status : statuses) {
                assertThat(status.get()).isEqualTo(413);
            }
        }
        requireHealthy();
    }

    /** The client sends and reads at the same time, as it has to if it wants to see why it is refused. */
    private int statusOfUpload(ExecutorService clients, String header, byte[] part) throws IOException {
        try (Wire wire = Wire.to(kern.port())) {
            wire.send(Wire.head("POST /api/v3/process", "Content-Type: application/json", header));
            clients.execute(() -> {
                try {
                    for (int i = 0; i < BODY_MEBIBYTES; i++) {
                        wire.send(part);
                    }
                } catch (IOException refused) {
                    assertThat(refused).hasMessageMatching("(?i).*(broken pipe|reset|closed).*");
                }
            });
            return wire.reply().status();
        }
    }

    @Test
    void refusesThousandsOfHeaders() throws IOException {
        StringBuilder headers = new StringBuilder();
        for (int i = 0; i < 10_000; i++) {
            headers.append("X-").append(i).append(": y\r\n");
        }
        try (Wire wire = Wire.to(kern.port())) {
            wire.send("GET /ping HTTP/1.1\r\nHost: kern\r\n").send(headers + "\r\n");
            assertThat(wire.reply().status()).isEqualTo(431);
            assertThat(wire.untilClosed()).isEmpty();
        }
        requireHealthy();
    }

    @Test
    void refusesAHeaderOfMoreThanAMebibyte() throws IOException {
        try (Wire wire = Wire.to(kern.port())) {
            wire.send("GET /ping HTTP/1.1\r\nHost: kern\r\nX-Large: ").send("y".repeat(MEBIBYTE));
            assertThat(wire.reply().status()).isEqualTo(431);
            assertThat(wire.untilClosed()).isEmpty();
        }
        requireHealthy();
    }

    @Test
    void refusesALongRequestLine() throws IOException {
        try (Wire wire = Wire.to(kern.port())) {
            wire.send("GET /" + "y".repeat(65 * 1024));
            assertThat(wire.reply().status()).isEqualTo(414);
            assertThat(wire.untilClosed()).isEmpty();
        }
        requireHealthy();
    }
}
