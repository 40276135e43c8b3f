package media.kern.core.leg;

/** What a {@link LegHost} tells about the legs it has opened. May be called on any thread; never waits. */
@FunctionalInterface
public interface LegFeedback {

    /**
     * The timestamps of the video run backwards: it has B-frames, which no browser shows. The process is started anew with
     * the video encoded, if it is copied now. Further calls have no effect.
     */
    void reordered();
}
