package media.kern.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Why the server does not start, and what it says about it. */
@Execution(ExecutionMode.CONCURRENT)
class StartFailureTest {
    private static final int CONFIGURATION_UNUSABLE = 1;
    private static final int START_FAILED = 2;

    @TempDir
    Path folder;

    private ServerProcess launch(Map<String, String> environment) {
        return ServerProcess.launch(folder, TestingKern.freePort(), environment);
    }

    @Test
    void aValueThatIsInvalidIsNamed() {
        try (ServerProcess server = launch(Map.of("CORE_LOG_MAXLINES", "many"))) {
            assertThat(server.exitCode()).isEqualTo(CONFIGURATION_UNUSABLE);
            assertThat(server.output()).contains("Failed to create new API", "log.max_lines");
        }
    }

    @Test
    void aConfigurationFileThatCannotBeReadIsLeftAsItIs() throws Exception {
        Path file = Files.createDirectories(folder.resolve("config")).resolve("config.json");
        Files.writeString(file, "{\"version\": 3,");
        try (ServerProcess server = launch(Map.of())) {
            assertThat(server.exitCode()).isEqualTo(CONFIGURATION_UNUSABLE);
            assertThat(server.output()).contains("Failed to create new API", "syntax error at line 1");
        }
        assertThat(file).hasContent("{\"version\": 3,");
    }

    @Test
    void aPortThatIsTakenIsNamedAndNothingIsChanged() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ServerProcess server = ServerProcess.launch(folder, taken.getLocalPort(), Map.of())) {
            assertThat(server.exitCode()).isEqualTo(START_FAILED);
            assertThat(server.output()).contains("Failed to start API", "127.0.0.1:" + taken.getLocalPort(), "in use");
        }
        assertThat(folder.resolve("config/db.json")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{\"version\":3,\"process\":{}}", "{\"version\":4,\"process\":[]}"})
    void aDatabaseThatCannotBeUnderstoodIsLeftAsItIs(String document) throws Exception {
        Path file = Files.createDirectories(folder.resolve("config")).resolve("db.json");
        Files.writeString(file, document);
        try (ServerProcess server = launch(Map.of())) {
            assertThat(server.exitCode()).isEqualTo(START_FAILED);
            assertThat(server.output()).contains("Failed to start API", "failed to load data from DB", file.toString());
        }
        assertThat(Files.readString(file)).isEqualTo(document);
    }

    @Test
    void aMissingFfmpegIsNamed() {
        try (ServerProcess server = launch(Map.of("CORE_FFMPEG_BINARY", "no-such-ffmpeg"))) {
            assertThat(server.exitCode()).isEqualTo(CONFIGURATION_UNUSABLE);
            assertThat(server.output()).contains("Failed to create new API", "ffmpeg.binary", "no-such-ffmpeg");
        }
    }
}
