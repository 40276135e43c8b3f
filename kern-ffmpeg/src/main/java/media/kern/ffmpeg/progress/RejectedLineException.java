package media.kern.ffmpeg.progress;

import java.io.Serial;

/** A line can't be read; its message tells why. */
final class RejectedLineException extends Exception {

    @Serial
    private static final long serialVersionUID = 1;

    RejectedLineException(String reason) {
        // Hostile output may cause many of these: no stack trace, the reason says all.
        super(reason, null, false, false);
    }
}
