package media.kern.ffmpeg.report;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Splits the bytes of a pipe into lines. A line ends at a line feed, a carriage return or any run of both; empty lines
 * are dropped, blanks are kept. The text is UTF-8; malformed bytes become U+FFFD.
 *
 * <p>Memory is bounded: of a line longer than {@value #MAX_LINE_BYTES} bytes the rest is thrown away, and
 * {@code " ... (cut, N bytes more)"} is appended to what is left. The stream is always read on to its end.
 *
 * <p>Not safe for use by several threads: it belongs to the thread that reads the pipe.
 */
public final class LineSplitter {

    /** Longest line passed on, in bytes. */
    public static final int MAX_LINE_BYTES = 64 * 1024;

    private static final int INITIAL_BYTES = 1024;

    private final Consumer<String> lines;

    /** The beginning of a line whose end has not been read yet. Lines within one buffer never come here. */
    private byte[] pending = new byte[INITIAL_BYTES];

    private int pendingBytes;
    private long cutBytes;

    /**
     * A splitter at the beginning of a stream.
     *
     * @param lines is called for every line, on the thread that feeds the bytes
     */
    public LineSplitter(Consumer<String> lines) {
        this.lines = lines;
    }

    /** Takes the next bytes of the stream; the array may be reused afterwards. */
    public void feed(byte[] bytes, int offset, int length) {
        int end = offset + length;
        int start = offset;
        for (int i = offset; i < end; i++) {
            byte b = bytes[i];
            if (b == '\n' || b == '\r') {
                endLine(bytes, start, i - start);
                start = i + 1;
            }
        }
        keep(bytes, start, end - start);
    }

    /** The stream is at its end: passes on a last line without line end. A new stream may be fed afterwards. */
    public void finish() {
        endLine(pending, 0, 0);
    }

    private void endLine(byte[] bytes, int offset, int length) {
        if (pendingBytes == 0 && length <= MAX_LINE_BYTES) {
            if (length > 0) {
                lines.accept(new String(bytes, offset, length, StandardCharsets.UTF_8));
            }
            return;
        }
        keep(bytes, offset, length);
        String line = pendingLine();
        pendingBytes = 0;
        cutBytes = 0;
        lines.accept(line);
    }

    private void keep(byte[] bytes, int offset, int length) {
        int kept = Math.min(length, MAX_LINE_BYTES - pendingBytes);
        if (pendingBytes + kept > pending.length) {
            int doubled = Math.max(pendingBytes + kept, 2 * pending.length);
            pending = Arrays.copyOf(pending, Math.min(MAX_LINE_BYTES, doubled));
        }
        System.arraycopy(bytes, offset, pending, pendingBytes, kept);
        pendingBytes += kept;
        cutBytes += length - kept;
    }

    private String pendingLine() {
        if (cutBytes == 0) {
            return new String(pending, 0, pendingBytes, StandardCharsets.UTF_8);
        }
        int whole = wholeCharacters();
        long cut = cutBytes + pendingBytes - whole;
        return new String(pending, 0, whole, StandardCharsets.UTF_8) + " ... (cut, " + cut + " bytes more)";
    }

    /** Where to cut so that a character of several bytes isn't torn: at most three bytes before the end. */
    private int wholeCharacters() {
        for (int back = 1; back <= 3; back++) {
            int b = pending[pendingBytes - back] & 0xff;
            if (b >= 0xc0) {
                int characterBytes = b >= 0xf0 ? 4 : b >= 0xe0 ? 3 : 2;
                return characterBytes > back ? pendingBytes - back : pendingBytes;
            }
            if (b < 0x80) {
                return pendingBytes;
            }
        }
        return pendingBytes;
    }
}
