package media.kern.ffmpeg.child;

import static media.kern.ffmpeg.child.Shell.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class NativeSpawnerTest extends SpawnerContract {
    @Override
    Spawner spawner() throws IOException {
        return new NativeSpawner();
    }

    @Test
    void exitCodesThatLookLikeSignalsAreExitCodes() throws Exception {
        try (ChildLauncher launcher = new ChildLauncher("codes", new NativeSpawner())) {
            for (int code : new int[] {129, 130, 137, 143, 159}) {
                RecordedChild child = RecordedChild.launch(launcher, Shell.BINARY, "-c", "exit " + code);

                assertThat(child.exit()).isEqualTo(new ExitStatus(code, 0));
            }
        }
    }

    @Test
    void noThreadBelongsToASingleChild() throws Exception {
        try (ChildLauncher launcher = new ChildLauncher("threads", new NativeSpawner())) {
            List<RecordedChild> children = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                children.add(RecordedChild.launch(launcher, Shell.BINARY, "-c", "echo ready >&2; exec sleep 1000"));
            }
            for (RecordedChild child : children) {
                await().until(() -> child.soFar().equals("ready\n"));
            }

            for (RecordedChild child : children) {
                String pid = Long.toString(child.child().pid());
                assertThat(Thread.getAllStackTraces().keySet())
                        .noneMatch(thread -> thread.getName().contains(pid));
            }
        }
    }

    @Test
    void aListenerThatFailsHarmsNobodyElse() throws Exception {
        try (ChildLauncher launcher = new ChildLauncher("failing", new NativeSpawner())) {
            launcher.launch(Shell.BINARY, Shell.arguments("echo x >&2")).attach(new ChildListener() {
                @Override
                public void output(byte[] bytes, int length) {
                    throw new IllegalStateException("on purpose");
                }

                @Override
                public void outputEnded() {
                    throw new IllegalStateException("on purpose");
                }

                @Override
                public void exited(ExitStatus status) {
                    throw new IllegalStateException("on purpose");
                }
            });

            RecordedChild other = RecordedChild.launch(launcher, Shell.BINARY, "-c", "sleep 0.2; echo fine >&2");
            assertThat(other.output()).isEqualTo("fine\n");
        }
    }
}
