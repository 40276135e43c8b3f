package media.kern.server.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import media.kern.server.TestingKern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Clients that send or read slowly, or not at all, do not hold back the others. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SlowClientTest {
    private static final int MEBIBYTE = 1024 * 1024;
    private static final int FILE_MEBIBYTES = 100;
    /** All tests that run at the same time share this JVM, those with an S3 server among them. */
    private static final long MEMORY_MEBIBYTES = 350;

    private final TestingKern kern = TestingKern.start();

    @AfterAll
    void close() {
        kern.close();
    }

    @Test
    void closesConnectionsWhoseHeaderDoesNotEnd() throws IOException {
        try (Wire silent = Wire.to(kern.port());
                Wire unfinished = Wire.to(kern.port());
                Wire second = Wire.to(kern.port())) {
            unfinished.send("GET /ping HTTP/1.1\r\nHost: kern\r\nX: ");
            assertThat(second.send(Wire.head("GET /ping")).reply().status()).isEqualTo(200);
            second.send("GET /ping HTTP/1.1\r\nX: ");
            assertThat(kern.get("/ping").statusCode()).isEqualTo(200);
            assertThat(silent.untilClosed()).isEmpty();
            assertThat(unfinished.untilClosed()).isEmpty();
            assertThat(second.untilClosed()).isEmpty();
        }
    }

    @Test
    void servesOthersWhileNobodyReadsLargeAnswers() throws IOException {
        byte[] part = new byte[MEBIBYTE];
        for (String file : List.of("/memfs/large.bin", "/api/v3/fs/disk/large.bin")) {
            HttpRequest upload = HttpRequest.newBuilder(kern.uri(file))
                    .PUT(BodyPublishers.ofByteArrays(Collections.nCopies(FILE_MEBIBYTES, part)))
                    .build();
            assertThat(kern.send(upload, BodyHandlers.discarding()).statusCode())
                    .isEqualTo(201);
        }
        List<Wire> readers = new ArrayList<>();
        try {
            for (int i = 0; i < 30; i++) {
                String file = List.of("/memfs/large.bin", "/large.bin", "/api/v3/fs/disk/large.bin")
                        .get(i % 3);
                Wire reader = Wire.slow(kern.port()).send(Wire.head("GET " + file));
                readers.add(reader);
                assertThat(reader.replyHead().status()).isEqualTo(200);
            }
            assertThat(kern.get("/ping").statusCode()).isEqualTo(200);
            requireWholeFile("/memfs/large.bin");
            requireWholeFile("/large.bin");
            Memory.requireBelow(MEMORY_MEBIBYTES);
        } finally {
            for (Wire reader : readers) {
                reader.close();
            }
        }
    }

    private void requireWholeFile(String path) throws IOException {
        try (Wire wire = Wire.to(kern.port())) {
            Wire.Reply head = wire.send(Wire.head("GET " + path)).replyHead();
            assertThat(head.headers()).containsEntry("content-length", String.valueOf(FILE_MEBIBYTES * MEBIBYTE));
            wire.skip((long) FILE_MEBIBYTES * MEBIBYTE);
        }
    }

    @Test
    void servesOthersBesideHundredsOfIdleConnections() throws IOException {
        List<Wire> idle = new ArrayList<>();
        try {
            for (int i = 0; i < 500; i++) {
                idle.add(Wire.slow(kern.port()));
            }
            assertThat(kern.get("/ping").statusCode()).isEqualTo(200);
            assertThat(kern.get("/api/v3/process").statusCode()).isEqualTo(200);
            for (Wire wire : idle) {
                assertThat(wire.send(Wire.head("GET /ping")).reply().status()).isEqualTo(200);
            }
            Memory.requireBelow(MEMORY_MEBIBYTES);
        } finally {
            for (Wire wire : idle) {
                wire.close();
            }
        }
    }
}
