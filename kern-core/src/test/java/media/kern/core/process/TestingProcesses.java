package media.kern.core.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import media.kern.core.address.AccessExpressionException;
import media.kern.core.address.AccessList;
import media.kern.core.address.AddressPolicy;
import media.kern.core.json.JsonException;
import media.kern.core.json.JsonReader;
import media.kern.core.leg.LegHost;
import media.kern.core.placeholder.PlaceholderValues;
import media.kern.core.playout.PlayoutPorts;
import media.kern.core.store.Database;
import media.kern.core.store.DatabaseException;
import media.kern.ffmpeg.child.ChildLauncher;
import media.kern.ffmpeg.child.ProcessTable;
import media.kern.ffmpeg.process.ExecState;
import media.kern.ffmpeg.progress.Instrumentation;
import media.kern.ffmpeg.report.LogLine;
import media.kern.ffmpeg.report.Secrets;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/**
 * A {@link ProcessManager} on a database of its own whose "FFmpeg" is a shell: the global options of a process say what
 * it does.
 */
final class TestingProcesses implements AutoCloseable {
    static final List<String> ENDS_WHEN_ASKED =
            shell("trap 'exit 255' INT; echo ready >&2; while :; do sleep 0.1; done");
    static final List<String> IGNORES_SIGINT = shell("trap '' INT; echo ready >&2; while :; do sleep 0.1; done");
    static final List<String> ENDS_BY_ITSELF = shell("echo run >&2; exit 0");

    private static final Path ENV = Path.of("/usr/bin/env");

    final ProcessManager manager;
    final Database database;
    final RecordedFiles files = new RecordedFiles();
    private final ChildLauncher launcher = new ChildLauncher("manager-test");

    private TestingProcesses(
            Path folder, long maxProcesses, PlayoutPorts playout, Path binary, Optional<LegHost> legs) {
        try {
            database = Database.open(folder.resolve("db.json"));
            AccessList inputs = AccessList.compile("input", List.of(), List.of("^blocked:"));
            ProcessResolver resolver = new ProcessResolver(
                    PlaceholderValues.builder().disk(folder).build(),
                    new AddressPolicy(inputs, AccessList.acceptingAll(), folder, false));
            manager = new ProcessManager(
                    database,
                    resolver,
                    new ProcessRuntime(
                            launcher,
                            new ProcessTable(() -> 1),
                            binary,
                            () -> "5.1.9",
                            () -> Instrumentation.NONE,
                            new ProcessRuntime.Rules(maxProcesses, 100, 10, Duration.ofSeconds(15)),
                            new Secrets(List.of()),
                            playout,
                            legs,
                            InstantSource.system()),
                    files);
        } catch (DatabaseException | AccessExpressionException e) {
            throw new IllegalStateException(e);
        }
    }

    static TestingProcesses in(Path folder) {
        return limitedTo(0, folder);
    }

    static TestingProcesses limitedTo(long maxProcesses, Path folder) {
        return limitedTo(maxProcesses, PlayoutPorts.disabled(), folder);
    }

    /** As after a start of the server: what is ordered to run is being started. */
    static TestingProcesses limitedTo(long maxProcesses, PlayoutPorts playout, Path folder) {
        return started(new TestingProcesses(folder, maxProcesses, playout, ENV, Optional.empty()));
    }

    /** Processes of a program, with a host for their legs. */
    static TestingProcesses withLegs(Path binary, Optional<LegHost> legs, Path folder) {
        return started(new TestingProcesses(folder, 0, PlayoutPorts.disabled(), binary, legs));
    }

    private static TestingProcesses started(TestingProcesses processes) {
        processes.manager.load();
        processes.manager.startOrdered();
        return processes;
    }

    private static List<String> shell(String script) {
        return List.of("--default-signal=INT", "/bin/sh", "-c", script);
    }

    /** A stopped process with one input and one output. */
    static ProcessConfig config(String id) {
        return json(
                ProcessConfig.withDefaults(id),
                "{\"autostart\":false,\"input\":[{\"id\":\"in\",\"address\":\"udp://in\"}],"
                        + "\"output\":[{\"id\":\"out\",\"address\":\"udp://" + id + "\"}]}");
    }

    static ProcessConfig config(String id, List<String> options) {
        ProcessConfig config = config(id);
        return config.withIo(config.input(), config.output(), options);
    }

    /** The configuration with a body of the API decoded over it. */
    static ProcessConfig json(ProcessConfig current, String body) {
        try {
            return JsonReader.read(
                    body.getBytes(StandardCharsets.UTF_8),
                    in -> ProcessConfigJson.readApi(in, current, true).config());
        } catch (JsonException e) {
            throw new IllegalArgumentException(e);
        }
    }

    static ProcessManager.Change change(String body) {
        return current -> json(current, body);
    }

    ManagedProcess get(String id) throws UnknownProcessException {
        return manager.get(id);
    }

    ExecState state(String id) throws UnknownProcessException {
        return get(id).status().state();
    }

    void awaitLine(String id, String line) {
        await().until(() -> get(id).report().log().stream().map(LogLine::line).anyMatch(line::equals));
    }

    static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(20));
    }

    /** What another server would read from the same folder now. */
    static Database stored(Path folder) {
        try {
            return Database.open(folder.resolve("db.json"));
        } catch (DatabaseException e) {
            throw new UncheckedIOException(new IOException(e));
        }
    }

    @Override
    public void close() {
        manager.close();
        launcher.close();
    }
}
