package media.kern.ffmpeg.progress;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

class JsonLinesFuzzTest {

    /** A line is decoded or rejected with a reason; nothing else happens. */
    @FuzzTest
    void decodesOrRejects(byte[] data) {
        String json = new String(data, UTF_8);
        check(() -> JsonLines.inputs(JsonLines.INPUTS + json));
        check(() -> JsonLines.outputs(JsonLines.OUTPUTS + json));
        check(() -> JsonLines.progress(JsonLines.PROGRESS + json));
        check(() -> JsonLines.avStream(JsonLines.AVSTREAM + json));
    }

    private interface Decoding {
        Object run() throws RejectedLineException;
    }

    private static void check(Decoding decoding) {
        try {
            assertThat(decoding.run()).isNotNull();
        } catch (RejectedLineException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }
}
