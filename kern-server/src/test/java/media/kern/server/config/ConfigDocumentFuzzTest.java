package media.kern.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import media.kern.core.json.JsonException;

class ConfigDocumentFuzzTest {
    @FuzzTest
    void writesWhatItReadInAFormThatReadsTheSame(FuzzedDataProvider data) {
        byte[] document = data.consumeRemainingAsBytes();
        try {
            Config config = ConfigDocument.read(document, Config.defaults()).config();
            byte[] written = config.toJson();
            assertThat(ConfigDocument.read(written, Config.defaults()).config().toJson())
                    .isEqualTo(written);
        } catch (JsonException | UnknownConfigVersionException | InvalidValueException e) {
            assertThat(e.getMessage()).isNotEmpty();
        }
    }
}
