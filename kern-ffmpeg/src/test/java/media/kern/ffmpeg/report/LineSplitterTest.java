package media.kern.ffmpeg.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineSplitterTest {

    private static final String MIXED =
            "first\nsecond\r\n\r\n third  \r\rframe=1\rframe=2\r\n\u00e4\u20ac\ud83d\ude00\nlast";
    private static final List<String> MIXED_LINES =
            List.of("first", "second", " third  ", "frame=1", "frame=2", "\u00e4\u20ac\ud83d\ude00", "last");

    private final List<String> lines = new ArrayList<>();
    private final LineSplitter splitter = new LineSplitter(lines::add);

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 7, 1000})
    void splitsAtLineEndsWhateverPiecesTheBytesComeIn(int piece) {
        byte[] bytes = MIXED.getBytes(StandardCharsets.UTF_8);
        for (int offset = 0; offset < bytes.length; offset += piece) {
            splitter.feed(bytes, offset, Math.min(piece, bytes.length - offset));
        }
        assertThat(lines).doesNotContain("last");
        splitter.finish();
        assertThat(lines).isEqualTo(MIXED_LINES);
    }

    @Test
    void doesNotKeepTheBufferOfTheCaller() {
        byte[] buffer = "abc".getBytes(StandardCharsets.UTF_8);
        splitter.feed(buffer, 0, 3);
        buffer[0] = 'X';
        splitter.finish();
        assertThat(lines).containsExactly("abc");
    }

    @Test
    void replacesMalformedBytes() {
        splitter.feed(new byte[] {'a', (byte) 0xff, 'b', '\n'}, 0, 4);
        assertThat(lines).containsExactly("a\ufffdb");
    }

    @Test
    void keepsALineOfExactlyTheMaximum() {
        String line = "x".repeat(LineSplitter.MAX_LINE_BYTES);
        feed(line + "\nnext\n");
        assertThat(lines).containsExactly(line, "next");
    }

    @Test
    void cutsALongLineAndGoesOnWithTheNext() {
        String kept = "x".repeat(LineSplitter.MAX_LINE_BYTES);
        feed(kept + "y".repeat(10) + "\nnext\n");
        assertThat(lines).containsExactly(kept + " ... (cut, 10 bytes more)", "next");
    }

    @Test
    void countsAllBytesOfAnEndlessLine() {
        byte[] piece = "z".repeat(10_000).getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 1000; i++) {
            splitter.feed(piece, 0, piece.length);
        }
        splitter.finish();
        assertThat(lines).hasSize(1);
        assertThat(lines.getFirst()).endsWith("z ... (cut, 9934464 bytes more)");
    }

    @Test
    void doesNotTearACharacterWhenCutting() {
        String kept = "x".repeat(LineSplitter.MAX_LINE_BYTES - 2);
        feed(kept + "\u20ac\n");
        assertThat(lines).containsExactly(kept + " ... (cut, 3 bytes more)");
    }

    @Test
    void startsAnewAfterTheEnd() {
        feed("a");
        splitter.finish();
        splitter.finish();
        feed("b\n");
        assertThat(lines).containsExactly("a", "b");
    }

    private void feed(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        splitter.feed(bytes, 0, bytes.length);
    }

    private static final String WITH_RECORDS = "before\n#one\nin the #two\nmid#\ndle\n#three\n#" + "x".repeat(257)
            + "\n#" + "y".repeat(256) + "\nend #open";

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 7, 1000})
    void takesRecordsOutOfLines(int piece) {
        List<String> records = new ArrayList<>();
        LineSplitter withRecords = new LineSplitter(
                lines::add,
                (byte) '#',
                (bytes, offset, length) -> records.add(new String(bytes, offset, length, StandardCharsets.UTF_8)));
        byte[] bytes = WITH_RECORDS.getBytes(StandardCharsets.UTF_8);
        for (int offset = 0; offset < bytes.length; offset += piece) {
            withRecords.feed(bytes, offset, Math.min(piece, bytes.length - offset));
        }
        withRecords.finish();

        assertThat(lines).containsExactly("before", "in the middle", "end ");
        assertThat(records).containsExactly("one", "two", "", "three", "y".repeat(256));
    }

    @Test
    void hasNoRecordsUnlessItIsToldTo() {
        byte[] bytes = "a\u001eb\n".getBytes(StandardCharsets.UTF_8);
        splitter.feed(bytes, 0, bytes.length);

        assertThat(lines).containsExactly("a\u001eb");
    }
}
