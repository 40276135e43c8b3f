package media.kern.server.log;

/**
 * Text between double quotes in the notation of Go's {@code strconv.Quote}, which log readers of datarhei Core expect:
 * whatever does not leave ink is escaped, so no value can start a new line or address the terminal.
 */
final class QuotedText {

    private QuotedText() {}

    static void append(StringBuilder out, String text) {
        out.append('"');
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            if (c == '"' || c == '\\') {
                out.append('\\').append((char) c);
            } else if (isPrintable(c)) {
                out.appendCodePoint(c);
            } else {
                appendEscape(out, c);
            }
        }
        out.append('"');
    }

    /** Letters, marks, numbers, punctuation, symbols and the ASCII space. */
    static boolean isPrintable(int c) {
        if (c < 0x7f) {
            return c >= ' ';
        }
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }

    private static void appendEscape(StringBuilder out, int c) {
        out.append('\\');
        switch (c) {
            case 0x07 -> out.append('a');
            case '\b' -> out.append('b');
            case '\f' -> out.append('f');
            case '\n' -> out.append('n');
            case '\r' -> out.append('r');
            case '\t' -> out.append('t');
            case 0x0b -> out.append('v');
            default -> {
                int digits = c < 0x80 ? 2 : c < 0x10000 ? 4 : 8;
                out.append(c < 0x80 ? 'x' : c < 0x10000 ? 'u' : 'U');
                appendHex(out, c, digits);
            }
        }
    }

    static void appendHex(StringBuilder out, int value, int digits) {
        for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) {
            out.append(Character.forDigit((value >>> shift) & 0xf, 16));
        }
    }
}
