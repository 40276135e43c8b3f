package media.kern.core.process;

/** There is no process with this id (any more). */
public final class UnknownProcessException extends Exception {
    private static final long serialVersionUID = 1L;

    public UnknownProcessException() {
        super("unknown process");
    }
}
