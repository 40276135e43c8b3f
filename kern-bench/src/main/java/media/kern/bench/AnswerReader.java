package media.kern.bench;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Reads the answers of a keep-alive connection, one after the other, and throws their bodies away. Every answer has to
 * have the status 200, a Content-Length (RFC 9112 section 6.2) and exactly that many bytes.
 */
final class AnswerReader {
    private static final int MAX_HEAD_BYTES = 8192;
    private static final int END_OF_HEAD = ('\r' << 24) | ('\n' << 16) | ('\r' << 8) | '\n';
    private static final String CONTENT_LENGTH = "\r\ncontent-length:";
    /** Content-Length may be anything. */
    static final long ANY_LENGTH = -1;

    private final long expectedLength;
    private final byte[] head = new byte[MAX_HEAD_BYTES];
    private int headLength;
    private int lastFour;
    private boolean inBody;
    private boolean complete;
    private long bodyLeft;

    /** @param expectedLength of every body, or {@link #ANY_LENGTH} */
    AnswerReader(long expectedLength) {
        this.expectedLength = expectedLength;
    }

    /**
     * Takes all of {@code bytes}.
     *
     * @return whether they completed an answer
     */
    boolean read(ByteBuffer bytes) throws BadAnswerException {
        while (!inBody && bytes.hasRemaining()) {
            readHead(bytes.get());
        }
        complete = false;
        if (!inBody) {
            return false;
        }
        int taken = (int) Math.min(bodyLeft, bytes.remaining());
        bytes.position(bytes.position() + taken);
        bodyLeft -= taken;
        if (bytes.hasRemaining()) {
            throw new BadAnswerException(bytes.remaining() + " bytes after the end of an answer");
        }
        inBody = bodyLeft > 0;
        complete = !inBody;
        return complete;
    }

    /** Whether the last bytes that were taken completed an answer. */
    boolean isComplete() {
        return complete;
    }

    private void readHead(byte next) throws BadAnswerException {
        if (headLength == MAX_HEAD_BYTES) {
            throw new BadAnswerException("the header of an answer has more than " + MAX_HEAD_BYTES + " bytes");
        }
        head[headLength++] = next;
        lastFour = (lastFour << 8) | (next & 0xff);
        if (lastFour == END_OF_HEAD) {
            bodyLeft = contentLength(new String(head, 0, headLength, StandardCharsets.ISO_8859_1));
            inBody = true;
            headLength = 0;
            lastFour = 0;
        }
    }

    private long contentLength(String text) throws BadAnswerException {
        String statusLine = text.substring(0, text.indexOf('\r'));
        if (!statusLine.startsWith("HTTP/1.1 200")) {
            throw new BadAnswerException("the status is not 200: " + statusLine);
        }
        int field = text.toLowerCase(Locale.ROOT).indexOf(CONTENT_LENGTH);
        if (field < 0) {
            throw new BadAnswerException("an answer without Content-Length: " + text);
        }
        int value = field + CONTENT_LENGTH.length();
        long length;
        try {
            length = Long.parseLong(
                    text.substring(value, text.indexOf('\r', value)).strip());
        } catch (NumberFormatException e) {
            throw new BadAnswerException("the Content-Length is not a number: " + text);
        }
        if (length < 0 || (expectedLength != ANY_LENGTH && length != expectedLength)) {
            throw new BadAnswerException("the Content-Length is " + length + ", not " + expectedLength);
        }
        return length;
    }
}
