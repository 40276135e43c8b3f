package media.kern.server.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import media.kern.server.TestingKern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the configuration changes in how files are stored and sent. */
class FileSettingsTest {
    private static final byte[] SOMETHING = {'x'};

    private static String type(TestingKern kern, String path) {
        HttpResponse<String> answer = kern.get(path);
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.headers().firstValue("Content-Type").orElse("none");
    }

    @Test
    void knowsContentTypesWithoutAFile() {
        try (TestingKern kern = TestingKern.start()) {
            for (String name : new String[] {"a.m3u8", "a.mpd", "a.m4s", "a.ts", "a.tar.mp4", "a.TS", "a.other", "a"}) {
                kern.put("/memfs/" + name, SOMETHING);
            }
            kern.put("/api/v3/fs/disk/a.other", SOMETHING);
            assertThat(type(kern, "/memfs/a.m3u8")).isEqualTo("application/vnd.apple.mpegurl");
            assertThat(type(kern, "/memfs/a.mpd")).isEqualTo("application/dash+xml");
            assertThat(type(kern, "/memfs/a.m4s")).isEqualTo("video/iso.segment");
            assertThat(type(kern, "/memfs/a.ts")).isEqualTo("video/MP2T");
            assertThat(type(kern, "/memfs/a.tar.mp4")).isEqualTo("video/mp4");
            assertThat(type(kern, "/memfs/a.TS")).isEqualTo("application/data");
            assertThat(type(kern, "/memfs/a.other")).isEqualTo("application/data");
            assertThat(type(kern, "/memfs/a")).isEqualTo("application/data");
            assertThat(type(kern, "/a.other")).isEqualTo("text/html");
            assertThat(type(kern, "/api/v3/fs/disk/a.other")).isEqualTo("application/data");
        }
    }

    @Test
    void prefersTheContentTypesOfAFile(@TempDir Path folder) throws IOException {
        Path types = folder.resolve("mime.types");
        Files.writeString(types, "# comment\nvideo/x-own .ts .other # more\n\nbroken\napplication/x-none # .css\n");
        try (TestingKern kern = TestingKern.start(Map.of("CORE_STORAGE_MIMETYPES_FILE", types.toString()))) {
            for (String name : new String[] {"a.ts", "a.other", "a.css", "a.m3u8"}) {
                kern.put("/memfs/" + name, SOMETHING);
            }
            assertThat(type(kern, "/memfs/a.ts")).isEqualTo("video/x-own");
            assertThat(type(kern, "/memfs/a.other")).isEqualTo("video/x-own");
            assertThat(type(kern, "/memfs/a.css")).isEqualTo("text/css");
            assertThat(type(kern, "/memfs/a.m3u8")).isEqualTo("application/vnd.apple.mpegurl");
        }
    }

    @Test
    void refusesWhatDoesNotFitIntoMemory() {
        try (TestingKern kern = TestingKern.start(Map.of("CORE_STORAGE_MEMORY_MAX_SIZE_MBYTES", "1"))) {
            byte[] most = new byte[700_000];
            assertThat(kern.put("/memfs/a.ts", most).statusCode()).isEqualTo(201);
            HttpResponse<String> full = kern.put("/memfs/b.ts", most);
            assertThat(full.statusCode()).isEqualTo(400);
            assertThat(full.body()).contains("not enough space on device");
            assertThat(kern.get("/memfs/b.ts").statusCode()).isEqualTo(404);
            assertThat(kern.put("/memfs/a.ts", most).statusCode()).isEqualTo(204);
            assertThat(kern.delete("/memfs/a.ts").statusCode()).isEqualTo(200);
            HttpResponse<String> large = kern.put("/memfs/b.ts", new byte[1_100_000]);
            assertThat(large.statusCode()).isEqualTo(400);
            assertThat(large.body()).contains("File is too big");
            assertThat(kern.put("/memfs/b.ts", most).statusCode()).isEqualTo(201);
        }
    }

    @Test
    void deletesTheOldestFilesIfItMayPurge() {
        try (TestingKern kern = TestingKern.start(
                Map.of("CORE_STORAGE_MEMORY_MAX_SIZE_MBYTES", "1", "CORE_STORAGE_MEMORY_PURGE", "true"))) {
            byte[] half = new byte[500_000];
            for (String name : new String[] {"a", "b", "c"}) {
                assertThat(kern.put("/memfs/" + name, half).statusCode()).isEqualTo(201);
            }
            assertThat(kern.get("/memfs/a").statusCode()).isEqualTo(404);
            assertThat(kern.get("/memfs/b").statusCode()).isEqualTo(200);
            assertThat(kern.get("/memfs/c").statusCode()).isEqualTo(200);
            assertThat(kern.put("/memfs/d", new byte[1_100_000]).statusCode()).isEqualTo(400);
            assertThat(kern.get("/memfs/c").statusCode()).isEqualTo(200);
        }
    }

    private static String basic(String pair) {
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void letsOnlyTheWriterWriteAndEverybodyRead() {
        try (TestingKern kern = TestingKern.start(Map.of(
                "CORE_STORAGE_MEMORY_AUTH_ENABLE", "true",
                "CORE_STORAGE_MEMORY_AUTH_USERNAME", "writer",
                "CORE_STORAGE_MEMORY_AUTH_PASSWORD", "pass:w\u00f6rd"))) {
            String right = basic("writer:pass:w\u00f6rd");
            assertThat(kern.put("/memfs/a.ts", SOMETHING, "Authorization", right)
                            .statusCode())
                    .isEqualTo(201);
            HttpResponse<String> nobody = kern.put("/memfs/a.ts", SOMETHING);
            assertThat(nobody.statusCode()).isEqualTo(401);
            assertThat(nobody.headers().firstValue("WWW-Authenticate")).hasValue("basic realm=Restricted");
            for (String wrong : new String[] {basic("writer:"), basic("writer"), basic(":"), "Bearer x", "Basic"}) {
                assertThat(kern.put("/memfs/a.ts", SOMETHING, "Authorization", wrong)
                                .statusCode())
                        .as(wrong)
                        .isEqualTo(401);
                assertThat(kern.delete("/memfs/a.ts", "Authorization", wrong).statusCode())
                        .as(wrong)
                        .isEqualTo(401);
            }
            for (String broken : new String[] {"Basic ****", "Basic abc", "Basic " + "A".repeat(10_000)}) {
                assertThat(kern.put("/memfs/a.ts", SOMETHING, "Authorization", broken)
                                .statusCode())
                        .as(broken)
                        .isEqualTo(400);
            }
            assertThat(kern.get("/memfs/a.ts").body()).isEqualTo("x");
            assertThat(kern.delete("/memfs/a.ts", "Authorization", right).statusCode())
                    .isEqualTo(200);
        }
    }
}
