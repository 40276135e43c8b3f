package media.kern.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import media.kern.server.TestingKern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A real FFmpeg writes more files than may stay. */
@Execution(ExecutionMode.CONCURRENT)
class CleanupTest {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /** HLS with segments of half a second that FFmpeg never deletes, and rules that keep four of them. */
    private static final String LIVE = """
            {"id": "live", "reference": "cam", "reconnect": true, "options": ["-loglevel", "info"],
             "input": [{"id": "in", "address": "testsrc2=size=160x90:rate=10", "options": ["-re", "-f", "lavfi"]}],
             "output": [
               {"id": "mem", "address": "{memfs}/{processid}.m3u8", "options": [
                  "-codec:v", "libx264", "-preset:v", "ultrafast", "-pix_fmt", "yuv420p", "-g", "5",
                  "-f", "hls", "-hls_time", "0.5", "-hls_list_size", "3", "-method", "PUT",
                  "-hls_segment_filename", "{memfs}/{processid}_%04d.ts"],
                "cleanup": [{"pattern": "memfs:/{processid}_*.ts", "max_files": 4, "purge_on_delete": true},
                            {"pattern": "memfs:/{processid}.m3u8", "purge_on_delete": true}]},
               {"id": "disk", "address": "{diskfs}/live/cam/{processid}.m3u8", "options": [
                  "-codec:v", "libx264", "-preset:v", "ultrafast", "-pix_fmt", "yuv420p", "-g", "5",
                  "-f", "hls", "-hls_time", "0.5", "-hls_list_size", "3",
                  "-hls_segment_filename", "{diskfs}/live/cam/{processid}_%04d.ts"],
                "cleanup": [{"pattern": "diskfs:/live/cam/{processid}_*.ts", "max_files": 4, "purge_on_delete": true},
                            {"pattern": "disk:/live/**.m3u8", "purge_on_delete": true}]}]}
            """;

    private static final String TO_DISK = """
            {"id": "%s", "reconnect": true, "input": [
               {"id": "in", "address": "testsrc2=size=640x360:rate=25", "options": ["-re", "-f", "lavfi"]}],
             "output": [{"id": "out", "address": "%s", "options": ["-codec:v", "rawvideo", "-f", "%s"]}]}
            """;

    @TempDir
    Path folder;

    private static JsonNode json(TestingKern kern, String path) {
        try {
            return new ObjectMapper().readTree(kern.get(path).body());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> names(TestingKern kern, String fileSystem, String glob) {
        List<String> names = new ArrayList<>();
        json(kern, "/api/v3/fs/" + fileSystem + "?glob=" + glob)
                .forEach(file -> names.add(file.path("name").asText()));
        names.sort(null);
        return names;
    }

    private static void add(TestingKern kern, String process) {
        assertThat(kern.postJson("/api/v3/process", process).statusCode()).isEqualTo(200);
    }

    private static int newest(List<String> segments) {
        String last = segments.isEmpty() ? "_0000.ts" : segments.getLast();
        return Integer.parseInt(last.substring(last.lastIndexOf('_') + 1, last.lastIndexOf('.')));
    }

    /** Many more segments have been written than are there. */
    private static void awaitLimit(TestingKern kern, String fileSystem, String glob) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            List<String> segments = names(kern, fileSystem, glob);
            assertThat(newest(segments)).isGreaterThanOrEqualTo(12);
            assertThat(segments).hasSizeBetween(4, 7);
        });
    }

    @Test
    void rulesLimitWhatFfmpegWritesAndDeletingPurgesIt() throws IOException {
        Path disk = Files.createDirectories(folder.resolve("data/live/cam"));
        try (TestingKern kern = TestingKern.startIn(folder, Map.of())) {
            kern.put("/memfs/other_0001.ts", new byte[] {'x'});
            Files.writeString(folder.resolve("data/index.html"), "");
            add(kern, LIVE);
            awaitLimit(kern, "mem", "/live_*.ts");
            awaitLimit(kern, "disk", "/live/cam/*.ts");

            assertThat(kern.putJson("/api/v3/process/live/command", "{\"command\":\"stop\"}")
                            .statusCode())
                    .isEqualTo(200);
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(names(kern, "mem", "/live_*.ts")).hasSize(4));
            assertThat(names(kern, "mem", "/live.m3u8")).hasSize(1);
        }
        try (TestingKern kern = TestingKern.startIn(folder, Map.of())) {
            assertThat(names(kern, "disk", "/live/cam/live.m3u8")).hasSize(1);
            kern.put("/memfs/other_0001.ts", new byte[] {'x'});
            kern.putJson("/api/v3/process/live/command", "{\"command\":\"start\"}");
            await().atMost(PATIENCE)
                    .until(() -> !names(kern, "mem", "/live_*.ts").isEmpty());

            assertThat(kern.delete("/api/v3/process/live").statusCode()).isEqualTo(200);

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(names(kern, "mem", "/**")).containsExactly("/other_0001.ts"));
            assertThat(names(kern, "disk", "/**")).containsExactly("/index.html");
            assertThat(disk).doesNotExist();
            assertThat(disk.getParent()).doesNotExist();
        }
    }

    @Test
    void aFullDiskStopsWhatWritesToItForGood() {
        try (TestingKern kern = TestingKern.startIn(folder, Map.of("CORE_STORAGE_DISK_MAXSIZEMBYTES", "1"))) {
            add(kern, TO_DISK.formatted("filling", "{diskfs}/filling.nut", "nut"));
            add(kern, TO_DISK.formatted("harmless", "-", "null"));
            await().atMost(PATIENCE).untilAsserted(() -> {
                JsonNode state = json(kern, "/api/v3/process/filling/state");
                assertThat(state.path("order").asText()).isEqualTo("stop");
                assertThat(state.path("exec").asText()).isIn("finished", "killed");
            });
            assertThat(kern.get("/api/v3/process/filling/report").body())
                    .contains("Shutting down because filesystem is full")
                    .contains("storage.disk.max_size_mbytes");
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(kern.get("/api/v3/log").body())
                            .contains("Shutting down because filesystem is full"));
            assertThat(json(kern, "/api/v3/process/harmless/state")
                            .path("order")
                            .asText())
                    .isEqualTo("start");
        }
        try (TestingKern kern = TestingKern.startIn(folder, Map.of())) {
            assertThat(json(kern, "/api/v3/process/filling/state").path("order").asText())
                    .isEqualTo("stop");
            assertThat(json(kern, "/api/v3/process/harmless/state")
                            .path("order")
                            .asText())
                    .isEqualTo("start");
        }
    }
}
