package media.kern.ffmpeg.progress;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MappingTest {
    @Test
    void readsACopiedStream() {
        assertThat(Mapping.parse("  Stream #1:2 -> #0:3 (copy)")).isEqualTo(new Mapping(1, 2, 0, 3, "copy", "copy"));
    }

    @Test
    void readsATranscodedStream() {
        assertThat(Mapping.parse("  Stream #0:0 -> #0:0 (h264 (native) -> h264 (libx264))"))
                .isEqualTo(new Mapping(0, 0, 0, 0, "h264", "libx264"));
        assertThat(Mapping.parse("  Stream #0:1 -> #1:0 (mp3 (mp3float) -> aac (native))"))
                .isEqualTo(new Mapping(0, 1, 1, 0, "mp3float", "aac"));
        assertThat(Mapping.parse("  Stream #0:0 -> #0:0 [sync #0:1] (rawvideo -> mpeg2video)"))
                .isEqualTo(new Mapping(0, 0, 0, 0, "rawvideo", "mpeg2video"));
    }

    @Test
    void readsTheEndOfAFilterGraph() {
        assertThat(Mapping.parse("  overlay:default -> Stream #0:0 (libx264)"))
                .isEqualTo(new Mapping(-1, -1, 0, 0, "", "libx264"));
        assertThat(Mapping.parse("  File font.ttf -> Stream #0:3")).isEqualTo(new Mapping(-1, -1, 0, 3, "", ""));
    }

    @Test
    void readsNothingElse() {
        assertThat(Mapping.parse("  Stream #0:0 (h264) -> scale:default")).isNull();
        assertThat(Mapping.parse("  Stream #0:0")).isNull();
        assertThat(Mapping.parse("Press [q] to stop")).isNull();
        assertThat(Mapping.parse("")).isNull();
    }
}
