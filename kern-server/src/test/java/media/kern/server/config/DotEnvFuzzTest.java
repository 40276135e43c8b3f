package media.kern.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;

class DotEnvFuzzTest {
    @FuzzTest
    void understandsOrRefusesAnyFile(FuzzedDataProvider data) {
        String text = data.consumeRemainingAsString();
        try {
            assertThat(DotEnv.parse(text).keySet()).allMatch(name -> name.matches("[A-Za-z0-9_.]+"));
        } catch (InvalidValueException e) {
            assertThat(e).hasMessageMatching("line [0-9]+: .+");
        }
    }
}
