package media.kern.ffmpeg.skills;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import media.kern.ffmpeg.child.ChildLauncher;
import media.kern.ffmpeg.child.Executable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FfmpegVersionTest {
    private final ChildLauncher launcher = new ChildLauncher("version-test");

    @AfterEach
    void end() {
        launcher.close();
    }

    private static final Path BINARY = Path.of("/usr/bin/ffmpeg");

    @ParameterizedTest
    @CsvSource({
        "4.4.2,                    4.4.2",
        "5.1.9-0+deb12u1,          5.1.9",
        "n6.0,                     6.0.0",
        "n7.1.1,                   7.1.1",
        "7.1,                      7.1.0",
        "4.4.1-datarhei,           4.4.1",
        "N-12345-gabc,             0.0.0",
        "git-2024-03-01-01c7f68f7, 0.0.0",
    })
    void understandsReleasesAndBuildsFromASourceTree(String printed, String version) throws Exception {
        String output =
                "ffmpeg version " + printed + " Copyright (c) 2000-2024 the FFmpeg developers\nbuilt with gcc\n";

        assertThat(FfmpegVersion.parse(BINARY, output)).isEqualTo(version);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hello", "ffprobe version 5.1.9", " ffmpeg version 5.1.9", "ffmpeg version"})
    void refusesOtherPrograms(String output) {
        assertThatThrownBy(() -> FfmpegVersion.parse(BINARY, output))
                .isInstanceOf(IOException.class)
                .hasMessage("invalid ffmpeg binary given: can't parse ffmpeg version info of /usr/bin/ffmpeg");
    }

    @Test
    void asksTheBinary() throws Exception {
        Path ffmpeg = Executable.find("ffmpeg", System.getenv("PATH")).orElseThrow();

        assertThat(FfmpegVersion.of(launcher, ffmpeg)).matches("\\d+\\.\\d+\\.\\d+");
        assertThatThrownBy(() -> FfmpegVersion.of(launcher, Path.of("/bin/echo")))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> FfmpegVersion.of(launcher, Path.of("/does/not/exist")))
                .isInstanceOf(IOException.class);
    }
}
