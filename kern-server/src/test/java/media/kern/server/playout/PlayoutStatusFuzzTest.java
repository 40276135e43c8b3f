package media.kern.server.playout;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import media.kern.core.json.JsonException;
import media.kern.core.json.JsonOutput;

class PlayoutStatusFuzzTest {
    @FuzzTest(maxDuration = "1m")
    void anyAnswerIsReadOrRefusedAndWhatIsReadIsReadTheSameAgain(FuzzedDataProvider data) throws Exception {
        byte[] answer = data.consumeRemainingAsBytes();
        PlayoutStatus status;
        try {
            status = PlayoutStatus.read(answer);
        } catch (JsonException e) {
            assertThat(e.getMessage()).isNotBlank();
            return;
        }
        byte[] written = JsonOutput.compact(status::write);
        assertThat(JsonOutput.compact(PlayoutStatus.read(written)::write)).isEqualTo(written);
    }
}
