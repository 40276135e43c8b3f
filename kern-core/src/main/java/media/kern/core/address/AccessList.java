package media.kern.core.address;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Regular expressions that allow and block addresses. An address that a block expression matches is rejected; else it
 * is accepted if there are no allow expressions or one of them matches. Expressions match anywhere in the text and are
 * case-sensitive. Immutable and safe for concurrent use.
 */
public final class AccessList {
    /** Longer addresses, in UTF-16 units, are rejected. */
    public static final int MAX_LENGTH = 1 << 16;

    /** Character reads for one decision, about 50 ms. An expression that needs more rejects the address. */
    private static final int MAX_READS = 5_000_000;

    private static final Logger log = LoggerFactory.getLogger("Process");

    private final List<Pattern> allow;
    private final List<Pattern> block;

    private AccessList(List<Pattern> allow, List<Pattern> block) {
        this.allow = allow;
        this.block = block;
    }

    /** A list that accepts every address. */
    public static AccessList acceptingAll() {
        return new AccessList(List.of(), List.of());
    }

    /**
     * Compiles the expressions; blanks around them and empty ones are ignored.
     *
     * @param direction {@code input} or {@code output}, for the error message
     * @throws AccessExpressionException if an expression is invalid
     */
    public static AccessList compile(String direction, List<String> allow, List<String> block)
            throws AccessExpressionException {
        return new AccessList(compile(direction, "allow", allow), compile(direction, "block", block));
    }

    private static List<Pattern> compile(String direction, String list, List<String> expressions)
            throws AccessExpressionException {
        List<Pattern> patterns = new ArrayList<>();
        for (String expression : expressions) {
            String trimmed = expression.strip();
            if (trimmed.isEmpty()) {
                continue;
            }
            try {
                patterns.add(Re2Expression.compile(trimmed));
            } catch (PatternSyntaxException e) {
                throw new AccessExpressionException(
                        "%s address validator: invalid %s expression: '%s' (%s)"
                                .formatted(direction, list, trimmed, e.getDescription()),
                        e);
            }
        }
        return List.copyOf(patterns);
    }

    /** The same without the list of what is allowed. */
    AccessList blockOnly() {
        return new AccessList(List.of(), block);
    }

    /** Whether an address is accepted. */
    public boolean accepts(String address) {
        return decide(address, text -> !find(block, text) && (allow.isEmpty() || find(allow, text)));
    }

    /** Whether no block expression matches, whatever is allowed. */
    boolean tolerates(String address) {
        return decide(address, text -> !find(block, text));
    }

    private interface Decision {
        boolean on(CharSequence text);
    }

    private static boolean decide(String address, Decision decision) {
        if (address.length() > MAX_LENGTH) {
            return false;
        }
        try {
            return decision.on(new MeteredText(address, MAX_READS));
        } catch (MeteredText.Exhausted | StackOverflowError e) {
            // Repeated groups recurse once per repetition, so a long address can exceed the stack before the reads.
            log.atWarn()
                    .addKeyValue("length", address.length())
                    .addKeyValue("max_steps", MAX_READS)
                    .log("Rejecting address, its ffmpeg.access expressions take too many steps");
            return false;
        }
    }

    private static boolean find(List<Pattern> patterns, CharSequence text) {
        return patterns.stream().anyMatch(pattern -> pattern.matcher(text).find());
    }
}
