package media.kern.core.address;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Compiles expressions that were written for RE2, the dialect of the reference's configuration. Where the two dialects
 * read the same text differently (end of text, line ends, classes, braces), the expression is rewritten, so that a
 * block expression never matches less than it used to.
 */
final class Re2Expression {
    private static final Pattern MULTILINE = Pattern.compile("\\(\\?[a-zA-Z]*m");
    private static final Pattern REPETITION = Pattern.compile("\\{\\d+(,\\d*)?}");
    private static final Pattern NAMED_GROUP = Pattern.compile("\\(\\?P?<\\w+>");
    private static final Pattern POSIX_CLASS = Pattern.compile("\\[:(\\^?)([a-z]+):]");
    private static final Map<String, String> POSIX = Map.ofEntries(
            Map.entry("alnum", "p{Alnum}"),
            Map.entry("alpha", "p{Alpha}"),
            Map.entry("ascii", "p{ASCII}"),
            Map.entry("blank", "p{Blank}"),
            Map.entry("cntrl", "p{Cntrl}"),
            Map.entry("digit", "p{Digit}"),
            Map.entry("graph", "p{Graph}"),
            Map.entry("lower", "p{Lower}"),
            Map.entry("print", "p{Print}"),
            Map.entry("punct", "p{Punct}"),
            Map.entry("space", "p{Space}"),
            Map.entry("upper", "p{Upper}"),
            Map.entry("xdigit", "p{XDigit}"),
            Map.entry("word", "w"));

    private final String source;
    private final boolean multiline;
    private final StringBuilder target = new StringBuilder();
    private int position;

    private Re2Expression(String source) {
        this.source = source;
        this.multiline = MULTILINE.matcher(source).find();
    }

    /** @throws java.util.regex.PatternSyntaxException if the expression is invalid */
    static Pattern compile(String expression) {
        return Pattern.compile(new Re2Expression(expression).rewritten(), Pattern.UNIX_LINES | Pattern.UNICODE_CASE);
    }

    private String rewritten() {
        while (position < source.length()) {
            char character = source.charAt(position);
            switch (character) {
                case '\\' -> escape();
                case '[' -> characterClass();
                case '$' -> replace(1, multiline ? "$" : "\\z");
                case '(' -> group();
                case '{' -> repetition();
                default -> replace(1, String.valueOf(character));
            }
        }
        return target.toString();
    }

    private void escape() {
        if (!source.startsWith("\\Q", position)) {
            copy(2);
            return;
        }
        int end = source.indexOf("\\E", position);
        copy(end < 0 ? source.length() : end + 2 - position);
    }

    /** Names of groups aren't used, and may have characters here that they can't have there. */
    private void group() {
        Matcher named = matcherAt(NAMED_GROUP);
        replace(named == null ? 1 : named.end() - named.start(), "(");
    }

    private void repetition() {
        Matcher repetition = matcherAt(REPETITION);
        if (repetition == null) {
            replace(1, "\\{");
        } else {
            copy(repetition.end() - repetition.start());
        }
    }

    /** In a class, a further {@code [} or {@code &&} is ordinary text here, but nests or intersects there. */
    private void characterClass() {
        copy(1);
        if (source.startsWith("^", position)) {
            copy(1);
        }
        if (source.startsWith("]", position)) {
            replace(1, "\\]");
        }
        while (position < source.length() && source.charAt(position) != ']') {
            char character = source.charAt(position);
            Matcher posix = matcherAt(POSIX_CLASS);
            if (posix != null) {
                replace(
                        posix.end() - posix.start(),
                        posixClass(posix.group(2), !posix.group(1).isEmpty()));
            } else if (character == '\\') {
                copy(2);
            } else {
                replace(1, (character == '[' || character == '&' ? "\\" : "") + character);
            }
        }
        copy(1);
    }

    /** An unknown name is kept, so that compiling fails. */
    private static String posixClass(String name, boolean negated) {
        String escape = POSIX.getOrDefault(name, "p{" + name + "}");
        return "\\" + (negated ? escape.substring(0, 1).toUpperCase(Locale.ROOT) + escape.substring(1) : escape);
    }

    private @Nullable Matcher matcherAt(Pattern pattern) {
        Matcher matcher = pattern.matcher(source).region(position, source.length());
        return matcher.lookingAt() ? matcher : null;
    }

    private void copy(int length) {
        int end = Math.min(position + length, source.length());
        target.append(source, position, end);
        position = end;
    }

    private void replace(int length, String replacement) {
        target.append(replacement);
        position += length;
    }
}
