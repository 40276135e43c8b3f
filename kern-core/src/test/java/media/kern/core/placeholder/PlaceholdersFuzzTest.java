package media.kern.core.placeholder;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.file.Path;

class PlaceholdersFuzzTest {
    private final PlaceholderValues values = PlaceholderValues.builder()
            .disk(Path.of("/data"))
            .memory("http://localhost/memfs")
            .storage("my-s3", "http://localhost/s3")
            .rtmp(":1935", "/live", "token")
            .srt(":6000", "token", "passphrase")
            .build();

    @FuzzTest
    void anyTextIsResolvedOrRefused(FuzzedDataProvider data) {
        ProcessPlaceholders process = new ProcessPlaceholders(values, data.consumeString(100), data.consumeString(100));
        String text = data.consumeRemainingAsString();
        try {
            String resolved = process.inputAddress(text, "in");
            assertThat(resolved).hasSizeLessThanOrEqualTo(Placeholders.MAX_LENGTH);
            if (text.indexOf('}') < 0) {
                assertThat(resolved).isEqualTo(text);
            }
            process.outputOption(text, "out");
            process.globalOption(text);
            process.cleanupPattern(text, "out");
        } catch (PlaceholderException e) {
            assertThat(e).hasMessageContaining("limit");
        }
    }
}
