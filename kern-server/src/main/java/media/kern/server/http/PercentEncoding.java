package media.kern.server.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Percent-encoded UTF-8 as it stands in the path of a request (RFC 3986, section 2.1). */
public final class PercentEncoding {

    private PercentEncoding() {}

    /**
     * Decodes a part of a path once. {@code +} is literal. A character from U+0080 to U+00FF is the raw byte that was on
     * the wire: this is how the web server hands a path over.
     *
     * @param maxBytes how long the decoded value may be
     * @throws MalformedValueException if it is longer, an escape is broken or the bytes are not UTF-8
     */
    public static String decode(String path, int start, int end, int maxBytes) throws MalformedValueException {
        byte[] bytes = new byte[Math.min(end - start, maxBytes)];
        int length = 0;
        for (int i = start; i < end; i++) {
            if (length == maxBytes) {
                throw new MalformedValueException("is longer than " + maxBytes + " bytes");
            }
            char c = path.charAt(i);
            if (c == '%') {
                bytes[length++] = escaped(path, i, end);
                i += 2;
            } else if (c <= 0xFF) {
                bytes[length++] = (byte) c;
            } else {
                throw new MalformedValueException("has a character that was not percent-encoded");
            }
        }
        return utf8(ByteBuffer.wrap(bytes, 0, length));
    }

    private static byte escaped(String path, int percent, int end) throws MalformedValueException {
        if (percent + 2 >= end
                || !HexFormat.isHexDigit(path.charAt(percent + 1))
                || !HexFormat.isHexDigit(path.charAt(percent + 2))) {
            throw new MalformedValueException("has a '%' that is not followed by two hexadecimal digits");
        }
        return (byte) HexFormat.fromHexDigits(path, percent + 1, percent + 3);
    }

    private static String utf8(ByteBuffer bytes) throws MalformedValueException {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException e) {
            throw new MalformedValueException("is not valid UTF-8", e);
        }
    }

    /** The value can't be used; the message is the predicate of a sentence about it. */
    public static final class MalformedValueException extends Exception {
        private static final long serialVersionUID = 1L;

        MalformedValueException(String message) {
            super(message);
        }

        MalformedValueException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
