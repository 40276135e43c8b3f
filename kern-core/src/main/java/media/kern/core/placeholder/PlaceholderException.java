package media.kern.core.placeholder;

/** A text can't be resolved because it would become too long. The message names the limit. */
public final class PlaceholderException extends Exception {
    PlaceholderException(String message) {
        super(message);
    }
}
