package media.kern.ffmpeg.skills;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TrialFailureTest {

    @Test
    void tellsTheReasonAndNotTheConsequences() {
        assertThat(TrialFailure.describe("""
                        [info] Stream mapping:
                        [vf#0:0 @ 0x5556d393f980] [verbose] Starting thread...
                        [h264_nvenc @ 0x5556d3924a00] [error] Cannot load libcuda.so.1
                        [h264_nvenc @ 0x5556d3924a00] [verbose] Nvenc unloaded
                        [vost#0:0/h264_nvenc @ 0x5556d3923e80] [enc:h264_nvenc @ 0x5556d3924940] [error] Error while \
                        opening encoder - maybe incorrect parameters such as bit_rate, rate, width or height.
                        [vf#0:0 @ 0x5556d393f980] [error] Error sending frames to consumers: Operation not permitted
                        [vf#0:0 @ 0x5556d393f980] [error] Task finished with error code: -1 (Operation not permitted)
                        [vf#0:0 @ 0x5556d393f980] [error] Terminating thread with return code -1
                        [vost#0:0/h264_nvenc @ 0x5556d3923e80] [error] Could not open encoder before EOF
                        [out#0/null @ 0x5556d39233c0] [error] Nothing was written into output file
                        [info] Conversion failed!
                        [verbose] Exiting with exit code -1
                        """.lines().toList())).isEqualTo("""
                        [h264_nvenc] Cannot load libcuda.so.1
                        [vost#0:0/h264_nvenc] [enc:h264_nvenc] Error while opening encoder - maybe incorrect \
                        parameters such as bit_rate, rate, width or height.""");
    }

    @Test
    void tellsWhyADeviceCannotBeOpened() {
        assertThat(TrialFailure.describe("""
                        [AVHWDeviceContext @ 0x55977b9ef940] [verbose] Cannot open DRM render node for device 0.
                        [AVHWDeviceContext @ 0x55977b9ef940] [verbose] Cannot open a VA display from DRM device (null).
                        [error] Device creation failed: -542398533.
                        [fatal] Error parsing global options: Generic error in an external library
                        """.lines().toList())).isEqualTo("""
                        [AVHWDeviceContext] Cannot open DRM render node for device 0.
                        [AVHWDeviceContext] Cannot open a VA display from DRM device (null).
                        Device creation failed: -542398533.""");
    }

    @Test
    void tellsWhatOthersThanFfmpegHaveSaidIfThatIsAll() {
        List<String> lines = List.of("[info] Stream mapping:", "ffmpeg: error while loading shared libraries");

        assertThat(TrialFailure.describe(lines)).isEqualTo("ffmpeg: error while loading shared libraries");
    }

    @Test
    void isBounded() {
        List<String> lines = Stream.of("1", "2", "2", "3", "4", "5", "6", "7")
                .map(number -> "[x @ 0x1] [error] " + number + "x".repeat(5000))
                .toList();

        assertThat(TrialFailure.describe(lines).lines())
                .hasSize(5)
                .allMatch(line -> line.length() == 303)
                .first()
                .asString()
                .startsWith("[x] 3xxx")
                .endsWith("xxx...");
    }

    @Test
    void mayBeEmpty() {
        assertThat(TrialFailure.describe(List.of())).isEmpty();
        assertThat(TrialFailure.describe(List.of("[info] Conversion failed!", "[verbose] ")))
                .isEmpty();
    }
}
