package media.kern.ffmpeg.progress;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

class PreludeParserFuzzTest {

    /** No text makes the parser fail or grow, and all numbers are in range. */
    @FuzzTest
    void survivesAnyText(byte[] data) {
        PreludeParser parser = new PreludeParser();
        new String(data, UTF_8).lines().forEach(parser::add);
        assertThat(parser.mapped()).isNotNegative();
        assertThat(parser.complete()).isEqualTo(parser.outputs().size() >= parser.mapped());
        assertThat(parser.inputs()).hasSizeLessThanOrEqualTo(StreamDescription.MAX_STREAMS);
        assertThat(parser.inputs()).allMatch(stream -> stream.width() >= 0 && Double.isFinite(stream.fps()));
    }
}
