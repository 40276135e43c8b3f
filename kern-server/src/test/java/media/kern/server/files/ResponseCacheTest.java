package media.kern.server.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import media.kern.server.TestingKern;
import media.kern.server.TestingStorage;
import media.kern.testing.s3.TestingS3;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What clients see of the cache of responses. */
class ResponseCacheTest {
    private static final String HIT = "HIT \\d+\\.\\d{3}";

    @TempDir
    Path folder;

    private TestingKern start(String... settings) {
        Map<String, String> environment = new HashMap<>();
        for (int index = 0; index < settings.length; index += 2) {
            environment.put(settings[index], settings[index + 1]);
        }
        return TestingKern.startIn(folder, environment);
    }

    private Path disk(String name, int bytes) throws IOException {
        Path file = folder.resolve("data").resolve(name);
        Files.createDirectories(file.getParent());
        return Files.write(file, new byte[bytes]);
    }

    private static String state(HttpResponse<String> answer) {
        return answer.headers().firstValue("X-Cache").orElse("none");
    }

    private static String advice(HttpResponse<String> answer) {
        return answer.headers().firstValue("Cache-Control").orElse("none");
    }

    @Test
    void tellsWhereAFileComesFrom() throws IOException {
        disk("a.html", 10);
        disk("large.ts", 1024 * 1024 + 1);
        disk("live.m3u8", 10);
        try (TestingKern kern = start()) {
            HttpResponse<String> first = kern.get("/a.html");
            assertThat(state(first)).isEqualTo("MISS");
            assertThat(advice(first)).isEqualTo("max-age=300");
            HttpResponse<String> second = kern.get("//./a.html?x");
            assertThat(state(second)).matches(HIT);
            assertThat(advice(second)).matches("max-age=(299|300)");
            assertThat(second.headers().firstValue("Last-Modified"))
                    .isEqualTo(first.headers().firstValue("Last-Modified"));

            assertThat(state(kern.send("HEAD", "/a.html", HttpRequest.BodyPublishers.noBody())))
                    .isEqualTo("SKIP ONLYGET");
            assertThat(state(kern.get("/large.ts"))).isEqualTo("SKIP TOOBIG");
            assertThat(state(kern.get("/live.m3u8"))).isEqualTo("SKIP EXT");
            assertThat(advice(kern.get("/live.m3u8"))).isEqualTo("none");
            assertThat(state(kern.get("/none.html"))).isEqualTo("SKIP NOTOK");
            assertThat(state(kern.get("/api/v3/fs/disk/a.html"))).isEqualTo("none");
            kern.put("/memfs/a.html", new byte[1]);
            assertThat(state(kern.get("/memfs/a.html"))).isEqualTo("none");
        }
    }

    @Test
    void neverServesWhatAFileOnDiskWas() throws IOException {
        disk("a.txt", 10);
        try (TestingKern kern = start()) {
            kern.get("/a.txt");
            disk("a.txt", 11);
            HttpResponse<String> changed = kern.get("/a.txt");
            assertThat(changed.body()).hasSize(11);
            assertThat(state(changed)).isEqualTo("MISS");
        }
    }

    @Test
    void keepsToItsRules() throws IOException {
        for (int number = 1; number <= 3; number++) {
            disk(number + ".html", 500 * 1024);
        }
        disk("a.png", 10);
        try (TestingKern kern = start(
                "CORE_STORAGE_DISK_CACHE_MAX_SIZE_MBYTES", "1",
                "CORE_STORAGE_DISK_CACHE_TYPES_ALLOW", ".html .js")) {
            kern.get("/1.html");
            kern.get("/2.html");
            assertThat(state(kern.get("/1.html"))).matches(HIT);
            kern.get("/3.html");
            assertThat(state(kern.get("/1.html"))).as("used lately").matches(HIT);
            assertThat(state(kern.get("/2.html"))).as("not used lately").isEqualTo("MISS");
            assertThat(state(kern.get("/a.png"))).isEqualTo("SKIP EXT");
        }
        try (TestingKern kern = start("CORE_STORAGE_DISK_CACHE_TTL_SECONDS", "0")) {
            kern.get("/1.html");
            assertThat(state(kern.get("/1.html"))).isEqualTo("MISS");
        }
        try (TestingKern kern = start("CORE_STORAGE_DISK_CACHE_ENABLE", "false")) {
            assertThat(state(kern.get("/1.html"))).isEqualTo("none");
            assertThat(advice(kern.get("/1.html"))).isEqualTo("none");
        }
        assertThatThrownBy(() -> start(
                        "CORE_STORAGE_DISK_CACHE_MAX_SIZE_MBYTES", "1",
                        "CORE_STORAGE_DISK_CACHE_MAX_FILE_SIZE_MBYTES", "2"))
                .hasMessageContaining("the max cache size has to be bigger than the max file size");
    }

    @Test
    void savesTheWayToAnS3Storage() {
        try (TestingS3 server = TestingS3.start();
                TestingKern kern = start("CORE_STORAGE_S3", TestingStorage.url(server.endpoint(), "store", ""))) {
            TestingStorage.awaitAvailable(kern, "store");
            kern.put("/store/a.ts", "first".getBytes(StandardCharsets.UTF_8));
            assertThat(state(kern.get("/store/a.ts", "Range", "bytes=0-1"))).isEqualTo("MISS");
            assertThat(state(kern.get("/store/a.ts"))).isEqualTo("MISS");
            HttpResponse<String> kept = kern.get("/store/a.ts");
            assertThat(state(kept)).matches(HIT);
            assertThat(kept.body()).isEqualTo("first");
            assertThat(kern.get("/store/a.ts", "Range", "bytes=1-2").body()).isEqualTo("ir");

            kern.put("/store/a.ts", "second".getBytes(StandardCharsets.UTF_8));
            HttpResponse<String> replaced = kern.get("/store/a.ts");
            assertThat(state(replaced)).isEqualTo("MISS");
            assertThat(replaced.body()).isEqualTo("second");
            kern.delete("/store/a.ts");
            assertThat(kern.get("/store/a.ts").statusCode()).isEqualTo(404);
        }
    }
}
