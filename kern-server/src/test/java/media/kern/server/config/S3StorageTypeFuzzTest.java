package media.kern.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;

class S3StorageTypeFuzzTest {
    @FuzzTest
    void understandsOrRefusesAnyList(FuzzedDataProvider data) {
        String text = data.consumeRemainingAsString();
        S3StorageType type = new S3StorageType();
        try {
            assertThat(type.print(type.parse(text))).contains(":---@");
        } catch (InvalidValueException e) {
            assertThat(e).hasMessageStartingWith("invalid S3 storage URL (");
        }
    }
}
