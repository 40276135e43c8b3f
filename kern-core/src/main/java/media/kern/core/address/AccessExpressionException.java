package media.kern.core.address;

/** An access expression of the configuration isn't a valid regular expression. The message names it. */
public final class AccessExpressionException extends Exception {
    AccessExpressionException(String message, Throwable cause) {
        super(message, cause);
    }
}
