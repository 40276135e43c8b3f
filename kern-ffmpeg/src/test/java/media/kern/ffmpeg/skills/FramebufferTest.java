package media.kern.ffmpeg.skills;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FramebufferTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1280 720 1280 720 32  | 8/0,8/8,8/16,8/24  | 1280x720 rgba",
                "1280 720 1280 720 32  | 8/16,8/8,8/0,8/24  | 1280x720 bgra",
                "1280 720 1280 720 32  | 8/16,8/8,8/0,0/0   | 1280x720 bgra",
                "1280 720 1280 720 32  | 8/8,8/16,8/24,8/0  | 1280x720 argb",
                "1280 720 1280 720 32  | 8/24,8/16,8/8,8/0  | 1280x720 abgr",
                "1280 720 1280 720 32  | 8/3,8/2,8/8,8/0    | 1280x720 abgr",
                "1280 720 1280 720 24  | 8/0,8/8,8/16,0/0   | 1280x720 rgb24",
                "1280 720 1280 720 24  | 8/16,8/8,8/0,0/24  | 1280x720 bgr24",
                "1280 720 1280 720 16  | 5/11,6/5,5/0,0/16  | 1280x720 rgb565le",
                "1280 720 1280 720 16  | 5/0,6/5,5/11,0/16  | 1280x720 rgb565be",
                "1280 720 1280 1440 16 | 5/11,6/5,5/0,0/16  | 1280x720 (1280x1440) rgb565le",
                "1280 720 1280 720 8   | 8/0,8/0,8/0,0/0    | ''",
                "1280 720 1280 720 32  | 8/1,8/2,8/3,8/4    | ''",
            })
    void describesSizeAndFormat(String geometry, String rgba, String description) {
        assertThat(Framebuffer.describe(List.of(
                        "mode \"1280x720\"",
                        "    geometry " + geometry,
                        "    timings 0 0 0 0 0 0 0",
                        "    rgba " + rgba,
                        "endmode")))
                .isEqualTo(description);
    }

    @Test
    void otherTextIsNothing() {
        assertThat(Framebuffer.describe(List.of("open /dev/fb0: Permission denied")))
                .isEmpty();
        assertThat(Framebuffer.describe(List.of("geometry 1 2 3", "rgba 8/0"))).isEmpty();
        assertThat(Framebuffer.describe(List.of())).isEmpty();
    }
}
