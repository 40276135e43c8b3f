package media.kern.core.address;

/**
 * Reads a text as FFmpeg's {@code av_get_token} does: a backslash takes the special meaning from the next character,
 * single quotes from all between them, and blanks around a token are dropped unless they are quoted. A quote that isn't
 * closed reaches to the end of the text.
 */
final class QuotedText {
    private static final String BLANKS = " \n\t\r";

    private final String text;
    private int position;

    QuotedText(String text) {
        this.text = text;
    }

    boolean atEnd() {
        return position >= text.length();
    }

    int position() {
        return position;
    }

    void moveTo(int offset) {
        position = offset;
    }

    /** Whether this is the next character. */
    boolean at(char character) {
        return !atEnd() && text.charAt(position) == character;
    }

    void skip() {
        position++;
    }

    void skipBlanks() {
        while (!atEnd() && BLANKS.indexOf(text.charAt(position)) >= 0) {
            position++;
        }
    }

    /** The text up to the next unquoted terminator or the end, unquoted. The terminator isn't consumed. */
    String token(String terminators) {
        StringBuilder token = new StringBuilder();
        int solid = 0;
        skipBlanks();
        while (!atEnd() && terminators.indexOf(text.charAt(position)) < 0) {
            char character = text.charAt(position++);
            if (character == '\\' && !atEnd()) {
                token.append(text.charAt(position++));
                solid = token.length();
            } else if (character == '\'') {
                int close = text.indexOf('\'', position);
                int end = close < 0 ? text.length() : close;
                token.append(text, position, end);
                solid = close < 0 ? solid : token.length();
                position = close < 0 ? end : end + 1;
            } else {
                token.append(character);
                solid = BLANKS.indexOf(character) >= 0 ? solid : token.length();
            }
        }
        return token.substring(0, trimmed(token, solid));
    }

    private static int trimmed(StringBuilder token, int solid) {
        int end = token.length();
        while (end > solid && BLANKS.indexOf(token.charAt(end - 1)) >= 0) {
            end--;
        }
        return end;
    }
}
