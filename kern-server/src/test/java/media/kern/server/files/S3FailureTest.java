package media.kern.server.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import media.kern.server.TestingKern;
import media.kern.server.TestingStorage;
import media.kern.server.openapi.ResponseContract;
import media.kern.testing.s3.Relay;
import media.kern.testing.s3.TestingS3;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An S3 service that can not be used stops neither the start nor anything else. */
@Execution(ExecutionMode.CONCURRENT)
class S3FailureTest {
    private static final byte[] BODY = "hello".getBytes(UTF_8);

    private static TestingKern startWith(String endpoint) {
        return TestingKern.start(TestingStorage.environment(TestingStorage.url(endpoint, "store", "")));
    }

    private static void memoryIsServed(TestingKern kern) {
        assertThat(kern.put("/memfs/x", BODY).statusCode()).isIn(201, 204);
        assertThat(kern.get("/memfs/x").body()).isEqualTo("hello");
    }

    private static List<String> log(TestingKern kern) {
        try {
            return new ObjectMapper().readValue(kern.get("/api/v3/log").body(), new TypeReference<>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void answersUnavailable(HttpResponse<String> answer, String reason) {
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).contains("the S3 storage 'store' is not available: " + reason);
    }

    @Test
    void theMountAnswersUntilTheServiceIsThere() {
        int port = TestingS3.freePort();
        try (TestingKern kern = startWith("127.0.0.1:" + port)) {
            memoryIsServed(kern);
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> answersUnavailable(kern.get("/store/a"), "the service can not be reached"));
            answersUnavailable(kern.put("/store/a", BODY), "the service");
            answersUnavailable(kern.delete("/store/a"), "the service");
            answersUnavailable(kern.get("/api/v3/fs/store"), "the service");
            answersUnavailable(kern.get("/api/v3/fs/store/a"), "the service");
            answersUnavailable(kern.put("/api/v3/fs/store/a", BODY), "the service");
            assertThat(kern.get("/api/v3/fs").body()).contains("\"store\"");
            assertThat(log(kern))
                    .filteredOn(line -> line.contains("component=\"FS\"") && line.contains(":" + port + "\""))
                    .singleElement()
                    .asString()
                    .contains("The S3 storage is not available")
                    .doesNotContain(TestingS3.SECRET_ACCESS_KEY);
            try (TestingS3 server = TestingS3.startOn(port)) {
                TestingStorage.awaitAvailable(kern, "store");
                assertThat(kern.put("/store/a", BODY).statusCode()).isEqualTo(201);
                assertThat(server.objects().blobExists("bucket-store", "a")).isTrue();
                server.stop();
                await().atMost(Duration.ofSeconds(30))
                        .untilAsserted(() -> answersUnavailable(kern.get("/store/a"), "the service"));
                memoryIsServed(kern);
                server.restart();
                TestingStorage.awaitAvailable(kern, "store");
                assertThat(kern.get("/store/a").body()).isEqualTo("hello");
            }
        }
    }

    @Test
    void saysThatTheKeysAreRefused() {
        try (TestingS3 server = TestingS3.start();
                TestingKern kern = TestingKern.start(TestingStorage.environment(
                        "http://nobody:nothing@." + server.endpoint() + "/bucket?name=store&mount=/store"))) {
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> answersUnavailable(kern.get("/store/a"), "access is denied; check"));
            memoryIsServed(kern);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /api/v3/fs/store, filesystem-3-list-files",
        "GET, /api/v3/fs/store/a, filesystem-3-get-file",
        "PUT, /api/v3/fs/store/a, filesystem-3-put-file",
        "DELETE, /api/v3/fs/store/a, filesystem-3-delete-file",
    })
    void answersAsTheApiDocumentSays(String method, String path, String operation) {
        try (TestingKern kern = startWith("127.0.0.1:" + TestingS3.freePort())) {
            HttpResponse<String> answer = kern.send(method, path, HttpRequest.BodyPublishers.noBody());
            assertThat(answer.statusCode()).isEqualTo(503);
            ResponseContract.load()
                    .check(
                            operation,
                            503,
                            answer.headers().firstValue("Content-Type").orElse(null),
                            answer.body().getBytes(UTF_8));
        }
    }

    @Test
    void aServiceThatFallsSilentKeepsNobodyElseWaiting() {
        try (TestingS3 server = TestingS3.start();
                Relay relay = Relay.to(server.endpoint());
                TestingKern kern = startWith(relay.endpoint());
                HttpClient crowd = HttpClient.newHttpClient()) {
            TestingStorage.awaitAvailable(kern, "store");
            kern.put("/store/a", BODY);
            relay.silent(true);
            List<CompletableFuture<HttpResponse<String>>> waiting = new ArrayList<>();
            for (int i = 0; i < 400; i++) {
                waiting.add(crowd.sendAsync(
                        HttpRequest.newBuilder(kern.uri("/store/a")).build(), HttpResponse.BodyHandlers.ofString()));
            }
            // Those that there is no place for are told so while others wait for the service.
            await().atMost(Duration.ofSeconds(30)).until(() -> waiting.stream().anyMatch(CompletableFuture::isDone));
            assertThat(waiting).anyMatch(one -> !one.isDone());
            memoryIsServed(kern);
            assertThat(kern.get("/api/v3/process").statusCode()).isEqualTo(200);

            relay.silent(false);
            relay.cut();
            for (CompletableFuture<HttpResponse<String>> one : waiting) {
                assertThat(one.join().statusCode()).isIn(200, 503);
            }
            TestingStorage.awaitAvailable(kern, "store");
            assertThat(kern.get("/store/a").body()).isEqualTo("hello");
        }
    }
}
