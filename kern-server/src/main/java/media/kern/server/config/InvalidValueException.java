package media.kern.server.config;

/** A text that is not a value of its type. The message says why, without naming the variable. */
public final class InvalidValueException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String reason;

    InvalidValueException(String message) {
        super(message);
        this.reason = message;
    }

    /** The message. */
    String reason() {
        return reason;
    }
}
