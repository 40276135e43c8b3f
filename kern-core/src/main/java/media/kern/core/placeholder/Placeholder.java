package media.kern.core.placeholder;

import java.util.OptionalInt;

/**
 * A placeholder found in a text.
 *
 * @param start offset of the opening brace
 * @param end offset behind the closing brace
 * @param name such as {@code rtmp} or {@code fs:disk}
 * @param escape the character to escape in the value
 * @param parameters what stands between the first comma and the closing brace, undecoded
 */
record Placeholder(int start, int end, String name, OptionalInt escape, String parameters) {

    /**
     * Escapes the finished value: a backslash becomes three of them, then the escaped character gets two in front. This
     * survives the two levels of unescaping of FFmpeg's filter graph and tee syntax.
     */
    String escaped(String value) throws PlaceholderException {
        if (escape.isEmpty()) {
            return value;
        }
        int special = escape.getAsInt();
        BoundedText text = new BoundedText();
        for (int i = 0; i < value.length(); ) {
            int character = value.codePointAt(i);
            int next = i + Character.charCount(character);
            if (character == '\\' || character == special) {
                text.append("\\\\");
            }
            text.append(value, i, next);
            i = next;
        }
        return text.toString();
    }
}
