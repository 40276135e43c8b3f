package media.kern.ffmpeg.child;

import static media.kern.ffmpeg.child.Shell.await;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class ProcessTableTest {
    private static final String BUSY = "while :; do :; done";

    private final ChildLauncher launcher = new ChildLauncher("process-table");
    private final ProcessTable table = new ProcessTable(() -> 1);

    @AfterEach
    void end() {
        launcher.close();
    }

    private RecordedChild watched(String script) throws Exception {
        RecordedChild child = RecordedChild.launch(launcher, Shell.BINARY, "-c", script);
        table.watch(child.child().pid(), System.nanoTime());
        return child;
    }

    private ResourceUsage usage(RecordedChild child) {
        return table.usage(child.child().pid(), System.nanoTime());
    }

    @Test
    void countsWhatTheChildrenOfAChildUse() throws Exception {
        RecordedChild child = watched(BUSY + " & " + BUSY + " & wait");

        await().until(() -> usage(child).cpuPercent() > 1);
        assertThat(usage(child).memoryBytes()).isGreaterThan(1_000_000);
    }

    @Test
    void countsOneThatLeftTheSession() throws Exception {
        RecordedChild child = watched("setsid /bin/sh -c '" + BUSY + "' & wait");

        await().until(() -> usage(child).cpuPercent() > 1);
        child.child().kill();
        child.exit();
        table.end(child.child().pid());
    }

    @Test
    void oneThatLeftTheSessionAndLostItsParentIsStillKnownAndEndsWithTheChild() throws Exception {
        RecordedChild child = watched("/bin/sh -c 'setsid sleep 1000 & echo $! >&2; sleep 3'; sleep 1000");
        await().until(() -> child.soFar().contains("\n"));
        long stray = Long.parseLong(child.soFar().strip());
        long between = parent(stray);
        await().until(() -> usage(child) != null && parent(stray) != between);

        child.child().kill();
        child.exit();
        assertThat(Shell.runs(stray)).isTrue();
        table.end(child.child().pid());

        await().until(() -> !Shell.runs(stray));
    }

    private static long parent(long pid) {
        ProcStat stat = ProcStat.read((int) pid, ProcStat.buffer());
        return stat == null ? -1 : stat.parent();
    }

    @Test
    void aNewReadingIsTakenOnceASecondAtMost() throws Exception {
        RecordedChild child = watched(BUSY);
        await().until(() -> usage(child).cpuPercent() > 1);
        long nanos = System.nanoTime();

        ResourceUsage first = table.usage(child.child().pid(), nanos);

        for (int i = 0; i < 1000; i++) {
            assertThat(table.usage(child.child().pid(), nanos)).isSameAs(first);
        }
    }

    @Test
    void nothingIsKnownOfOneThatIsNotWatched() {
        assertThat(table.usage(ProcessHandle.current().pid(), System.nanoTime()))
                .isEqualTo(ResourceUsage.NONE);
    }
}
