package media.kern.core.s3;

import static media.kern.core.s3.TestingBucket.MEBIBYTE;
import static media.kern.core.s3.TestingBucket.SOON;
import static media.kern.core.s3.TestingBucket.find;
import static media.kern.core.s3.TestingBucket.noise;
import static media.kern.core.s3.TestingBucket.read;
import static media.kern.core.s3.TestingBucket.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import media.kern.core.fs.FileChangedException;
import media.kern.core.fs.RemoteFile;
import media.kern.core.fs.StorageException;
import media.kern.core.fs.StorageUnavailableException;
import media.kern.testing.s3.Relay;
import media.kern.testing.s3.TestingS3;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class S3ReadTest {
    private static final byte[] LONG = noise(8 * MEBIBYTE);
    private static final int TRANSFERS = 2;
    private static TestingS3 server;

    private Relay relay;
    private S3FileSystem files;

    @BeforeAll
    static void startServer() {
        server = TestingS3.start();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @BeforeEach
    void open() {
        relay = Relay.to(server.endpoint());
        files = TestingBucket.open(
                TestingBucket.at(relay.endpoint(), "kern-" + UUID.randomUUID()),
                TestingBucket.limits(TRANSFERS, 1000, Duration.ofSeconds(2)));
    }

    @AfterEach
    void close() {
        files.close();
        relay.close();
    }

    @ParameterizedTest
    @CsvSource({"0,1", "0,100000", "1,1", "99999,1", "500,70000", "0,0", "100000,0"})
    void fetchesNoMoreThanIsAskedFor(int first, int length) throws IOException {
        byte[] content = noise(100_000);
        write(files, "/a", content);
        try (InputStream part = find(files, "/a").content(first, length)) {
            assertThat(part.readAllBytes()).isEqualTo(Arrays.copyOfRange(content, first, first + length));
            assertThat(part.read()).isEqualTo(-1);
        }
    }

    @Test
    void whatIsReplacedIsNotMixed() throws IOException {
        write(files, "/a", noise(1000));
        RemoteFile before = find(files, "/a");
        write(files, "/a", noise(1001));
        assertThatExceptionOfType(FileChangedException.class).isThrownBy(() -> before.content(0, 1000));
        files.remove("/a");
        assertThatExceptionOfType(FileChangedException.class).isThrownBy(() -> before.content(0, 10));
    }

    @Test
    void takesUpATransferThatBroke() throws IOException {
        write(files, "/a", LONG);
        try (InputStream content = find(files, "/a").content(10, LONG.length - 10)) {
            byte[] begin = content.readNBytes(100_000);
            relay.cut();
            byte[] rest = content.readAllBytes();
            assertThat(begin).isEqualTo(Arrays.copyOfRange(LONG, 10, 100_010));
            assertThat(rest).isEqualTo(Arrays.copyOfRange(LONG, 100_010, LONG.length));
        }
    }

    @Test
    void aBrokenTransferOfAReplacedFileEndsInAnError() throws IOException {
        write(files, "/a", LONG);
        try (InputStream content = find(files, "/a").content(0, LONG.length)) {
            content.readNBytes(100_000);
            write(files, "/a", noise(MEBIBYTE));
            relay.cut();
            assertThatExceptionOfType(FileChangedException.class).isThrownBy(content::readAllBytes);
        }
    }

    @Test
    void aServiceThatFallsSilentIsNotWaitedForForever() throws IOException {
        write(files, "/a", LONG);
        try (InputStream content = find(files, "/a").content(0, LONG.length)) {
            content.readNBytes(100_000);
            relay.silent(true);
            assertThatExceptionOfType(StorageException.class).isThrownBy(content::readAllBytes);
        }
    }

    @Test
    void closingEndsTheTransferAndWhoeverWaitsForIt() throws Exception {
        write(files, "/a", LONG);
        InputStream content = find(files, "/a").content(0, LONG.length);
        content.readNBytes(1000);
        relay.silent(true);
        CompletableFuture<byte[]> reader = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                reader.complete(content.readAllBytes());
            } catch (IOException e) {
                reader.completeExceptionally(e);
            }
        });
        content.close();
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(reader::get)
                .withCauseInstanceOf(StorageException.class);
        relay.silent(false);
        assertThat(read(files, "/a")).isEqualTo(LONG);
    }

    @Test
    void aTransferThatIsGivenUpHoldsNoConnection() throws IOException {
        write(files, "/a", LONG);
        for (int i = 0; i < 3 * TRANSFERS; i++) {
            try (InputStream content = find(files, "/a").content(0, LONG.length)) {
                content.readNBytes(1000);
            }
        }
        await().pollInterval(SOON).until(() -> relay.connections() <= 1);
    }

    @Test
    void noMoreReadersThanThereArePlacesFor() throws IOException {
        write(files, "/a", LONG);
        RemoteFile file = find(files, "/a");
        InputStream one = file.content(0, LONG.length);
        try (InputStream two = file.content(0, LONG.length)) {
            assertThatExceptionOfType(StorageUnavailableException.class)
                    .isThrownBy(() -> file.content(0, 1))
                    .withMessageContaining("2 transfers");
            // Readers leave room for everything else.
            assertThat(files.open("/none")).isEmpty();
            one.close();
            one.close();
            assertThat(file.content(0, 1).readAllBytes()).containsExactly(LONG[0]);
            assertThat(two.read()).isEqualTo(Byte.toUnsignedInt(LONG[0]));
        }
    }
}
