package media.kern.core.process;

import static media.kern.core.process.TestingProcesses.ENDS_WHEN_ASKED;
import static media.kern.core.process.TestingProcesses.change;
import static media.kern.core.process.TestingProcesses.config;
import static media.kern.core.process.TestingProcesses.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import media.kern.ffmpeg.process.ExecState;
import media.kern.ffmpeg.process.Order;
import media.kern.ffmpeg.report.LogLine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** When the rules of a process apply, and when its files are purged. */
@Execution(ExecutionMode.CONCURRENT)
class ProcessCleanupTest {
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

    private static ProcessConfig ruled(String id, String pattern) {
        return json(config(id), output(pattern));
    }

    private static String output(String pattern) {
        return "{\"output\":[{\"id\":\"out\",\"address\":\"udp://x\",\"cleanup\":[" + rule(pattern) + "]}]}";
    }

    private static String rule(String pattern) {
        return "{\"pattern\":\"" + pattern + "\",\"max_files\":3,\"max_file_age_seconds\":4,\"purge_on_delete\":true}";
    }

    private static CleanupRule resolved(String pattern) {
        return new CleanupRule(pattern, 3, 4, true);
    }

    @Test
    void rulesApplyFromAddToDeleteWithTheirPlaceholdersReplaced() throws Exception {
        ProcessConfig stored = manager.add(ruled("a", "memfs:/{processid}_{outputid}_*.ts"));
        assertThat(stored.output().getFirst().cleanup().getFirst().pattern()).contains("{processid}");
        assertThat(processes.files.rules).containsOnlyKeys("a");
        assertThat(processes.files.rules.get("a")).containsExactly(resolved("memfs:/a_out_*.ts"));

        manager.start("a");
        manager.restart("a");
        manager.stop("a");
        manager.reload("a");
        assertThat(processes.files.rules.get("a")).containsExactly(resolved("memfs:/a_out_*.ts"));
        assertThat(processes.files.purged).isEmpty();

        manager.delete("a");
        assertThat(processes.files.rules).isEmpty();
        assertThat(processes.files.purged).containsExactly("a");
    }

    @Test
    void anUpdateReplacesTheRulesAndPurgesNothing() throws Exception {
        manager.add(ruled("a", "memfs:/a*"));
        manager.update("a", change(output("memfs:/b*")));
        assertThat(processes.files.rules.get("a")).containsExactly(resolved("memfs:/b*"));
        manager.update("a", change("{\"output\":[{\"cleanup\":[]}]}"));
        assertThat(processes.files.rules).isEmpty();
        assertThat(processes.files.purged).isEmpty();
    }

    @Test
    void aRenameTakesTheRulesAlong() throws Exception {
        manager.add(ruled("a", "memfs:/{processid}*"));
        manager.update("a", change("{\"id\":\"b\"}"));
        assertThat(processes.files.rules).containsOnlyKeys("b");
        assertThat(processes.files.rules.get("b")).containsExactly(resolved("memfs:/b*"));
        assertThat(processes.files.purged).isEmpty();
    }

    @Test
    void whatIsRefusedLeavesNoRules() throws Exception {
        manager.add(ruled("a", "memfs:/a*"));
        manager.add(ruled("b", "memfs:/b*"));
        assertThatThrownBy(() -> manager.add(ruled("a", "memfs:/other*"))).isInstanceOf(InvalidProcessException.class);
        assertThatThrownBy(() -> manager.add(json(ruled("c", "memfs:/c*"), "{\"input\":[]}")))
                .isInstanceOf(InvalidProcessException.class);
        assertThatThrownBy(() -> manager.update(
                        "a", change("{\"id\":\"b\"," + output("memfs:/x*").substring(1))))
                .isInstanceOf(InvalidProcessException.class);
        assertThat(processes.files.rules).containsOnlyKeys("a", "b");
        assertThat(processes.files.rules.get("a")).containsExactly(resolved("memfs:/a*"));
        assertThat(processes.files.purged).isEmpty();
    }

    @Test
    void aProcessBeyondTheLimitLeavesNoRules() throws Exception {
        processes.close();
        use(TestingProcesses.limitedTo(1, folder));
        manager.add(json(config("a", ENDS_WHEN_ASKED), "{\"autostart\":true}"));
        assertThatThrownBy(() -> manager.add(json(ruled("b", "memfs:/b*"), "{\"autostart\":true}")))
                .isInstanceOf(InvalidProcessException.class);
        assertThat(processes.files.rules).isEmpty();
    }

    @Test
    void aRestartOfTheServerPurgesNothingAndRestoresTheRules() throws Exception {
        manager.add(ruled("a", "memfs:/{processid}*"));
        processes.close();
        assertThat(processes.files.purged).isEmpty();
        use(TestingProcesses.in(folder));
        assertThat(processes.files.rules.get("a")).containsExactly(resolved("memfs:/a*"));
    }

    @Test
    void theRulesOfAnInvalidProcessApply() throws Exception {
        manager.add(ruled("a", "memfs:/{processid}*"));
        processes.close();
        Path database = folder.resolve("db.json");
        Files.writeString(database, Files.readString(database).replace("udp://in", "blocked:in"));
        use(TestingProcesses.in(folder));
        assertThat(processes.state("a")).isEqualTo(ExecState.FAILED);
        assertThat(processes.files.rules.get("a")).containsExactly(resolved("memfs:/a*"));
        manager.delete("a");
        assertThat(processes.files.purged).containsExactly("a");
    }

    @Test
    void stopsOnlyWhatFillsTheDisk() throws Exception {
        String onDisk = "{\"autostart\":true,\"output\":[{\"address\":\"" + folder + "/x.ts\"}]}";
        manager.add(json(config("disk", ENDS_WHEN_ASKED), onDisk));
        manager.add(json(config("network", ENDS_WHEN_ASKED), "{\"autostart\":true}"));
        processes.awaitLine("disk", "ready");
        assertThat(processes.get("disk").fillsDisk()).isTrue();
        assertThat(processes.get("network").fillsDisk()).isFalse();

        assertThat(manager.stopFillingDisk("network", "full")).isFalse();
        assertThat(manager.stopFillingDisk("disk", "full")).isTrue();

        assertThat(processes.get("disk").fillsDisk()).isFalse();
        assertThat(manager.stopFillingDisk("disk", "full")).isFalse();
        assertThat(processes.get("disk").report().log())
                .extracting(LogLine::line)
                .contains("full");
        assertThat(TestingProcesses.stored(folder).processes())
                .extracting(StoredProcess::order)
                .containsExactlyInAnyOrderElementsOf(List.of(Order.STOP, Order.START));
        assertThatThrownBy(() -> manager.stopFillingDisk("none", "full")).isInstanceOf(UnknownProcessException.class);
    }
}
