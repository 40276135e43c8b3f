package media.kern.ffmpeg.probe;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

class PacketProbeFuzzTest {

    /** Whatever a source makes FFmpeg write, there are no more streams than it describes. */
    @FuzzTest
    void readsAnyOutput(byte[] data) {
        PacketProbe.Result result =
                PacketProbe.read(new String(data, UTF_8).lines().toList());

        assertThat(result.chosen()).hasSizeLessThanOrEqualTo(data.length);
    }
}
