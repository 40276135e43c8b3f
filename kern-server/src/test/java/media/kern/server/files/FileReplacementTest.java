package media.kern.server.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import media.kern.server.TestingKern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A file is replaced as a whole: readers get the old one or the new one. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FileReplacementTest {
    private static final int READS = 60;

    private final TestingKern kern = TestingKern.start();

    @AfterAll
    void close() {
        kern.close();
    }

    /** Files of both ways in which they are sent: written from the heap, and by sendfile. */
    @ParameterizedTest
    @CsvSource({
        "/memfs/a.ts, /memfs/a.ts, 9000",
        "/memfs/b.ts, /memfs/b.ts, 900000",
        "/api/v3/fs/disk/a.ts, /a.ts, 9000",
        "/api/v3/fs/disk/b.ts, /b.ts, 900000"
    })
    void readersGetTheOldOrTheNewFile(String writtenAt, String readAt, int size) {
        kern.put(writtenAt, content((byte) 0, size));
        AtomicBoolean done = new AtomicBoolean();
        try (ExecutorService writer = Executors.newVirtualThreadPerTaskExecutor()) {
            CompletableFuture<Integer> writes =
                    CompletableFuture.supplyAsync(() -> write(writtenAt, size, done), writer);
            try {
                for (int i = 0; i < READS; i++) {
                    requireWhole(readAt, size);
                }
            } finally {
                done.set(true);
            }
            assertThat(writes.join()).isPositive();
        }
    }

    /** Each file has another length and consists of one byte that is told by the length. */
    private static byte[] content(byte fill, int size) {
        byte[] content = new byte[size + fill];
        Arrays.fill(content, fill);
        return content;
    }

    private int write(String path, int size, AtomicBoolean done) {
        int writes = 0;
        while (!done.get()) {
            assertThat(kern.put(path, content((byte) (writes++ % 100), size)).statusCode())
                    .isEqualTo(204);
        }
        return writes;
    }

    private void requireWhole(String path, int size) {
        HttpResponse<byte[]> read =
                kern.send(HttpRequest.newBuilder(kern.uri(path)).build(), BodyHandlers.ofByteArray());
        assertThat(read.statusCode()).isEqualTo(200);
        byte fill = read.body()[0];
        assertThat(read.body()).isEqualTo(content(fill, size));
    }
}
