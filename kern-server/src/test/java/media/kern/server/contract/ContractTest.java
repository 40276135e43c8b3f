package media.kern.server.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import media.kern.server.TestingKern;
import media.kern.server.openapi.Match;
import media.kern.server.openapi.OpenApi;
import media.kern.server.openapi.PathRouter;
import media.kern.server.openapi.ResponseContract;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Clients of the reference get the answers they know, and the answers are those of the API document. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Execution(ExecutionMode.SAME_THREAD) // The steps of a recording build on each other.
class ContractTest {
    private final ResponseContract document = ResponseContract.load();

    @TestFactory
    Stream<DynamicTest> processes(@TempDir Path folder) throws IOException {
        return replay("process", folder);
    }

    @TestFactory
    Stream<DynamicTest> logins(@TempDir Path folder) throws IOException {
        return replay("auth", folder);
    }

    @TestFactory
    Stream<DynamicTest> delivery(@TempDir Path folder) throws IOException {
        return replay("delivery", folder);
    }

    @TestFactory
    Stream<DynamicTest> filesConfigurationAndTheRest(@TempDir Path folder) throws IOException {
        return replay("misc", folder);
    }

    private Stream<DynamicTest> replay(String name, Path folder) throws IOException {
        Recording recording = Recording.load(name);
        Path types = folder.resolve("mime.types");
        try (InputStream file = Objects.requireNonNull(getClass().getResourceAsStream("mime.types"))) {
            Files.copy(file, types);
        }
        String rtmp = "127.0.0.1:" + TestingKern.freePort();
        String srt = "127.0.0.1:" + TestingKern.freePort();
        Map<String, String> environment = new HashMap<>(recording.setup());
        environment.put("CORE_RTMP_ADDRESS", rtmp);
        environment.put("CORE_SRT_ADDRESS", srt);
        environment.put("CORE_STORAGE_MIMETYPES_FILE", types.toString());
        TestingKern kern = TestingKern.start(environment);
        Map<String, String> addresses = Map.of("http", "127.0.0.1:" + kern.port(), "rtmp", rtmp, "srt", srt);
        Replay replay = new Replay(kern, addresses);
        PathRouter router = router(environment);
        return recording.steps().stream()
                .map(step -> DynamicTest.dynamicTest(step.name(), () -> check(replay, router, step)))
                .onClose(kern::close);
    }

    private void check(Replay replay, PathRouter router, Step recorded) {
        Step step = replay.prepare(recorded);
        Answer answer = replay.run(step);
        String path = step.request().get("path").asText();
        assertThat(Comparison.differences(step, answer))
                .as("%s %s", step.method(), path)
                .isEmpty();
        String withoutQuery = path.split("\\?", 2)[0];
        if (router.match(step.method(), withoutQuery) instanceof Match.Found found) {
            document.check(found.operation().id(), answer.status(), answer.header("content-type"), answer.content());
        }
    }

    /** The operations there are: those that need a setting only if it is on. */
    private static PathRouter router(Map<String, String> environment) {
        return new PathRouter(OpenApi.load().operations().stream()
                .filter(operation -> operation.availableWith(setting -> isOn(environment, setting)))
                .toList());
    }

    private static boolean isOn(Map<String, String> environment, String setting) {
        String variable = "CORE_" + setting.toUpperCase(Locale.ROOT).replace('.', '_');
        return "true".equals(environment.get(variable));
    }
}
