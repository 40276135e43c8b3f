package media.kern.core.process;

import static media.kern.core.process.TestingProcesses.ENDS_BY_ITSELF;
import static media.kern.core.process.TestingProcesses.ENDS_WHEN_ASKED;
import static media.kern.core.process.TestingProcesses.IGNORES_SIGINT;
import static media.kern.core.process.TestingProcesses.await;
import static media.kern.core.process.TestingProcesses.change;
import static media.kern.core.process.TestingProcesses.config;
import static media.kern.core.process.TestingProcesses.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import media.kern.ffmpeg.process.ExecState;
import media.kern.ffmpeg.process.Order;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Execution(ExecutionMode.CONCURRENT)
class ProcessManagerTest {
    @TempDir
    Path folder;

    private TestingProcesses processes;
    private ProcessManager manager;

    @BeforeEach
    void open() {
        use(TestingProcesses.in(folder));
    }

    @AfterEach
    void end() {
        processes.close();
    }

    private void use(TestingProcesses next) {
        processes = next;
        manager = next.manager;
    }

    /** As a restart of the server would do it. */
    private void restartServer(long maxProcesses) {
        processes.close();
        use(TestingProcesses.limitedTo(maxProcesses, folder));
    }

    private void restartServerWith(String database, long maxProcesses) throws IOException {
        processes.close();
        Files.writeString(folder.resolve("db.json"), database);
        use(TestingProcesses.limitedTo(maxProcesses, folder));
    }

    private static ProcessConfig started(String id, List<String> options) {
        return json(config(id, options), "{\"autostart\":true}");
    }

    private List<String> ids() {
        return manager.list().stream().map(process -> process.config().id()).toList();
    }

    private void awaitState(String id, ExecState state) {
        await().until(() -> processes.state(id) == state);
    }

    private static void assertRefused(Callable<?> action, String message) {
        assertThatThrownBy(action::call)
                .isInstanceOf(InvalidProcessException.class)
                .hasMessage(message);
    }

    @Test
    void anAddedProcessIsStoredListedAndStopped() throws Exception {
        ProcessConfig stored = manager.add(config("a"));

        assertThat(stored.ffversion()).isEqualTo("^5.1.9");
        assertThat(ids()).containsExactly("a");
        assertThat(processes.get("a").status().order()).isEqualTo(Order.STOP);
        assertThat(processes.state("a")).isEqualTo(ExecState.FINISHED);
        assertThat(TestingProcesses.stored(folder).processes())
                .extracting(StoredProcess::config)
                .containsExactly(stored);
    }

    @Test
    void autostartStartsItAndOrdersItToRun() throws Exception {
        manager.add(started("a", ENDS_WHEN_ASKED));

        processes.awaitLine("a", "ready");
        assertThat(processes.get("a").status().order()).isEqualTo(Order.START);
        assertThat(TestingProcesses.stored(folder).processes())
                .extracting(StoredProcess::order)
                .containsExactly(Order.START);
    }

    @Test
    void inputsAndOutputsWithoutAnIdGetOneOfTheirOwn() throws Exception {
        ProcessConfig stored = manager.add(json(
                config("a"),
                "{\"input\":[{\"id\":\"\",\"address\":\"udp://1\"},{\"id\":\"\",\"address\":\"udp://2\"}],"
                        + "\"output\":[{\"id\":\"\"}]}"));

        assertThat(stored.input())
                .extracting(IoConfig::id)
                .doesNotHaveDuplicates()
                .allMatch(id -> id.length() == 22);
        assertThat(stored.output()).extracting(IoConfig::id).allMatch(id -> id.length() == 22);
    }

    @Test
    void theCommandHasGlobalOptionsThenInputsThenOutputs() throws Exception {
        manager.add(json(
                config("a", List.of("-global", "x")),
                "{\"input\":[{\"options\":[\"-re\"]},{\"id\":\"2\",\"address\":\"udp://second\"}],"
                        + "\"output\":[{\"options\":[\"-f\",\"null\"],\"address\":\" - \"}]}"));

        assertThat(processes.get("a").command())
                .containsExactly("-global", "x", "-re", "-i", "udp://in", "-i", "udp://second", "-f", "null", " - ");
    }

    /** In the order of the checks: each configuration is also wrong in what is checked later. */
    static List<Arguments> invalid() {
        return List.of(
                invalid("{\"id\":\" \",\"input\":[]}", "an empty ID is not allowed"),
                invalid(
                        "{\"input\":[{\"id\":\" \",\"address\":\"\"}],\"output\":[]}",
                        "reference error for '#p: ': empty address"),
                invalid(
                        "{\"input\":[{\"address\":\"#other\"}],\"output\":[]}",
                        "reference error for '#p:in': invalid format (#other)"),
                invalid(
                        "{\"input\":[{\"address\":\"#other:foobar=out\"}]}",
                        "reference error for '#p:in': invalid format (#other:foobar=out)"),
                invalid(
                        "{\"input\":[{\"address\":\"#:output=out\"}]}",
                        "reference error for '#p:in': invalid format (#:output=out)"),
                invalid(
                        "{\"input\":[{\"address\":\"#other:output=\"}]}",
                        "reference error for '#p:in': invalid format (#other:output=)"),
                invalid(
                        "{\"input\":[{\"address\":\"#p:output=out\"}],\"output\":[]}",
                        "reference error for '#p:in': self-reference not possible (#p:output=out)"),
                invalid(
                        "{\"input\":[{\"address\":\"#nobody:output=out\"}],\"output\":[]}",
                        "reference error for '#p:in': unknown process 'nobody' (#nobody:output=out)"),
                invalid(
                        "{\"input\":[{\"address\":\"#other:output=foobar\"}],\"output\":[]}",
                        "reference error for '#p:in': the process 'other' has no outputs with the ID 'foobar'"
                                + " (#other:output=foobar)"),
                invalid("{\"input\":[],\"output\":[]}", "at least one input must be defined for the process 'p'"),
                invalid(
                        "{\"input\":[{\"id\":\" \",\"address\":\" \"}],\"output\":[]}",
                        "empty input IDs are not allowed (process 'p')"),
                invalid(
                        "{\"input\":[{},{\"id\":\" in \",\"address\":\" \"}],\"output\":[]}",
                        "the input ID 'in' is already in use for the process `p`"),
                invalid(
                        "{\"input\":[{\"address\":\" \"}],\"output\":[]}",
                        "the address for input '#p:in' must not be empty"),
                invalid(
                        "{\"input\":[{\"address\":\"http://exa mple.com\"}],\"output\":[]}",
                        "the address for input '#p:in' (http://exa mple.com) is invalid:"
                                + " parse \"//exa mple.com\": invalid character \" \" in host name"),
                invalid(
                        "{\"input\":[{\"address\":\"blocked:x\"}],\"output\":[]}",
                        "the address for input '#p:in' (blocked:x) is invalid: address is not allowed"),
                invalid("{\"output\":[]}", "at least one output must be defined for the process '#p'"),
                invalid(
                        "{\"output\":[{\"id\":\" \",\"address\":\"\"}]}",
                        "empty output IDs are not allowed (process 'p')"),
                invalid(
                        "{\"output\":[{},{\"id\":\"out \",\"address\":\"\"}]}",
                        "the output ID 'out' is already in use for the process `p`"),
                invalid("{\"output\":[{\"address\":\"\"}]}", "the address for output '#p:out' must not be empty"),
                invalid(
                        "{\"output\":[{\"address\":\"/etc/passwd\"}]}",
                        "the address for output '#p:out' is invalid: /etc/passwd is not inside of FOLDER"));
    }

    private static Arguments invalid(String body, String message) {
        return Arguments.of(body, message);
    }

    @ParameterizedTest
    @MethodSource("invalid")
    void saysWhatIsWrongFirst(String body, String message) throws Exception {
        String expected = message.replace("FOLDER", folder.toString());
        manager.add(config("other"));
        manager.add(config("q"));

        assertRefused(() -> manager.add(json(config("p"), body)), expected);
        assertThat(ids()).containsExactly("other", "q");

        ProcessConfig before = processes.get("q").config();
        String rename = body.contains("\"id\":\" \",\"input\"") ? body : "{\"id\":\"p\"," + body.substring(1);
        assertRefused(() -> manager.update("q", change(rename)), expected);
        assertThat(processes.get("q").config()).isEqualTo(before);
        assertThat(ids()).containsExactly("other", "q");
    }

    @Test
    void anIdIsTakenOnlyAfterEverythingElseIsValid() throws Exception {
        manager.add(config("a"));
        manager.add(config("b"));

        assertRefused(() -> manager.add(config("a")), "process already exists");
        assertRefused(() -> manager.update("b", change("{\"id\":\"a\"}")), "process already exists");
        assertRefused(
                () -> manager.add(json(config("a"), "{\"output\":[]}")),
                "at least one output must be defined for the process '#a'");
    }

    @Test
    void anIdIsFreeAgainAfterARefusedAdd() throws Exception {
        assertRefused(
                () -> manager.add(json(config("a"), "{\"input\":[]}")),
                "at least one input must be defined for the process 'a'");

        manager.add(config("a"));

        assertThat(ids()).containsExactly("a");
    }

    @Test
    void anUpdateMergesOverTheCurrentConfiguration() throws Exception {
        manager.add(json(
                config("a"),
                "{\"reference\":\"ref\",\"reconnect\":true,\"limits\":{\"cpu_usage\":10,\"memory_mbytes\":5},"
                        + "\"input\":[{\"id\":\"1\",\"address\":\"udp://x\",\"options\":[\"-f\",\"lavfi\"]},"
                        + "{\"id\":\"2\",\"address\":\"udp://y\"}],\"output\":[{\"cleanup\":[{\"pattern\":\"memfs:/*\","
                        + "\"max_files\":3},{\"pattern\":\"memfs:/b\"}]}]}"));

        ProcessConfig updated = manager.update(
                "a",
                change("{\"input\":[{\"address\":\"udp://zzz\"}],\"limits\":{\"memory_mbytes\":7},"
                        + "\"output\":[{\"cleanup\":[{\"max_files\":4}]},{\"id\":\"new\",\"address\":\"udp://n\"}]}"));

        assertThat(updated.reference()).isEqualTo("ref");
        assertThat(updated.reconnect()).isTrue();
        assertThat(updated.limits().cpuPercent()).isEqualTo(10);
        assertThat(updated.limits().memoryBytes()).isEqualTo(7 * 1024 * 1024);
        assertThat(updated.input()).containsExactly(new IoConfig("1", "udp://zzz", List.of("-f", "lavfi"), List.of()));
        assertThat(updated.output())
                .containsExactly(
                        new IoConfig("out", "udp://a", List.of(), List.of(new CleanupRule("memfs:/*", 4, 0, false))),
                        new IoConfig("new", "udp://n", List.of(), List.of()));
        assertThat(processes.get("a").config()).isEqualTo(updated);
        assertThat(TestingProcesses.stored(folder).processes())
                .extracting(StoredProcess::config)
                .containsExactly(updated);
    }

    @Test
    void anUpdateKeepsTheOrderAndRunsTheNewDefinition() throws Exception {
        manager.add(started("a", ENDS_WHEN_ASKED));
        manager.add(config("b", ENDS_WHEN_ASKED));
        processes.awaitLine("a", "ready");

        manager.update("a", change("{\"autostart\":false,\"output\":[{\"address\":\"udp://changed\"}]}"));
        manager.update("b", change("{\"autostart\":true}"));

        processes.awaitLine("a", "ready");
        assertThat(processes.state("a")).isEqualTo(ExecState.RUNNING);
        assertThat(processes.get("a").command()).endsWith("udp://changed");
        assertThat(processes.get("a").report().history()).hasSize(1);
        assertThat(processes.get("b").status().order()).isEqualTo(Order.STOP);
        assertThat(processes.state("b")).isEqualTo(ExecState.FINISHED);
    }

    @Test
    void metadataAndHistorySurviveARename() throws Exception {
        manager.add(started("a", ENDS_BY_ITSELF));
        processes.awaitLine("a", "run");
        manager.putMetadata("a", "key", Map.of("k", 1.0));

        manager.update("a", change("{\"id\":\"b\"}"));

        assertThat(ids()).containsExactly("b");
        assertThatThrownBy(() -> manager.get("a")).isInstanceOf(UnknownProcessException.class);
        assertThat(manager.metadata("b")).contains(Map.of("key", Map.of("k", 1.0)));
        await().until(() -> processes.get("b").report().history().size() == 1);
        restartServer(0);
        assertThat(ids()).containsExactly("b");
        assertThat(manager.metadata("b")).contains(Map.of("key", Map.of("k", 1.0)));
    }

    @Test
    void theOldIdIsFreeAfterARename() throws Exception {
        manager.add(config("a"));
        manager.putMetadata("a", "key", "value");
        manager.update("a", change("{\"id\":\"b\"}"));

        manager.add(config("a"));

        assertThat(ids()).containsExactly("a", "b");
        assertThat(manager.metadata("a")).isEmpty();
    }

    @Test
    void operationsOnUnknownProcessesSaySo() {
        List<Callable<?>> operations = List.of(
                () -> manager.get("a"),
                () -> manager.update("a", current -> current),
                () -> manager.metadata("a"),
                () -> manager.probeCommands("a"),
                call(() -> manager.delete("a")),
                call(() -> manager.start("a")),
                call(() -> manager.stop("a")),
                call(() -> manager.restart("a")),
                call(() -> manager.reload("a")),
                call(() -> manager.putMetadata("a", "k", "v")));

        assertThat(operations)
                .allSatisfy(operation -> assertThatThrownBy(operation::call)
                        .isInstanceOf(UnknownProcessException.class)
                        .hasMessage("unknown process"));
    }

    private interface Operation {
        void run() throws Exception;
    }

    private static Callable<?> call(Operation operation) {
        return () -> {
            operation.run();
            return "";
        };
    }

    @Test
    void startAndStopAreRememberedAndMayBeRepeated() throws Exception {
        manager.add(config("a", ENDS_WHEN_ASKED));

        manager.start("a");
        manager.start("a");
        processes.awaitLine("a", "ready");
        assertThat(TestingProcesses.stored(folder).processes())
                .extracting(StoredProcess::order)
                .containsExactly(Order.START);
        manager.stop("a");
        manager.stop("a");

        assertThat(processes.state("a")).isEqualTo(ExecState.FINISHED);
        assertThat(TestingProcesses.stored(folder).processes())
                .extracting(StoredProcess::order)
                .containsExactly(Order.STOP);
    }

    @Test
    void startRunsAProcessAgainThatHasEnded() throws Exception {
        manager.add(started("a", ENDS_BY_ITSELF));
        awaitState("a", ExecState.FINISHED);

        manager.start("a");

        await().until(() -> processes.get("a").report().history().size() == 1);
    }

    @Test
    void restartRunsAgainAndDoesNothingToAStoppedOne() throws Exception {
        manager.add(started("a", ENDS_WHEN_ASKED));
        manager.add(config("b", ENDS_WHEN_ASKED));
        processes.awaitLine("a", "ready");

        manager.restart("a");
        manager.restart("b");

        await().until(() -> processes.get("a").report().history().size() == 1);
        assertThat(processes.state("a")).isEqualTo(ExecState.RUNNING);
        assertThat(processes.state("b")).isEqualTo(ExecState.FINISHED);
    }

    @Test
    void reloadResolvesAgainAndKeepsEverythingElse() throws Exception {
        manager.add(config("source"));
        manager.add(json(started("a", ENDS_WHEN_ASKED), "{\"input\":[{\"address\":\"#source:output=out\"}]}"));
        processes.awaitLine("a", "ready");
        manager.putMetadata("a", "k", "v");
        StoredProcess before = processes.get("a").stored();
        manager.update("source", change("{\"output\":[{\"address\":\"udp://moved\"}]}"));
        assertThat(processes.get("a").command()).contains("udp://source");

        manager.reload("a");

        assertThat(processes.get("a").command()).contains("udp://moved");
        assertThat(processes.get("a").stored()).isEqualTo(before);
        assertThat(processes.get("a").report().history()).hasSize(1);
        assertThat(manager.metadata("a")).contains(Map.of("k", "v"));
        processes.awaitLine("a", "ready");
    }

    @Test
    void aReloadThatFailsChangesNothing() throws Exception {
        manager.add(config("source"));
        manager.add(json(started("a", ENDS_WHEN_ASKED), "{\"input\":[{\"address\":\"#source:output=out\"}]}"));
        processes.awaitLine("a", "ready");
        manager.delete("source");

        assertRefused(
                call(() -> manager.reload("a")),
                "reference error for '#a:in': unknown process 'source' (#source:output=out)");

        assertThat(processes.state("a")).isEqualTo(ExecState.RUNNING);
        manager.stop("a");
        assertThat(processes.state("a")).isEqualTo(ExecState.FINISHED);
    }

    @Test
    void deleteEndsARunningProcessAndForgetsIt() throws Exception {
        manager.add(started("a", ENDS_WHEN_ASKED));
        manager.putMetadata("a", "k", "v");
        processes.awaitLine("a", "ready");
        ManagedProcess deleted = processes.get("a");

        manager.delete("a");

        assertThat(deleted.status().state()).isEqualTo(ExecState.FINISHED);
        assertThat(ids()).isEmpty();
        assertThat(TestingProcesses.stored(folder).processes()).isEmpty();
        manager.add(config("a"));
        assertThat(manager.metadata("a")).isEmpty();
    }

    @Test
    void aReferenceIsTheResolvedAddressOfAnOutput() throws Exception {
        manager.add(json(
                config("a"), "{\"output\":[{\"id\":\"{processid}_x\",\"address\":\"udp://{processid}/{outputid}\"}]}"));

        manager.add(json(config("b"), "{\"input\":[{\"address\":\"#a:output=a_x\"}]}"));

        assertThat(processes.get("b").command()).containsExactly("-i", "udp://a/a_x", "udp://b");
        assertThat(processes.get("b").config().input())
                .extracting(IoConfig::address)
                .containsExactly("#a:output=a_x");
    }

    @Test
    void aReferenceToTheFormerIdIsASelfReference() throws Exception {
        manager.add(config("old"));

        assertRefused(
                () -> manager.update("old", change("{\"id\":\"new\",\"input\":[{\"address\":\"#old:output=out\"}]}")),
                "reference error for '#new:in': self-reference not possible (#old:output=out)");
        assertRefused(
                () -> manager.update("old", change("{\"id\":\"new\",\"input\":[{\"address\":\"#new:output=out\"}]}")),
                "reference error for '#new:in': self-reference not possible (#new:output=out)");
        assertThat(ids()).containsExactly("old");
    }

    @Test
    void theOrderOfProcessesInTheFileDoesNotMatterForReferences() throws Exception {
        manager.add(config("z"));
        manager.add(json(config("a"), "{\"input\":[{\"address\":\"#z:output=out\"}]}"));

        restartServer(0);

        assertThat(processes.get("a").command()).containsExactly("-i", "udp://z", "udp://a");
    }

    /** A process that runs, and whose definition is invalid after the next start. */
    private void leaveInvalid(String id) throws Exception {
        manager.add(config("source"));
        manager.add(json(started(id, ENDS_WHEN_ASKED), "{\"input\":[{\"address\":\"#source:output=out\"}]}"));
        manager.putMetadata(id, "k", "v");
        manager.delete("source");
        restartServer(0);
    }

    @Test
    void anInvalidProcessIsKeptButCannotBeStarted() throws Exception {
        leaveInvalid("a");

        assertThat(ids()).containsExactly("a");
        assertThat(processes.state("a")).isEqualTo(ExecState.FAILED);
        assertThat(processes.get("a").status().order()).isEqualTo(Order.START);
        assertThat(processes.get("a").command()).isEmpty();
        assertThat(manager.probeCommands("a")).isEmpty();
        assertRefused(call(() -> manager.start("a")), "invalid process definition");
        assertRefused(call(() -> manager.restart("a")), "invalid process definition");
        assertRefused(
                call(() -> manager.reload("a")),
                "reference error for '#a:in': unknown process 'source' (#source:output=out)");
    }

    @Test
    void anInvalidProcessCanBeStopped() throws Exception {
        leaveInvalid("a");

        manager.stop("a");

        assertThat(processes.get("a").status().order()).isEqualTo(Order.STOP);
        restartServer(0);
        assertThat(processes.get("a").status().order()).isEqualTo(Order.STOP);
    }

    @Test
    void anInvalidProcessCanBeUpdatedAndRunsThen() throws Exception {
        leaveInvalid("a");

        manager.update("a", change("{\"input\":[{\"address\":\"udp://valid\"}]}"));

        processes.awaitLine("a", "ready");
        assertThat(manager.metadata("a")).contains(Map.of("k", "v"));
    }

    @Test
    void anInvalidProcessRunsAgainAfterAReloadWhenItsReferenceIsBack() throws Exception {
        leaveInvalid("a");
        manager.add(config("source"));

        manager.reload("a");

        processes.awaitLine("a", "ready");
    }

    @Test
    void anInvalidProcessCanBeDeleted() throws Exception {
        leaveInvalid("a");

        manager.delete("a");

        assertThat(ids()).isEmpty();
        assertThat(TestingProcesses.stored(folder).processes()).isEmpty();
    }

    @Test
    void whatIsOrderedToRunRunsAgainAfterARestartOfTheServer() throws Exception {
        manager.add(started("a", ENDS_WHEN_ASKED));
        manager.add(config("b", ENDS_WHEN_ASKED));
        processes.awaitLine("a", "ready");
        StoredProcess before = processes.get("a").stored();

        processes.close();
        assertThat(processes.state("a")).isEqualTo(ExecState.FINISHED);
        use(TestingProcesses.in(folder));

        processes.awaitLine("a", "ready");
        assertThat(processes.get("a").stored()).isEqualTo(before);
        assertThat(processes.state("b")).isEqualTo(ExecState.FINISHED);
    }

    @Test
    void noMoreProcessesRunThanAllowed() throws Exception {
        restartServer(1);
        manager.add(started("a", ENDS_WHEN_ASKED));
        manager.add(config("b", ENDS_WHEN_ASKED));
        String refusal = "max. number of running processes (1) reached";

        assertRefused(() -> manager.add(started("c", ENDS_WHEN_ASKED)), refusal);
        assertRefused(call(() -> manager.start("b")), refusal);
        assertThat(ids()).containsExactly("a", "b");
        assertThat(processes.get("b").status().order()).isEqualTo(Order.STOP);

        manager.start("a");
        manager.stop("a");
        manager.start("b");
        assertRefused(call(() -> manager.start("a")), refusal);
        manager.delete("b");
        manager.start("a");
    }

    @Test
    void theOldestProcessesRunWhereAServerStartsWithTooMany() throws Exception {
        restartServerWith(database("c", "b", "a"), 2);

        processes.awaitLine("c", "ready");
        processes.awaitLine("b", "ready");
        assertThat(processes.state("a")).isEqualTo(ExecState.FINISHED);
        assertThat(processes.get("a").status().order()).isEqualTo(Order.START);
    }

    @Test
    void oneThatHasEndedAndIsNotStartedAgainTakesNoPlace() throws Exception {
        restartServer(1);
        manager.add(started("a", ENDS_BY_ITSELF));
        awaitState("a", ExecState.FINISHED);

        manager.add(started("b", ENDS_WHEN_ASKED));

        String refusal = "max. number of running processes (1) reached";
        assertRefused(call(() -> manager.start("a")), refusal);
        assertRefused(call(() -> manager.restart("a")), refusal);
        assertThat(processes.get("a").status().order()).isEqualTo(Order.START);
        manager.stop("b");
        manager.restart("a");
        awaitState("a", ExecState.FINISHED);
    }

    @Test
    void oneThatWaitsToBeStartedAgainKeepsItsPlace() throws Exception {
        restartServer(1);
        manager.add(json(started("a", ENDS_BY_ITSELF), "{\"reconnect\":true,\"reconnect_delay_seconds\":3600}"));
        awaitState("a", ExecState.FINISHED);

        assertRefused(() -> manager.add(started("b", ENDS_WHEN_ASKED)), "max. number of running processes (1) reached");
    }

    @Test
    void anUpdateAndAReloadKeepThePlace() throws Exception {
        restartServer(1);
        manager.add(started("a", ENDS_WHEN_ASKED));
        processes.awaitLine("a", "ready");
        AtomicBoolean done = new AtomicBoolean();
        Thread rival = Thread.ofPlatform().start(() -> {
            while (!done.get()) {
                assertRefused(
                        () -> manager.add(started("b", ENDS_WHEN_ASKED)),
                        "max. number of running processes (1) reached");
            }
        });

        for (int i = 0; i < 10; i++) {
            manager.update("a", change("{\"reference\":\"r" + i + "\"}"));
            manager.reload("a");
        }
        done.set(true);
        rival.join();

        assertThat(processes.state("a")).isEqualTo(ExecState.RUNNING);
        assertThat(ids()).containsExactly("a");
    }

    @Test
    void oneThatWasNotStartedForLackOfAPlaceGetsOneLater() throws Exception {
        restartServerWith(database("first", "second"), 1);
        processes.awaitLine("first", "ready");
        String refusal = "max. number of running processes (1) reached";

        assertRefused(call(() -> manager.start("second")), refusal);
        assertRefused(call(() -> manager.restart("second")), refusal);
        manager.update("second", change("{\"reference\":\"r\"}"));
        assertThat(processes.state("second")).isEqualTo(ExecState.FINISHED);
        manager.stop("first");
        manager.start("second");

        processes.awaitLine("second", "ready");
        assertRefused(call(() -> manager.start("first")), refusal);
    }

    /** Processes ordered to run, the first one being the oldest. */
    private static String database(String... ids) {
        StringBuilder entries = new StringBuilder();
        for (int i = 0; i < ids.length; i++) {
            entries.append(i == 0 ? "" : ",").append("""
                    "%s":{"config":{"input":[{"id":"in","address":"udp://x"}],
                      "output":[{"id":"out","address":"udp://x"}],
                      "options":["--default-signal=INT","/bin/sh","-c","echo ready >&2; exec sleep 1000"]},
                     "created_at":%d,"updated_at":7,"order":"start"}""".formatted(ids[i], i));
        }
        return "{\"version\":4,\"process\":{" + entries + "}}";
    }

    @Test
    void aVersionConstraintThatIsMissingIsCompletedAndStored() throws Exception {
        restartServerWith(database("a"), 0);

        await().until(() -> TestingProcesses.stored(folder).processes().stream()
                .anyMatch(process -> process.config().ffversion().equals("^5.1.0")));
        assertThat(processes.get("a").config().ffversion()).isEqualTo("^5.1.0");
        assertThat(processes.get("a").stored().updatedAt()).isEqualTo(7);
    }

    @Test
    void theDatabaseIsWrittenAtTheFirstStart() {
        await().until(() -> Files.exists(folder.resolve("db.json")));

        assertThat(folder.resolve("db.json")).content().contains("\"version\": 4");
    }

    @Test
    void aSlowStopDelaysNobody() throws Exception {
        manager.add(started("slow", IGNORES_SIGINT));
        processes.awaitLine("slow", "ready");
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> stop = threads.submit(call(() -> manager.stop("slow")));
            awaitState("slow", ExecState.FINISHING);
            long begin = System.nanoTime();

            manager.add(started("other", ENDS_WHEN_ASKED));
            manager.restart("other");
            manager.update("other", change("{\"reference\":\"r\"}"));
            manager.putMetadata("other", "k", "v");
            manager.stop("other");
            assertThat(ids()).containsExactly("other", "slow");
            assertThat(processes.get("slow").report().log()).isNotEmpty();
            manager.delete("other");

            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
            assertThat(processes.state("slow")).isEqualTo(ExecState.FINISHING);
            assertThat(stop.isDone()).isFalse();
            stop.get();
            assertThat(processes.state("slow")).isEqualTo(ExecState.KILLED);
        }
    }

    @Test
    void allProcessesAreEndedAtTheSameTime() throws Exception {
        for (String id : List.of("a", "b", "c")) {
            manager.add(started(id, IGNORES_SIGINT));
            processes.awaitLine(id, "ready");
        }
        long begin = System.nanoTime();

        manager.close();

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(8));
        assertThat(manager.list()).allMatch(process -> process.status().state() == ExecState.KILLED);
        manager.close();
    }

    @Test
    void concurrentUpdatesOfOneProcessAreAllApplied() throws Exception {
        manager.add(json(config("a"), "{\"options\":[]}"));
        inParallel(
                20,
                i -> manager.update("a", current -> {
                    List<String> options = new ArrayList<>(current.options());
                    options.addAll(List.of("-threads:" + i, "1"));
                    return current.withIo(current.input(), current.output(), options);
                }));

        assertThat(processes.get("a").config().options())
                .filteredOn(option -> option.startsWith("-threads:"))
                .hasSize(20)
                .doesNotHaveDuplicates();
        assertThat(TestingProcesses.stored(folder).processes())
                .extracting(StoredProcess::config)
                .containsExactly(processes.get("a").config());
    }

    @Test
    void oneOfSeveralConcurrentAddsWithTheSameIdWins() throws Exception {
        List<Future<?>> results = inParallel(10, i -> manager.add(started("a", ENDS_WHEN_ASKED)));

        assertThat(results)
                .filteredOn(result -> result.state() == Future.State.SUCCESS)
                .hasSize(1);
        assertThat(results)
                .filteredOn(result -> result.state() == Future.State.FAILED)
                .allSatisfy(result -> assertThat(result.exceptionNow()).hasMessage("process already exists"));
    }

    @Test
    void oneOfSeveralConcurrentRenamesToTheSameIdWins() throws Exception {
        for (int i = 0; i < 8; i++) {
            manager.add(config("p" + i));
        }

        List<Future<?>> results = inParallel(8, i -> manager.update("p" + i, change("{\"id\":\"x\"}")));

        assertThat(results)
                .filteredOn(result -> result.state() == Future.State.SUCCESS)
                .hasSize(1);
        assertThat(ids()).hasSize(8).contains("x").doesNotHaveDuplicates();
        restartServer(0);
        assertThat(ids()).hasSize(8).contains("x");
    }

    @Test
    void commandsOfManyClientsLeaveOneState() throws Exception {
        manager.add(config("a", ENDS_WHEN_ASKED));

        inParallel(40, i -> switch (i % 4) {
            case 0 -> call(() -> manager.start("a")).call();
            case 1 -> call(() -> manager.stop("a")).call();
            case 2 -> call(() -> manager.restart("a")).call();
            default -> manager.update("a", change("{\"reference\":\"" + i + "\"}"));
        });
        manager.stop("a");

        assertThat(processes.state("a").active()).isFalse();
        assertThat(processes.get("a").status().order()).isEqualTo(Order.STOP);
    }

    private interface Indexed {
        Object run(int index) throws Exception;
    }

    private static List<Future<?>> inParallel(int times, Indexed action) {
        List<Future<?>> results = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < times; i++) {
                int index = i;
                results.add(threads.submit(() -> action.run(index)));
            }
        }
        return results;
    }

    @Test
    void metadataIsKeptPerProcessAndInGeneral() throws Exception {
        manager.add(config("a"));

        manager.putMetadata("a", "k", List.of(1.0));
        manager.putSystemMetadata("s", "t");
        assertThat(manager.metadata("a")).contains(Map.of("k", List.of(1.0)));
        assertThat(manager.systemMetadata()).isEqualTo(Map.of("s", "t"));
        restartServer(0);
        assertThat(manager.metadata("a")).contains(Map.of("k", List.of(1.0)));
        assertThat(manager.systemMetadata()).isEqualTo(Map.of("s", "t"));

        manager.putMetadata("a", "k", null);
        assertThat(manager.metadata("a")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "a/b", "%2F", "ü😀", " blank ", "\"quoted\"", "..", "x:output=y"})
    void idsMayHoldAnything(String id) throws Exception {
        ProcessConfig config = json(config("a"), "{}");
        manager.add(json(ProcessConfig.withDefaults(id), "{\"autostart\":false}")
                .withIo(config.input(), config.output(), List.of()));
        manager.add(json(config("reader"), "{}")
                .withIo(
                        List.of(new IoConfig("in", "#" + id + ":output=out", List.of(), List.of())),
                        config.output(),
                        List.of()));

        restartServer(0);

        assertThat(ids()).contains(id);
        assertThat(processes.get("reader").command()).startsWith("-i", "udp://a");
    }

    @Test
    void whatCannotBeStoredIsReportedAndStaysInEffect() throws Exception {
        manager.add(config("a"));
        Path aside = folder.resolveSibling(folder.getFileName() + "-aside");
        Files.move(folder, aside);
        try {
            assertThatThrownBy(() -> manager.putSystemMetadata("k", "v"))
                    .isInstanceOf(StoreException.class)
                    .hasMessageStartingWith("failed to store data: ");
        } finally {
            Files.move(aside, folder);
        }

        assertThat(manager.systemMetadata()).isEqualTo(Map.of("k", "v"));
        manager.putSystemMetadata("k2", "v2");
        assertThat(TestingProcesses.stored(folder).systemMetadata()).isEqualTo(Map.of("k", "v", "k2", "v2"));
    }
}
