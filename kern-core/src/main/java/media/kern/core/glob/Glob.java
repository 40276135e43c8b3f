package media.kern.core.glob;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A compiled glob pattern. Case-sensitive; the whole text must match. Immutable and safe for concurrent use.
 *
 * <ul>
 *   <li>{@code *}: any characters but separators, also none; {@code **}: any characters
 *   <li>{@code ?}: one character, not a separator
 *   <li>{@code [abc]} or {@code [a-z]}: one of these, also a separator; {@code [!...]}: none of these
 *   <li><code>{a,b}</code>: alternatives, may be empty and nested (at most 32 deep)
 *   <li>{@code \c}: the character c
 * </ul>
 *
 * <p>A character is a Unicode code point. If a pattern has {@code **} between two separators and no other wildcard, the
 * two may be one and the same: with the separator {@code /}, {@code /a/}{@code **}{@code /x.ts} matches
 * {@code /a/x.ts}. Existing patterns rely on it.
 */
public final class Glob {
    /** The longest accepted pattern, in UTF-16 units. */
    public static final int MAX_LENGTH = 4096;

    /** What {@link #mostSeparators()} tells of a pattern with {@code **}. */
    public static final int ANY_NUMBER = Integer.MAX_VALUE;

    private final String pattern;
    private final String prefix;
    private final @Nullable String joined;
    private final int mostSeparators;
    private final GlobAutomaton automaton;

    private Glob(String pattern, List<GlobNode> nodes, String separators) {
        this.pattern = pattern;
        this.prefix = literals(nodes);
        this.joined = joined(nodes, prefix, separators);
        this.mostSeparators = mostSeparators(nodes, separators);
        this.automaton = new GlobAutomaton(nodes, separators);
    }

    /**
     * Compiles a pattern.
     *
     * @param separators the characters {@code *} and {@code ?} don't match, none: they match everything
     * @throws GlobSyntaxException if the pattern is invalid, nested deeper than 32 braces or longer than
     *     {@value #MAX_LENGTH}
     */
    public static Glob compile(String pattern, char... separators) throws GlobSyntaxException {
        if (pattern.length() > MAX_LENGTH) {
            throw new GlobSyntaxException(
                    pattern, "it has " + pattern.length() + " characters, the limit is " + MAX_LENGTH);
        }
        return new Glob(pattern, GlobParser.parse(pattern), new String(separators));
    }

    /** Whether the whole text matches. Takes time in proportion to the length of the text. */
    public boolean matches(String text) {
        return text.startsWith(prefix) && (automaton.matches(text) || text.equals(joined));
    }

    /** The text before the first wildcard: everything that matches starts with it. */
    public String literalPrefix() {
        return prefix;
    }

    /** How many separators a text that matches has at most, {@link #ANY_NUMBER} if there may be any number. */
    public int mostSeparators() {
        return mostSeparators;
    }

    /** The pattern as it was given. */
    public String pattern() {
        return pattern;
    }

    @Override
    public String toString() {
        return pattern;
    }

    private static String literals(List<GlobNode> nodes) {
        StringBuilder text = new StringBuilder();
        for (GlobNode node : nodes) {
            if (!(node instanceof GlobNode.Literal(int character))) {
                break;
            }
            text.appendCodePoint(character);
        }
        return text.toString();
    }

    private static int mostSeparators(List<GlobNode> nodes, String separators) {
        long sum = 0;
        for (GlobNode node : nodes) {
            sum += switch (node) {
                case GlobNode.One one -> acceptsAny(one, separators) ? 1 : 0;
                case GlobNode.Run(GlobNode.One repeated) -> acceptsAny(repeated, separators) ? ANY_NUMBER : 0;
                case GlobNode.Alternatives(List<List<GlobNode>> sequences) ->
                    sequences.stream()
                            .mapToInt(sequence -> mostSeparators(sequence, separators))
                            .max()
                            .orElse(0);
            };
        }
        return (int) Math.min(sum, ANY_NUMBER);
    }

    private static boolean acceptsAny(GlobNode.One one, String separators) {
        return separators.codePoints().anyMatch(separator -> one.accepts(separator, separators));
    }

    /** The text of a pattern of one {@code **} between two equal separators with these two joined, else null. */
    private static @Nullable String joined(List<GlobNode> nodes, String before, String separators) {
        int wildcard = before.codePointCount(0, before.length());
        if (before.isEmpty()
                || wildcard >= nodes.size()
                || !(nodes.get(wildcard) instanceof GlobNode.Run(GlobNode.Anything _))) {
            return null;
        }
        List<GlobNode> rest = nodes.subList(wildcard + 1, nodes.size());
        String after = literals(rest);
        boolean literal = !after.isEmpty() && after.codePointCount(0, after.length()) == rest.size();
        char separator = before.charAt(before.length() - 1);
        return literal && separators.indexOf(separator) >= 0 && after.charAt(0) == separator
                ? before + after.substring(1)
                : null;
    }
}
