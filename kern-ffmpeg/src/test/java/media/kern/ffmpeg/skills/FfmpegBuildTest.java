package media.kern.ffmpeg.skills;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FfmpegBuildTest {
    private static final Path BINARY = Path.of("/usr/bin/ffmpeg");

    @ParameterizedTest
    @CsvSource({
        "ffmpeg-4.4, 4.4.0, 8",
        "ffmpeg-5.1.2, 5.1.2, 8",
        "ffmpeg-5.1.9-debian, 5.1.9, 8",
        "ffmpeg-6.0, 6.0.0, 8",
        "ffmpeg-6.1.1, 6.1.1, 8",
        "ffmpeg-7.1, 7.1.0, 8",
        "ffmpeg-8.0.1, 8.0.1, 7",
    })
    void readsWhatEachBuildSaysAboutItself(String recorded, String version, int libraries) throws Exception {
        FfmpegBuild build = FfmpegBuild.parse(BINARY, Recorded.lines(recorded, "version"));

        assertThat(build.version()).isEqualTo(version);
        assertThat(build.compiler()).startsWith("gcc ");
        assertThat(build.configuration()).startsWith("--prefix=").contains(" --enable-shared");
        assertThat(build.libraries()).hasSize(libraries);
        assertThat(build.libraries()).extracting(FfmpegBuild.Library::name).startsWith("libavutil", "libavcodec");
    }

    @Test
    void keepsTheBlanksInsideOfVersions() throws Exception {
        FfmpegBuild build = FfmpegBuild.parse(
                BINARY,
                List.of(
                        "ffmpeg version 4.4.1-datarhei Copyright (c) 2000-2021 the FFmpeg developers\r",
                        "  built with clang 13\r",
                        "  configuration: --enable-a --enable-b\r",
                        "  libavcodec     58.134.100 / 58.134.100\r",
                        "  libswscale      5.  7.100 /  5.  9.100\r"));

        assertThat(build)
                .isEqualTo(new FfmpegBuild(
                        "4.4.1",
                        "clang 13",
                        "--enable-a --enable-b",
                        List.of(
                                new FfmpegBuild.Library("libavcodec", "58.134.100", "58.134.100"),
                                new FfmpegBuild.Library("libswscale", "5.  7.100", "5.  9.100"))));
    }

    @Test
    void refusesWhatDoesNotBeginLikeFfmpeg() {
        assertThatThrownBy(() -> FfmpegBuild.parse(BINARY, List.of("hello", "ffmpeg version 5.1")))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("invalid ffmpeg binary given: can't parse ffmpeg version info");
        assertThatThrownBy(() -> FfmpegBuild.parse(BINARY, List.of())).isInstanceOf(IOException.class);
    }
}
