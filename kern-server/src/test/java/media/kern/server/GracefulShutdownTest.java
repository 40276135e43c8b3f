package media.kern.server;

import static media.kern.server.ServerProcess.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import media.kern.core.process.StoredProcess;
import media.kern.core.store.Database;
import media.kern.ffmpeg.process.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How the server ends when it is asked to. */
@Execution(ExecutionMode.CONCURRENT)
class GracefulShutdownTest {
    private static final String LIVE = """
            {"id":"live",
             "input":[{"id":"in","address":"testsrc2=size=64x64:rate=5","options":["-re","-f","lavfi"]}],
             "output":[{"id":"out","address":"-","options":["-f","null"]}]}""";
    /** For a server whose FFmpeg is a shell. */
    private static final String IGNORES_SIGINT = """
            {"id":"stubborn",
             "options":["--default-signal=TERM","/bin/sh","-c","trap '' INT; echo ready >&2; while :; do sleep 0.1; done"],
             "input":[{"id":"in","address":"udp://127.0.0.1:1"}],"output":[{"id":"out","address":"-"}]}""";

    @TempDir
    Path folder;

    private final String installation = UUID.randomUUID().toString();

    private ServerProcess start(Map<String, String> environment) {
        Map<String, String> all = new HashMap<>(environment);
        all.put("CORE_ID", installation);
        return ServerProcess.start(folder, all);
    }

    private static void add(ServerProcess server, String process) throws IOException {
        HttpResponse<String> added = server.send("POST", "/api/v3/process", process);
        assertThat(added.statusCode()).as(added.body()).isEqualTo(200);
    }

    private static void awaitRunning(ServerProcess server, String id) {
        await().until(() -> server.get("/api/v3/process/" + id + "/state").contains("\"exec\":\"running\""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"TERM", "INT", "HUP"})
    void aSignalEndsServerAndFfmpegWhichRunsAgainAtTheNextStart(String signal) throws Exception {
        try (ServerProcess server = start(Map.of())) {
            add(server, LIVE);
            awaitRunning(server, "live");
            await().until(() -> ServerProcess.childrenOf(installation).size() == 1);

            server.signal(signal);

            assertThat(server.exitCode()).as(server.output()).isZero();
            assertThat(server.output()).contains("Shutdown requested ...", "Stopping all processes ...", "Complete");
            assertThat(ServerProcess.childrenOf(installation)).isEmpty();
        }
        assertThat(Database.open(folder.resolve("config/db.json")).processes())
                .extracting(StoredProcess::order)
                .containsExactly(Order.START);
        try (ServerProcess server = start(Map.of())) {
            awaitRunning(server, "live");
        }
    }

    @Test
    void anFfmpegThatIgnoresSigintIsKilledInTheEnd() throws Exception {
        try (ServerProcess server = start(Map.of("CORE_FFMPEG_BINARY", "/usr/bin/env"))) {
            add(server, IGNORES_SIGINT);
            await().until(() -> server.get("/api/v3/process/stubborn/report").contains("ready"));

            server.signal("TERM");

            assertThat(server.exitCode()).as(server.output()).isZero();
            await().until(() -> ServerProcess.childrenOf(installation).isEmpty());
        }
    }

    @Test
    void aSecondSignalEndsItAtOnce() throws Exception {
        try (ServerProcess server = start(Map.of("CORE_FFMPEG_BINARY", "/usr/bin/env"))) {
            add(server, IGNORES_SIGINT);
            await().until(() -> server.get("/api/v3/process/stubborn/report").contains("ready"));
            server.signal("TERM");
            await().until(() -> server.output().contains("Stopping all processes ..."));
            long begin = System.nanoTime();

            server.signal("TERM");

            assertThat(server.exitCode()).isEqualTo(143);
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(4));
            await().until(() -> ServerProcess.childrenOf(installation).isEmpty());
        }
    }

    @Test
    void aSignalEndsAnIdleServer() throws Exception {
        try (ServerProcess server = start(Map.of())) {
            server.signal("TERM");

            assertThat(server.exitCode()).isZero();
        }
        assertThat(Files.readString(folder.resolve("config/db.json"))).contains("\"version\": 4");
    }
}
