package media.kern.server.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import media.kern.server.ServerProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The server itself is held up, as by a machine that is overloaded or was suspended. */
@Execution(ExecutionMode.CONCURRENT)
class StandstillTest {
    private static final long MILLIS = 8_000;

    @TempDir
    Path folder;

    @Test
    void nobodyIsStoppedForTheTimeInWhichTheServerDidNotLook() throws Exception {
        try (ServerProcess server = ServerProcess.start(folder, Map.of())) {
            Path file = folder.resolve("data/out.ts");
            assertThat(server.send("POST", "/api/v3/process", """
                            {"id":"live","stale_timeout_seconds":3,"reconnect":true,
                             "input":[{"id":"in","address":"testsrc2=size=320x180:rate=25","options":["-re","-f","lavfi"]}],
                             "output":[{"id":"out","address":"%s","options":["-y","-f","mpegts","-flush_packets","1"]}]}
                            """.formatted(file))
                            .statusCode())
                    .isEqualTo(200);
            ServerProcess.await()
                    .until(() -> state(server).path("progress").path("frame").asLong() > 10);
            long pid = state(server).path("pid").asLong();
            long stopped = Files.getLastModifiedTime(file).toMillis();

            server.signal("STOP");
            // FFmpeg goes on, and is the clock.
            ServerProcess.await().until(() -> Files.getLastModifiedTime(file).toMillis() > stopped + MILLIS);
            server.signal("CONT");

            long frame = state(server).path("progress").path("frame").asLong();
            ServerProcess.await()
                    .until(() -> state(server).path("progress").path("frame").asLong() > frame + 100);
            assertThat(state(server).path("pid").asLong()).isEqualTo(pid);
            assertThat(state(server).has("last_exit")).isFalse();
        }
    }

    private static JsonNode state(ServerProcess server) throws IOException {
        return new ObjectMapper().readTree(server.get("/api/v3/process/live/state"));
    }
}
