package media.kern.bench;

import java.io.IOException;

/** A server answered something else than what was asked for, so its numbers would mean nothing. */
final class BadAnswerException extends IOException {
    private static final long serialVersionUID = 1;

    BadAnswerException(String message) {
        super(message);
    }
}
