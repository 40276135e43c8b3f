package media.kern.core.leg;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What FFmpegs from 4.4 to 8.0 wrote when a leg behind one output of the user did not work. */
class FailedLegTest {
    private static final WebRtcConfig CONFIG = new WebRtcConfig(true, 102, 111, "[out]", "0:a:5", false);
    private static final LegPlan BOTH = new LegPlan(
            Optional.of(new LegPlan.Video(VideoCodec.AV1, 102, true, "")),
            Optional.of(new LegPlan.Audio(111, true, "")));
    private static final LegPlan AUDIO_ONLY = new LegPlan(Optional.empty(), BOTH.audio());

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "VIDEO  | Could not write header for output file #1 (incorrect codec parameters ?): Operation not permitted",
                "VIDEO  | Error initializing output stream 1:0 -- Error while opening encoder for output stream #1:0",
                "VIDEO  | [out#1/rtp @ 0x55d8] Could not write header (incorrect codec parameters ?): Experimental feature",
                "VIDEO  | [vost#1:0/libx264 @ 0x1] Error while opening encoder - maybe incorrect parameters",
                "AUDIO  | [aost#2:0/libopus @ 0x1] Error while opening encoder - maybe incorrect parameters",
                "VIDEO  | Output with label 'out' does not exist in any defined filter graph, or was already used elsewhere.",
                "SOURCE | Stream map '0:a:5' matches no streams.",
                "SOURCE | Failed to set value '0:a:5' for option 'map': Invalid argument",
                "NONE   | Stream map '0:v:5' matches no streams.",
                "NONE   | Output with label 'other' does not exist in any defined filter graph",
                "NONE   | [out#0/flv @ 0x1] Could not write header (incorrect codec parameters ?): Broken pipe",
                "NONE   | [out#1/rtp @ 0x1] video:230KiB audio:0KiB muxing overhead: 1.786663%",
                "NONE   | in.mp4: No such file or directory"
            })
    void isFoundByWhatFfmpegNames(FailedLeg leg, String line) {
        assertThat(FailedLeg.of(BOTH, CONFIG, 1, List.of("Input #0", line))).isEqualTo(leg);
    }

    @Test
    void theOnlyLegIsTheOneBehindTheOutputsOfTheUser() {
        assertThat(FailedLeg.of(AUDIO_ONLY, CONFIG, 3, List.of("Error initializing output stream 3:0 -- ")))
                .isEqualTo(FailedLeg.AUDIO);
    }

    @Test
    void theFirstComplaintCounts() {
        assertThat(FailedLeg.of(
                        BOTH,
                        CONFIG,
                        1,
                        List.of("[out#0/flv @ 0x1] Error writing trailer", "[out#1/rtp @ 0x1] Error muxing a packet")))
                .isEqualTo(FailedLeg.NONE);
    }
}
