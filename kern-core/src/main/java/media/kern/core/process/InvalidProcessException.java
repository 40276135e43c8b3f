package media.kern.core.process;

/** The definition of a process cannot work as it is; the message says what to change. */
public final class InvalidProcessException extends Exception {
    private static final long serialVersionUID = 1L;

    public InvalidProcessException(String message) {
        super(message);
    }
}
