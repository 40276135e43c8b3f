package media.kern.core.address;

/** An address is malformed or not allowed. The message is what API clients see as the reason. */
public final class AddressException extends Exception {
    AddressException(String message) {
        super(message);
    }

    AddressException(String message, Throwable cause) {
        super(message, cause);
    }
}
