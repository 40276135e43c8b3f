package media.kern.ffmpeg.skills;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** What real builds of FFmpeg have printed; of long lists some lines are left out. */
final class Recorded {
    private Recorded() {}

    /**
     * @param build such as {@code ffmpeg-8.0.1}
     * @param option what FFmpeg was asked, such as {@code codecs}
     */
    static List<String> lines(String build, String option) {
        String name = build + "/" + option + ".txt";
        try (InputStream file = Objects.requireNonNull(Recorded.class.getResourceAsStream(name), name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
