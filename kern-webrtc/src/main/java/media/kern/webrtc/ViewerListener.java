package media.kern.webrtc;

import java.time.Duration;
import media.kern.webrtc.peer.CloseCause;

/** Hears of viewers; on their event loops, so it must not block. */
public interface ViewerListener {
    /** Somebody has an answer. */
    default void added(Viewer viewer) {}

    /** There is a way to him. */
    default void connected(Viewer viewer, Duration since) {}

    /** He gets packets. */
    default void secured(Viewer viewer) {}

    /** He is gone; called once for each who was added. */
    default void closed(Viewer viewer, CloseCause cause, String reason) {}
}
