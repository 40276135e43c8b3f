package media.kern.ffmpeg.progress;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.function.UnaryOperator;

class ProgressTrackerFuzzTest {

    private static final String[] STARTS = {
        "",
        "frame=",
        "size=",
        "Stream mapping:",
        "  Stream #0:0 -> #0:0 ",
        "Input #0, x, from '",
        "Output #0, x, to '",
        "  Stream #0:0: Video: ",
        "ffmpeg.inputs:[{",
        "ffmpeg.outputs:[{",
        "ffmpeg.inputs:[{}]",
        "ffmpeg.outputs:[{}]",
        "ffmpeg.progress:{\"inputs\":[{}],\"outputs\":[{}],\"frame\":",
        "avstream.progress:{",
        "progress=",
        "total_size=",
        "out_time_us=",
        "stream_0_0_q="
    };

    /** Whatever an FFmpeg writes and whenever, there is a verdict and a sane snapshot. */
    @FuzzTest
    void survivesAnyOutput(FuzzedDataProvider data) {
        ProgressTracker tracker = new ProgressTracker(UnaryOperator.identity());
        tracker.reset(data.consumeBoolean());
        for (int i = 0; i < 200 && data.remainingBytes() > 0; i++) {
            long now = data.consumeLong();
            String line = data.pickValue(STARTS) + data.consumeString(500);
            assertThat(tracker.accept(now, line)).isNotNull();
            byte[] record = data.consumeBytes(40);
            tracker.acceptRecord(record, 0, record.length);
            Progress progress = tracker.snapshot(data.consumeLong());
            assertThat(progress.fps()).isNotNegative().isFinite();
            assertThat(progress.bitrateBitsPerSecond()).isNotNegative().isFinite();
            assertThat(progress.inputs().isEmpty() || tracker.preludeComplete()).isTrue();
        }
    }
}
