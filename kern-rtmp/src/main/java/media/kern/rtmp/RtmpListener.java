package media.kern.rtmp;

/** Hears of what happens; on event loops, so it must not block. */
public interface RtmpListener {
    /** Somebody publishes or plays from now on. */
    default void opened(RtmpSession session) {}

    /** He no longer does; called once for each that was opened. The bytes are the final ones. */
    default void closed(RtmpSession session, RtmpEnd end) {}

    /** Somebody may not. */
    default void refused(RtmpRequest request, RtmpDecision.Refuse refusal) {}

    /** A publisher sends a codec that he has not sent before. */
    default void track(RtmpSession publisher, String codec) {}

    /** A publisher sends something that is not passed on; once for each. */
    default void unsupported(RtmpSession publisher, String codec) {}

    /** A player was too slow, and goes on at the next keyframe. */
    default void skipped(RtmpSession player) {}
}
