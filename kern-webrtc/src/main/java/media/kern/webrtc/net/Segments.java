package media.kern.webrtc.net;

import io.netty.channel.unix.Errors;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Whether the kernel may be given several packets as one long datagram (UDP segmentation offload). Some network devices
 * refuse that, which shows with the first one.
 */
final class Segments {
    private static final int INPUT_OUTPUT_ERROR = 5;
    private static final int INVALID_ARGUMENT = 22;

    private final AtomicBoolean on;

    Segments(boolean on) {
        this.on = new AtomicBoolean(on);
    }

    boolean on() {
        return on.get();
    }

    /** Whether the failure of a send ends the use of segments, now. */
    boolean refused(IOException failure) {
        int error = failure instanceof Errors.NativeIoException of ? Math.abs(of.expectedErr()) : 0;
        return (error == INPUT_OUTPUT_ERROR || error == INVALID_ARGUMENT) && on.compareAndSet(true, false);
    }
}
