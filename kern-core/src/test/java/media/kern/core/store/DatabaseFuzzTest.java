package media.kern.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import media.kern.core.json.JsonException;
import media.kern.core.json.JsonOutput;

class DatabaseFuzzTest {
    @FuzzTest(maxDuration = "1m")
    void anyFileIsReadOrRefusedAndWhatIsReadCanBeWrittenAndReadAgain(FuzzedDataProvider data) throws Exception {
        boolean rightVersion = data.consumeBoolean();
        String rest = data.consumeRemainingAsString();
        String document = rightVersion ? "{\"version\":4,\"process\":" + rest : rest;
        DatabaseContent content;
        try {
            content = DatabaseContent.read(document.getBytes(StandardCharsets.UTF_8));
        } catch (JsonException | UnsupportedVersionException e) {
            assertThat(e.getMessage()).isNotBlank();
            return;
        }
        byte[] written = JsonOutput.indented(4, content::write);
        DatabaseContent again = DatabaseContent.read(written);
        assertThat(again.processes).isEqualTo(content.processes);
        assertThat(JsonOutput.indented(4, again::write)).isEqualTo(written);
    }
}
