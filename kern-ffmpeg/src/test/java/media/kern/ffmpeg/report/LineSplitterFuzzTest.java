package media.kern.ffmpeg.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

class LineSplitterFuzzTest {

    /** The pieces in which bytes arrive make no difference, and no line is empty, too long or contains a line end. */
    @FuzzTest
    void splitsTheSameInWhateverPieces(FuzzedDataProvider data) {
        int piece = data.consumeInt(1, 100);
        byte[] bytes = data.consumeRemainingAsBytes();
        List<String> pieces = split(bytes, piece);
        assertThat(pieces).isEqualTo(split(bytes, Math.max(1, bytes.length)));
        assertThat(pieces).noneMatch(line -> line.isEmpty() || line.contains("\n") || line.contains("\r"));
        assertThat(pieces).allMatch(line -> line.length() <= LineSplitter.MAX_LINE_BYTES + 50);
    }

    private static List<String> split(byte[] bytes, int piece) {
        List<String> lines = new ArrayList<>();
        LineSplitter splitter = new LineSplitter(lines::add, (byte) 0x1e, (record, offset, length) -> {
            assertThat(length).isLessThanOrEqualTo(LineSplitter.MAX_RECORD_BYTES);
            lines.add("record " + HexFormat.of().formatHex(record, offset, offset + length));
        });
        for (int offset = 0; offset < bytes.length; offset += piece) {
            splitter.feed(bytes, offset, Math.min(piece, bytes.length - offset));
        }
        splitter.finish();
        return lines;
    }
}
