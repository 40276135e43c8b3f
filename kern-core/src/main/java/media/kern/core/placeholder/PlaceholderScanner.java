package media.kern.core.placeholder;

import java.util.OptionalInt;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Finds the placeholders of a text from left to right:
 * <code>"{" name [ "^" escape ] [ "," parameters ] "}"</code>. They never overlap, and what looks like a placeholder
 * inside the parameters of another one isn't found. Takes time linear in the text.
 */
final class PlaceholderScanner {
    private final String text;
    private final Predicate<String> known;
    private int position;
    /** Up to here a line has no closing brace any more: keeps many unclosed braces from being linear each. */
    private int unclosedUntil;

    /** @param known the names that may contain {@code -} and {@code _}, which the grammar doesn't have otherwise */
    PlaceholderScanner(String text, Predicate<String> known) {
        this.text = text;
        this.known = known;
    }

    /** The next placeholder, null after the last one. */
    @Nullable
    Placeholder next() {
        int open = text.indexOf('{', position);
        while (open >= 0) {
            Placeholder placeholder = at(open);
            if (placeholder != null) {
                position = placeholder.end();
                return placeholder;
            }
            open = text.indexOf('{', open + 1);
        }
        position = text.length();
        return null;
    }

    private @Nullable Placeholder at(int open) {
        int cursor = endOfName(open + 1);
        String name = text.substring(open + 1, cursor);
        if (name.isEmpty() || !isName(name)) {
            return null;
        }
        OptionalInt escape = OptionalInt.empty();
        if (sees(cursor, '^')) {
            if (cursor + 1 == text.length() || sees(cursor + 1, '\n')) {
                return null;
            }
            escape = OptionalInt.of(text.codePointAt(cursor + 1));
            cursor += 1 + Character.charCount(escape.getAsInt());
        }
        if (sees(cursor, '}')) {
            return new Placeholder(open, cursor + 1, name, escape, "");
        }
        int close = sees(cursor, ',') ? closingBrace(cursor + 1) : -1;
        return close < 0 ? null : new Placeholder(open, close + 1, name, escape, text.substring(cursor + 1, close));
    }

    private int endOfName(int start) {
        int cursor = start;
        while (cursor < text.length() && isLowerCase(text.charAt(cursor))) {
            cursor++;
        }
        if (cursor > start && sees(cursor, ':')) {
            cursor++;
            while (cursor < text.length() && isStorageName(text.charAt(cursor))) {
                cursor++;
            }
        }
        return cursor;
    }

    private boolean isName(String name) {
        if (name.endsWith(":")) {
            return false;
        }
        return (name.indexOf('-') < 0 && name.indexOf('_') < 0) || known.test(name);
    }

    private int closingBrace(int start) {
        if (start < unclosedUntil) {
            return -1;
        }
        for (int i = start; i < text.length(); i++) {
            if (text.charAt(i) == '}') {
                return i;
            }
            if (text.charAt(i) == '\n') {
                unclosedUntil = i;
                return -1;
            }
        }
        unclosedUntil = text.length();
        return -1;
    }

    private boolean sees(int index, char character) {
        return index < text.length() && text.charAt(index) == character;
    }

    private static boolean isLowerCase(char character) {
        return character >= 'a' && character <= 'z';
    }

    private static boolean isStorageName(char character) {
        return isLowerCase(character)
                || (character >= 'A' && character <= 'Z')
                || (character >= '0' && character <= '9')
                || character == '-'
                || character == '_';
    }
}
