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
 * <p>Between a mark and the next line feed there may be a record, also in the middle of a line, which then goes on behind it.
 *
 * <p>Not safe for use by several threads: it belongs to the thread that reads the pipe.
 */
public final class LineSplitter {

    /** Longest line passed on, in bytes. */
    public static final int MAX_LINE_BYTES = 64 * 1024;

    /** Longest record passed on, in bytes; a longer one is dropped. */
    static final int MAX_RECORD_BYTES = 256;

    private static final int INITIAL_BYTES = 256;
    /** What is kept for the next line; there are many splitters. */
    private static final int USUAL_BYTES = 2048;

    /** No byte. */
    private static final int NO_MARK = 256;

    private final Consumer<String> lines;
    private final int mark;
    private final Records records;

    private boolean inRecord;
    private int recordBytes;
    private byte[] record = {};

    /** The beginning of a line whose end has not been read yet. Lines within one buffer never come here. */
    private byte[] pending = {};

    private int pendingBytes;
    private long cutBytes;

    /** Takes the records of a stream. */
    @FunctionalInterface
    public interface Records {
        /** The bytes are valid during the call only. */
        void accept(byte[] bytes, int offset, int length);
    }

    /**
     * A splitter at the beginning of a stream.
     *
     * @param lines is called for every line, on the thread that feeds the bytes
     */
    public LineSplitter(Consumer<String> lines) {
        this(lines, NO_MARK, (bytes, offset, length) -> {});
    }

    /**
     * A splitter at the beginning of a stream with records.
     *
     * @param lines is called for every line, on the thread that feeds the bytes
     * @param mark the byte that begins a record
     * @param records is called for every record, on the same thread
     */
    public LineSplitter(Consumer<String> lines, byte mark, Records records) {
        this(lines, (int) mark, records);
    }

    private LineSplitter(Consumer<String> lines, int mark, Records records) {
        this.lines = lines;
        this.mark = mark;
        this.records = records;
    }

    /** Takes the next bytes of the stream; the array may be reused afterwards. */
    public void feed(byte[] bytes, int offset, int length) {
        int end = offset + length;
        int start = inRecord ? endOfRecord(bytes, offset, end) : offset;
        for (int i = start; i < end; i++) {
            byte b = bytes[i];
            if (b == '\n' || b == '\r') {
                endLine(bytes, start, i - start);
                start = i + 1;
            } else if (b == mark) {
                keep(bytes, start, i - start);
                inRecord = true;
                start = endOfRecord(bytes, i + 1, end);
                i = start - 1;
            }
        }
        keep(bytes, start, end - start);
    }

    /** Passes on the record up to the line feed, or keeps what there is of it; returns where the line goes on. */
    private int endOfRecord(byte[] bytes, int offset, int end) {
        int i = offset;
        while (i < end && bytes[i] != '\n') {
            i++;
        }
        int length = i - offset;
        if (i < end && recordBytes == 0) {
            inRecord = false;
            if (length <= MAX_RECORD_BYTES) {
                records.accept(bytes, offset, length);
            }
            return i + 1;
        }
        keepRecord(bytes, offset, length);
        if (i < end) {
            inRecord = false;
            if (recordBytes <= MAX_RECORD_BYTES) {
                records.accept(record, 0, recordBytes);
            }
            recordBytes = 0;
        }
        return Math.min(i + 1, end);
    }

    private void keepRecord(byte[] bytes, int offset, int length) {
        if (record.length == 0) {
            record = new byte[MAX_RECORD_BYTES];
        }
        int kept = Math.min(MAX_RECORD_BYTES - recordBytes, length);
        if (kept > 0) {
            System.arraycopy(bytes, offset, record, recordBytes, kept);
        }
        // One more than fits says that it is too long.
        recordBytes = Math.min(MAX_RECORD_BYTES + 1, recordBytes + length);
    }

    /** The stream is at its end: passes on a last line without line end. A new stream may be fed afterwards. */
    public void finish() {
        inRecord = false;
        recordBytes = 0;
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
        pending = pending.length > USUAL_BYTES ? new byte[0] : pending;
        lines.accept(line);
    }

    private void keep(byte[] bytes, int offset, int length) {
        int kept = Math.min(length, MAX_LINE_BYTES - pendingBytes);
        if (pendingBytes + kept > pending.length) {
            int doubled = Math.max(Math.max(INITIAL_BYTES, pendingBytes + kept), 2 * pending.length);
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
