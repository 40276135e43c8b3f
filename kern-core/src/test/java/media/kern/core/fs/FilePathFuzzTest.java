package media.kern.core.fs;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.List;

class FilePathFuzzTest {
    @FuzzTest(maxDuration = "1m")
    void staysBelowTheRoot(FuzzedDataProvider data) throws InvalidPathException {
        String path = data.consumeRemainingAsString();
        String name;
        try {
            name = FilePath.normalise(path);
        } catch (InvalidPathException e) {
            assertThat(e.getMessage()).hasSizeLessThan(100);
            return;
        }
        assertThat(FilePath.normalise(name)).isEqualTo(name);
        assertThat(name).startsWith("/").doesNotContain("//", "\0");
        assertThat(name.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(FilePath.MAX_BYTES);
        if (!name.equals("/")) {
            assertThat(List.of(name.substring(1).split("/", -1))).doesNotContain("", ".", "..");
        }
    }
}
