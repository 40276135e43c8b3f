package media.kern.ffmpeg.skills;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

class TrialFailureFuzzTest {

    /** Whatever FFmpeg says, the reason of a failure stays short. */
    @FuzzTest
    void boundsTheReasonOfAFailure(byte[] data) {
        String reason = TrialFailure.describe(new String(data, UTF_8).lines().toList());

        assertThat(reason).hasSizeLessThanOrEqualTo(5 * 304);
        assertThat(reason.split("\n", -1)).hasSizeLessThanOrEqualTo(5);
    }
}
