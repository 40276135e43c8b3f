package media.kern.core.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import org.jspecify.annotations.Nullable;

class JsonReaderFuzzTest {
    @FuzzTest(maxDuration = "1m")
    void anyDocumentIsReadOrRefusedAndWhatIsReadCanBeWrittenAndReadAgain(FuzzedDataProvider data) throws Exception {
        byte[] document = data.consumeRemainingAsBytes();
        Object value;
        try {
            value = JsonReader.<@Nullable Object>read(document, JsonReader::any);
        } catch (JsonException e) {
            assertThat(e.getMessage()).matches("(?s)(syntax error|expect type .*) at line \\d+, character \\d+: .+");
            return;
        }
        byte[] written = JsonOutput.compact(out -> JsonOutput.any(out, value));
        Object again = JsonReader.<@Nullable Object>read(written, JsonReader::any);
        assertThat(JsonOutput.compact(out -> JsonOutput.any(out, again))).isEqualTo(written);
    }
}
