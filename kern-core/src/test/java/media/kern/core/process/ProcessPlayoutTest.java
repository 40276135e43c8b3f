package media.kern.core.process;

import static media.kern.core.process.TestingProcesses.ENDS_WHEN_ASKED;
import static media.kern.core.process.TestingProcesses.change;
import static media.kern.core.process.TestingProcesses.config;
import static media.kern.core.process.TestingProcesses.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import media.kern.core.playout.PlayoutPorts;
import media.kern.ffmpeg.process.Order;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The ports for playout from the addition of a process to its end. There are two. */
@Execution(ExecutionMode.CONCURRENT)
class ProcessPlayoutTest {
    private static final String TWO_INPUTS =
            "{\"input\":[{\"id\":\"in\",\"address\":\"playout:x\"},{\"id\":\"in2\",\"address\":\"avstream:y\"}]}";
    private static final String NO_PLAYOUT = "{\"input\":[{\"address\":\"udp://in\"}]}";
    private static final String USED_UP = "no more ports available from range [3000,3001]";

    @TempDir
    Path folder;

    private TestingProcesses processes;
    private ProcessManager manager;

    @BeforeEach
    void open() {
        use(0, PlayoutPorts.between(3000, 3001));
    }

    @AfterEach
    void end() {
        processes.close();
    }

    private void use(long maxProcesses, PlayoutPorts playout) {
        processes = TestingProcesses.limitedTo(maxProcesses, playout, folder);
        manager = processes.manager;
    }

    private void restartServer(long maxProcesses, PlayoutPorts playout) {
        processes.close();
        use(maxProcesses, playout);
    }

    /** One input with playout. */
    private static ProcessConfig playout(String id) {
        return json(config(id), "{\"input\":[{\"address\":\"playout:https://x\",\"options\":[\"-re\"]}]}");
    }

    private static void assertRefused(Callable<?> action, String message) {
        assertThatThrownBy(action::call)
                .isInstanceOf(InvalidProcessException.class)
                .hasMessage(message);
    }

    private void assertPort(String id, String input, int port) throws Exception {
        assertThat(processes.get(id).playoutPort(input)).contains(port);
        assertThat(processes.get(id).command()).containsSequence("-playout_httpport", Integer.toString(port), "-i");
    }

    /** Takes all of them and gives them back. */
    private void assertBothPortsAreFree() throws Exception {
        manager.add(json(config("range"), TWO_INPUTS));
        assertPort("range", "in", 3000);
        assertPort("range", "in2", 3001);
        manager.delete("range");
    }

    @Test
    void theCommandEndsTheOptionsOfTheInputWithItsPort() throws Exception {
        ProcessConfig stored = manager.add(json(
                playout("a"),
                "{\"input\":[{\"options\":[\"-playout_httpport\",\"22\",\"-re\"]},"
                        + "{\"id\":\"other\",\"address\":\"udp://x\",\"options\":[\"-playout_httpport\",\"23\"]}]}"));

        assertThat(processes.get("a").command())
                .containsExactly(
                        "-re",
                        "-playout_httpport",
                        "3000",
                        "-i",
                        "playout:https://x",
                        "-playout_httpport",
                        "23",
                        "-i",
                        "udp://x",
                        "udp://a");
        assertThat(stored.input().getFirst().options()).containsExactly("-playout_httpport", "22", "-re");
        assertThat(TestingProcesses.stored(folder).processes())
                .extracting(StoredProcess::config)
                .containsExactly(stored);
        assertThat(processes.get("a").playoutPort("other")).isEmpty();
        assertThat(processes.get("a").playoutPort("unknown")).isEmpty();
    }

    @Test
    void theAddressCountsAfterReferencesAndTheIdAfterPlaceholders() throws Exception {
        manager.add(json(config("source"), "{\"output\":[{\"address\":\"playout:http://x\"}]}"));
        manager.add(json(config("a"), "{\"input\":[{\"id\":\"{processid}-1\",\"address\":\"#source:output=out\"}]}"));

        assertPort("a", "a-1", 3000);
    }

    @Test
    void probesWithoutPort() throws Exception {
        manager.add(json(
                playout("a"),
                "{\"options\":[\"-playout_httpport\",\"21\",\"-hide_banner\"],"
                        + "\"input\":[{\"options\":[\"-playout_httpport\",\"22\",\"-re\"]}]}"));

        assertThat(manager.probeCommands("a"))
                .containsExactly(List.of("-hide_banner", "-re", "-i", "playout:https://x"));
    }

    @Test
    void refusesAProcessWhenAllPortsAreTakenAndTakesItWhenOneIsFree() throws Exception {
        manager.add(json(config("a"), TWO_INPUTS));

        assertRefused(() -> manager.add(playout("b")), USED_UP);
        assertThat(manager.list()).hasSize(1);
        manager.add(config("plain"));

        manager.delete("a");
        manager.add(playout("b"));
        assertPort("b", "in", 3000);
    }

    @Test
    void aRefusedAdditionGivesItsPortsBack() throws Exception {
        manager.add(config("a"));

        assertRefused(() -> manager.add(json(config("a"), TWO_INPUTS)), "process already exists");
        assertRefused(
                () -> manager.add(json(
                        config("b"), TWO_INPUTS.replace("avstream:y\"}", "avstream:y\"},{\"address\":\"playout:z\"}"))),
                USED_UP);
        assertRefused(
                () -> manager.add(json(playout("c"), "{\"output\":[{\"address\":\" \"}]}")),
                "the address for output '#c:out' must not be empty");
        assertBothPortsAreFree();
    }

    @Test
    void anAdditionBeyondTheProcessLimitGivesItsPortsBack() throws Exception {
        restartServer(1, PlayoutPorts.between(3000, 3001));
        manager.add(json(config("a", ENDS_WHEN_ASKED), "{\"autostart\":true}"));

        assertRefused(
                () -> manager.add(json(json(config("b"), TWO_INPUTS), "{\"autostart\":true}")),
                "max. number of running processes (1) reached");
        assertBothPortsAreFree();
    }

    @Test
    void updateAndReloadKeepThePortsInARangeThatIsUsedUp() throws Exception {
        manager.add(json(config("a"), TWO_INPUTS));

        manager.update("a", change("{\"reference\":\"new\"}"));
        assertPort("a", "in", 3000);
        assertPort("a", "in2", 3001);
        manager.reload("a");
        assertPort("a", "in", 3000);
        assertPort("a", "in2", 3001);
        manager.update("a", change("{\"id\":\"b\",\"input\":[{\"id\":\"x\"},{\"id\":\"y\"}]}"));
        assertPort("b", "x", 3000);
        assertPort("b", "y", 3001);
        assertThat(processes.get("b").playoutPort("in")).isEmpty();
    }

    @Test
    void portsStayWhileTheProcessIsStartedAndStopped() throws Exception {
        manager.add(json(playout("a"), "{\"options\":[\"--default-signal=INT\",\"/bin/sh\",\"-c\",\"sleep 60\"]}"));
        manager.start("a");
        manager.restart("a");
        manager.stop("a");

        assertThat(processes.get("a").status().order()).isEqualTo(Order.STOP);
        assertPort("a", "in", 3000);
        manager.add(playout("b"));
        assertPort("b", "in", 3001);
    }

    @Test
    void anUpdateFreesThePortsItNeedsNoMore() throws Exception {
        manager.add(json(config("a"), TWO_INPUTS));

        manager.update("a", change("{\"input\":[{\"id\":\"in2\",\"address\":\"avstream:y\"}]}"));
        assertPort("a", "in2", 3001);
        manager.add(playout("b"));
        assertPort("b", "in", 3000);
        manager.update("a", change(NO_PLAYOUT));
        manager.delete("b");
        assertBothPortsAreFree();
    }

    @Test
    void aFailedUpdateChangesNoPort() throws Exception {
        manager.add(playout("a"));
        manager.add(config("b"));

        assertRefused(
                () -> manager.update("a", change(TWO_INPUTS.replace("{\"input", "{\"id\":\"b\",\"input"))),
                "process already exists");
        assertRefused(
                () -> manager.update("a", change(TWO_INPUTS.replace("]}", ",{\"address\":\"playout:z\"}]}"))), USED_UP);
        assertRefused(
                () -> manager.update("a", change("{\"input\":[{\"address\":\"blocked:x\"}]}")),
                "the address for input '#a:in' (blocked:x) is invalid: address is not allowed");
        assertPort("a", "in", 3000);
        manager.add(playout("c"));
        assertPort("c", "in", 3001);
    }

    @Test
    void aFailedReloadChangesNoPort() throws Exception {
        manager.add(json(config("source"), "{\"output\":[{\"address\":\"playout:http://x\"}]}"));
        manager.add(json(config("a"), "{\"input\":[{\"address\":\"#source:output=out\"}]}"));
        manager.delete("source");

        assertThatThrownBy(() -> manager.reload("a")).isInstanceOf(InvalidProcessException.class);
        assertPort("a", "in", 3000);
        manager.add(playout("b"));
        assertPort("b", "in", 3001);
    }

    @Test
    void loadingAssignsPortsAndKeepsWhatGetsNoneAsInvalid() throws Exception {
        manager.add(json(config("a"), TWO_INPUTS));
        restartServer(0, PlayoutPorts.disabled());
        manager.add(playout("b"));

        restartServer(0, PlayoutPorts.between(3000, 3001));

        assertPort("a", "in", 3000);
        assertPort("a", "in2", 3001);
        assertThatThrownBy(() -> processes.get("b").playoutPort("in"))
                .isInstanceOf(InvalidProcessException.class)
                .hasMessage("invalid process definition");
        assertThatThrownBy(() -> manager.reload("b")).hasMessage(USED_UP);
        manager.delete("a");
        manager.reload("b");
        assertPort("b", "in", 3000);
    }

    @Test
    void deletingAnInvalidProcessGivesNothingBack() throws Exception {
        manager.add(json(config("a"), TWO_INPUTS));
        restartServer(0, PlayoutPorts.disabled());
        manager.add(playout("b"));
        restartServer(0, PlayoutPorts.between(3000, 3001));

        manager.delete("b");

        assertRefused(() -> manager.add(playout("c")), USED_UP);
    }

    @Test
    void disabledPlayoutLeavesTheOptionsOfTheUserAlone() throws Exception {
        restartServer(0, PlayoutPorts.disabled());
        manager.add(json(playout("a"), "{\"input\":[{\"options\":[\"-playout_httpport\",\"22\"]}]}"));

        assertThat(processes.get("a").command())
                .containsExactly("-playout_httpport", "22", "-i", "playout:https://x", "udp://a");
        assertThat(processes.get("a").playoutPort("in")).isEmpty();
    }
}
