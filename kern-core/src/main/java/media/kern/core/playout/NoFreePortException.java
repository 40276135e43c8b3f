package media.kern.core.playout;

/** All ports of the range are taken. The message is shown to the user. */
public final class NoFreePortException extends Exception {
    private static final long serialVersionUID = 1L;

    NoFreePortException(String message) {
        super(message);
    }
}
