package media.kern.ffmpeg.child;

import static media.kern.ffmpeg.child.Shell.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class OrphanReaperTest {
    private static final long NOT_THE_PARENT = 4_194_305; // above the largest pid of Linux

    private final String owner = UUID.randomUUID().toString();
    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void end() {
        started.forEach(Process::destroyForcibly);
    }

    private long sleeper(String ownerId, long startedBy) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("setsid", "sleep", "1000");
        builder.environment().put("KERN_ID", ownerId);
        builder.environment().put("KERN_PID", Long.toString(startedBy));
        Process process = builder.start();
        started.add(process);
        Path name = Path.of("/proc", Long.toString(process.pid()), "comm");
        await().until(() -> Files.readString(name).strip().equals("sleep"));
        return process.pid();
    }

    @Test
    void endsWhatAnEarlierRunOfThisInstallationLeftBehind() throws Exception {
        long orphan = sleeper(owner, NOT_THE_PARENT);

        assertThat(OrphanReaper.reap(owner)).isEqualTo(1);

        await().until(() -> !Shell.runs(orphan));
    }

    @Test
    void leavesOtherInstallationsAlone() throws Exception {
        long other = sleeper(owner + "-other", NOT_THE_PARENT);

        assertThat(OrphanReaper.reap(owner)).isZero();

        assertThat(Shell.runs(other)).isTrue();
    }

    @Test
    void leavesChildrenAloneWhoseServerStillRuns() throws Exception {
        long child = sleeper(owner, ProcessHandle.current().pid());

        assertThat(OrphanReaper.reap(owner)).isZero();

        assertThat(Shell.runs(child)).isTrue();
    }
}
