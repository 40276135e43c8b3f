package media.kern.core.glob;

/** A pattern isn't a valid glob. The message names the pattern and what is wrong with it. */
public final class GlobSyntaxException extends Exception {
    GlobSyntaxException(String pattern, String reason) {
        super("invalid pattern '" + shortened(pattern) + "': " + reason);
    }

    private static String shortened(String pattern) {
        return pattern.length() <= 100 ? pattern : pattern.substring(0, 100) + "...";
    }
}
