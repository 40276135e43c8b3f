package media.kern.ffmpeg.skills;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import media.kern.ffmpeg.child.ChildLauncher;
import media.kern.ffmpeg.child.Programs;
import media.kern.ffmpeg.progress.Instrumentation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstalledFfmpegTest {
    private final ChildLauncher launcher = new ChildLauncher("version-test");

    @AfterEach
    void end() {
        launcher.close();
    }

    @TempDir
    Path folder;

    private Path install(String script) throws IOException {
        return Programs.script(folder, "ffmpeg", script);
    }

    @Test
    void asksAnewWhenTheFileHasChangedAndOnlyThen() throws Exception {
        Path calls = folder.resolve("calls");
        Path binary = install("echo x >> " + calls + "; echo ffmpeg version 6.1.1 Copyright");
        InstalledFfmpeg ffmpeg = new InstalledFfmpeg(launcher, binary);
        assertThat(ffmpeg.version()).isEqualTo("6.1.1");
        int asked = Files.readAllLines(calls).size();

        assertThat(ffmpeg.instrumentation()).isEqualTo(Instrumentation.of("6.1.1"));
        assertThat(ffmpeg.version()).isEqualTo("6.1.1");
        assertThat(Files.readAllLines(calls)).hasSize(asked);

        install("echo x >> " + calls + "; echo ffmpeg version n7.0 Copyright; exit 0 # longer");
        assertThat(ffmpeg.version()).isEqualTo("7.0.0");
    }

    @Test
    void asksNothingOfAProgramThatIsNoFfmpeg() {
        InstalledFfmpeg none = new InstalledFfmpeg(launcher, Path.of("/bin/true"));

        assertThat(none.version()).isEqualTo(InstalledFfmpeg.UNKNOWN_VERSION);
        assertThat(none.instrumentation()).isEqualTo(Instrumentation.NONE);
    }

    @Test
    void knowsNothingOfAMissingOne() {
        InstalledFfmpeg missing = new InstalledFfmpeg(launcher, folder.resolve("missing"));

        assertThat(missing.version()).isEqualTo(InstalledFfmpeg.UNKNOWN_VERSION);
        assertThat(missing.instrumentation()).isEqualTo(Instrumentation.NONE);
    }
}
