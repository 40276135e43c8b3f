package media.kern.core.glob;

import java.util.ArrayList;
import java.util.List;

/** Reads a pattern from left to right into its elements. */
final class GlobParser {
    /** How deep braces may be nested. Keeps the parser's own recursion shallow. */
    static final int MAX_DEPTH = 32;

    private final String pattern;
    private int position;

    private GlobParser(String pattern) {
        this.pattern = pattern;
    }

    static List<GlobNode> parse(String pattern) throws GlobSyntaxException {
        return new GlobParser(pattern).sequence(0);
    }

    /** Reads up to the end of the pattern, or inside braces up to (without) the next {@code ,} or closing brace. */
    private List<GlobNode> sequence(int depth) throws GlobSyntaxException {
        List<GlobNode> nodes = new ArrayList<>();
        while (!atEnd() && !(depth > 0 && (sees(',') || sees('}')))) {
            nodes.add(node(depth));
        }
        return nodes;
    }

    private GlobNode node(int depth) throws GlobSyntaxException {
        int character = read();
        return switch (character) {
            case '*' -> new GlobNode.Run(skip('*') ? new GlobNode.Anything() : new GlobNode.NoSeparator());
            case '?' -> new GlobNode.NoSeparator();
            case '[' -> characterClass();
            case '{' -> alternatives(depth + 1);
            case '\\' -> new GlobNode.Literal(escaped());
            default -> new GlobNode.Literal(character);
        };
    }

    private GlobNode alternatives(int depth) throws GlobSyntaxException {
        if (depth > MAX_DEPTH) {
            throw error("braces are nested deeper than the limit of " + MAX_DEPTH);
        }
        List<List<GlobNode>> sequences = new ArrayList<>();
        do {
            sequences.add(sequence(depth));
        } while (skip(','));
        if (!skip('}')) {
            throw error("a '{' is not closed");
        }
        return new GlobNode.Alternatives(sequences);
    }

    /** A class is either a list or one range. A {@code -} that doesn't follow the first member is a member itself. */
    private GlobNode characterClass() throws GlobSyntaxException {
        boolean negated = skip('!');
        if (atEnd()) {
            throw error("a '[' is not closed");
        }
        int start = position;
        int low = read();
        if (skip('-')) {
            return range(low, negated);
        }
        position = start;
        StringBuilder members = new StringBuilder();
        while (!sees(']')) {
            int member = read();
            members.appendCodePoint(member == '\\' ? escaped() : member);
        }
        if (members.isEmpty()) {
            throw error("a character class is empty");
        }
        position++;
        return new GlobNode.Members(members.toString(), negated);
    }

    private GlobNode range(int low, boolean negated) throws GlobSyntaxException {
        int high = read();
        if (high < low) {
            throw error("the range '" + Character.toString(low) + "-" + Character.toString(high) + "' is reversed");
        }
        if (!skip(']')) {
            throw error("a character class is either a list or one range");
        }
        return new GlobNode.Range(low, high, negated);
    }

    private int escaped() throws GlobSyntaxException {
        if (atEnd()) {
            throw error("nothing follows the last '\\'");
        }
        return read();
    }

    private boolean atEnd() {
        return position >= pattern.length();
    }

    private boolean sees(char character) throws GlobSyntaxException {
        if (atEnd()) {
            throw error("it ends inside of '[' or '{'");
        }
        return pattern.charAt(position) == character;
    }

    private boolean skip(char character) {
        if (atEnd() || pattern.charAt(position) != character) {
            return false;
        }
        position++;
        return true;
    }

    private int read() throws GlobSyntaxException {
        if (atEnd()) {
            throw error("it ends inside of '['");
        }
        int character = pattern.codePointAt(position);
        position += Character.charCount(character);
        return character;
    }

    private GlobSyntaxException error(String reason) {
        return new GlobSyntaxException(pattern, reason);
    }
}
