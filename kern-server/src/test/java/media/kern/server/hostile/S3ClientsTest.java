package media.kern.server.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import media.kern.server.TestingKern;
import media.kern.server.TestingStorage;
import media.kern.testing.s3.Relay;
import media.kern.testing.s3.TestingS3;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Clients of an S3 storage that are slow, or go away in the middle. */
@Execution(ExecutionMode.CONCURRENT)
class S3ClientsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final byte[] LONG = noise(20 * 1024 * 1024);

    private TestingS3 server;
    private Relay relay;
    private TestingKern kern;

    @BeforeEach
    void start() {
        server = TestingS3.start();
        relay = Relay.to(server.endpoint());
        kern = TestingKern.start(TestingStorage.environment(TestingStorage.url(relay.endpoint(), "store", "")));
        TestingStorage.awaitAvailable(kern, "store");
    }

    @AfterEach
    void stop() {
        kern.close();
        relay.close();
        server.close();
    }

    private static byte[] noise(int bytes) {
        byte[] noise = new byte[bytes];
        new Random(bytes).nextBytes(noise);
        return noise;
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    @Test
    void aClientThatGoesAwayEndsTheTransfer() throws IOException {
        kern.put("/store/a", LONG);
        try (Wire wire = Wire.slow(kern.port())) {
            assertThat(wire.send(Wire.head("GET /store/a")).replyHead().status())
                    .isEqualTo(200);
            wire.skip(100_000);
        }
        await().atMost(PATIENCE).until(() -> relay.connections() <= 1);
        assertThat(kern.get("/store/none").statusCode()).isEqualTo(404);
    }

    @Test
    void aClientInNoHurryHoldsNoConnectionAndStillGetsAll() throws IOException {
        kern.put("/store/a", LONG);
        try (Wire wire = Wire.slow(kern.port())) {
            assertThat(wire.send(Wire.head("GET /store/a", "Connection: close"))
                            .replyHead()
                            .status())
                    .isEqualTo(200);
            await().atMost(PATIENCE).until(() -> relay.connections() <= 1);
            assertThat(wire.untilClosed().equals(text(LONG))).isTrue();
        }
    }

    @Test
    void aFileThatIsReplacedWhileItIsReadIsNotMixed() throws IOException {
        kern.put("/store/a", LONG);
        try (Wire wire = Wire.slow(kern.port())) {
            assertThat(wire.send(Wire.head("GET /store/a", "Connection: close"))
                            .replyHead()
                            .status())
                    .isEqualTo(200);
            assertThat(kern.put("/store/a", noise(1000)).statusCode()).isEqualTo(204);
            relay.cut();
            String received = wire.untilClosed();
            assertThat(text(LONG).startsWith(received)).isTrue();
            assertThat(received).hasSizeLessThan(LONG.length);
        }
        HttpResponse<byte[]> now = kern.send(
                HttpRequest.newBuilder(kern.uri("/store/a")).build(), HttpResponse.BodyHandlers.ofByteArray());
        assertThat(now.body()).isEqualTo(noise(1000));
    }

    @Test
    void anUploadThatIsCutLeavesNothing() throws IOException {
        kern.put("/store/old", "old".getBytes(StandardCharsets.US_ASCII));
        try (Wire whole = Wire.to(kern.port());
                Wire part = Wire.to(kern.port())) {
            whole.send(Wire.head("PUT /store/old", "Content-Length: 30000000")).send(LONG);
            part.send(Wire.head("PUT /store/new", "Content-Length: 1000")).send("x");
            await().atMost(PATIENCE)
                    .until(() -> server.objects()
                                    .listMultipartUploads("bucket-store")
                                    .size()
                            == 1);
        }
        await().atMost(PATIENCE)
                .until(() ->
                        server.objects().listMultipartUploads("bucket-store").isEmpty());
        assertThat(kern.get("/store/old").body()).isEqualTo("old");
        assertThat(kern.get("/store/new").statusCode()).isEqualTo(404);
    }
}
