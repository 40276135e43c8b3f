package media.kern.server.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import media.kern.server.TestingKern;
import media.kern.server.TestingStorage;
import media.kern.testing.s3.TestingS3;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** S3 storages over their mounts and the API: what holds for files in memory holds for them. */
class S3DeliveryTest {
    private static final byte[] LONG = noise(3_000_000);
    private static TestingS3 server;
    private static TestingKern kern;

    @BeforeAll
    static void start() {
        server = TestingS3.start();
        kern = TestingKern.start(TestingStorage.environment(
                TestingStorage.url(server.endpoint(), "open", ""),
                TestingStorage.url(server.endpoint(), "My-S3_1", "/&username=writer&password=p%40ss")));
        TestingStorage.awaitAvailable(kern, "open");
        TestingStorage.awaitAvailable(kern, "My-S3_1");
    }

    @AfterAll
    static void stop() {
        kern.close();
        server.close();
    }

    private static byte[] noise(int bytes) {
        byte[] noise = new byte[bytes];
        new Random(bytes).nextBytes(noise);
        return noise;
    }

    private static HttpResponse<byte[]> bytes(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(kern.uri(path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return kern.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    private static List<String> names(String query) {
        try {
            List<String> names = new ArrayList<>();
            JsonNode files = new ObjectMapper()
                    .readTree(kern.get("/api/v3/fs/open" + query).body());
            files.forEach(file -> names.add(file.path("name").asText()));
            return names;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/open/", "/api/v3/fs/open/"})
    void storesReadsReplacesAndRemoves(String folder) {
        String path = folder + "a%20b/x.txt?query";
        HttpResponse<String> created = kern.put(path, "hello".getBytes(UTF_8));
        assertThat(created.statusCode()).isEqualTo(201);
        assertThat(header(created, "Content-Location")).isEqualTo(path);
        assertThat(kern.put(path, "again".getBytes(UTF_8)).statusCode()).isEqualTo(204);

        HttpResponse<String> read = kern.get(path);
        assertThat(read.statusCode()).isEqualTo(200);
        assertThat(read.body()).isEqualTo("again");
        assertThat(header(read, "Content-Type")).isEqualTo("text/plain");
        assertThat(header(read, "ETag")).isNotEmpty();
        assertThat(header(read, "Last-Modified")).isNotEmpty();
        assertThat(server.objects().blobExists("bucket-open", "a b/x.txt")).isTrue();

        assertThat(kern.delete(path).body()).isEqualTo("Deleted: /a b/x.txt");
        assertThat(kern.delete(path).statusCode()).isEqualTo(404);
        assertThat(kern.get(path).statusCode()).isEqualTo(404);
    }

    @Test
    void foldersAndTheRootAreNoFiles() {
        kern.put("/open/folder/x", new byte[1]);
        assertThat(kern.get("/open/folder").statusCode()).isEqualTo(404);
        assertThat(kern.get("/open/").statusCode()).isEqualTo(404);
        assertThat(kern.put("/open/", new byte[1]).statusCode()).isEqualTo(400);
        assertThat(kern.get("/open").statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({"/open/long.ts", "/api/v3/fs/open/long.ts"})
    void sendsLongFilesAsTheyAre(String path) {
        assertThat(kern.put(path, LONG).statusCode()).isIn(201, 204);
        HttpResponse<byte[]> read = bytes(path);
        assertThat(read.body()).isEqualTo(LONG);
        assertThat(header(read, "Content-Length")).isEqualTo(Integer.toString(LONG.length));
        assertThat(header(read, "Content-Type")).isEqualTo("video/MP2T");

        HttpResponse<byte[]> head = kern.send(
                HttpRequest.newBuilder(kern.uri(path)).HEAD().build(), HttpResponse.BodyHandlers.ofByteArray());
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(header(head, "Content-Length")).isEqualTo(Integer.toString(LONG.length));
        assertThat(header(head, "ETag")).isEqualTo(header(read, "ETag"));
        assertThat(head.body()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0-9, 0, 10", "100-1000099, 100, 1000000", "2999990-, 2999990, 10", "-50000, 2950000, 50000"})
    void sendsTheRangeThatIsAskedFor(String range, int first, int length) {
        kern.put("/open/range.ts", LONG);
        HttpResponse<byte[]> part = bytes("/open/range.ts", "Range", "bytes=" + range);
        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.body()).isEqualTo(Arrays.copyOfRange(LONG, first, first + length));
        assertThat(header(part, "Content-Range"))
                .isEqualTo("bytes " + first + "-" + (first + length - 1) + "/" + LONG.length);
    }

    @Test
    void answersConditions() {
        kern.put("/open/conditions.ts", LONG);
        String tag = header(kern.get("/open/conditions.ts", "Range", "bytes=0-0"), "ETag");
        assertThat(bytes("/open/conditions.ts", "If-None-Match", tag).statusCode())
                .isEqualTo(304);
        assertThat(bytes("/open/conditions.ts", "If-Match", "\"other\"").statusCode())
                .isEqualTo(412);
        assertThat(bytes("/open/conditions.ts", "Range", "bytes=3000000-").statusCode())
                .isEqualTo(416);
        assertThat(bytes("/open/conditions.ts", "Range", "bytes=0-9", "If-Range", "\"other\"")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void compressesTexts() {
        kern.put("/open/live.m3u8", "#EXTM3U\n".repeat(1000).getBytes(UTF_8));
        HttpResponse<byte[]> compressed = bytes("/open/live.m3u8", "Accept-Encoding", "gzip");
        assertThat(header(compressed, "Content-Encoding")).isEqualTo("gzip");
        assertThat(compressed.body()).hasSizeLessThan(1000);
        assertThat(kern.get("/open/live.m3u8").body()).hasSize(8000);
    }

    @Test
    void writingNeedsTheCredentialsOfTheStorage() {
        byte[] body = "x".getBytes(UTF_8);
        String right = "Basic " + Base64.getEncoder().encodeToString("writer:p@ss".getBytes(UTF_8));
        String wrong = "Basic " + Base64.getEncoder().encodeToString("writer:pass".getBytes(UTF_8));
        assertThat(kern.put("/My-S3_1/a", body).statusCode()).isEqualTo(401);
        assertThat(kern.put("/My-S3_1/a", body, "Authorization", wrong).statusCode())
                .isEqualTo(401);
        assertThat(kern.put("/My-S3_1/a", body, "Authorization", right).statusCode())
                .isEqualTo(201);
        assertThat(kern.get("/My-S3_1/a").body()).isEqualTo("x");
        assertThat(kern.get("/open/a").statusCode()).isEqualTo(404);
        assertThat(kern.delete("/My-S3_1/a").statusCode()).isEqualTo(401);
        assertThat(kern.delete("/My-S3_1/a", "Authorization", right).statusCode())
                .isEqualTo(200);
    }

    @Test
    void theApiListsStoragesAndTheirFiles() {
        kern.put("/open/list/b.ts", new byte[3]);
        kern.put("/open/list/a.ts", new byte[5]);
        kern.put("/open/list/c.txt", new byte[1]);
        assertThat(kern.get("/api/v3/fs").body())
                .contains("{\"name\":\"open\",\"type\":\"s3\",\"mount\":\"/open\"}")
                .contains("{\"name\":\"My-S3_1\",\"type\":\"s3\",\"mount\":\"/My-S3_1\"}");
        assertThat(names("?glob=/list/*.ts&sort=name")).containsExactly("/list/a.ts", "/list/b.ts");
        assertThat(names("?glob=/list/*&sort=size&order=desc"))
                .containsExactly("/list/a.ts", "/list/b.ts", "/list/c.txt");
        assertThat(names("?glob=[")).isEmpty();
    }

    @Test
    void storagesAreNoLongerSettingsWithoutEffect() {
        assertThat(kern.get("/api/v3/log").body()).doesNotContain("\"storage.s3\"");
    }
}
