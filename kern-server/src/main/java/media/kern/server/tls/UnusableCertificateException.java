package media.kern.server.tls;

import java.io.IOException;

/** A certificate or its key cannot be used; the message names the file and what is wrong. */
public final class UnusableCertificateException extends IOException {
    private static final long serialVersionUID = 1L;

    UnusableCertificateException(String message) {
        super(message);
    }

    UnusableCertificateException(String message, Throwable cause) {
        super(message, cause);
    }
}
