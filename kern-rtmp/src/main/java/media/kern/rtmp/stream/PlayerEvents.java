package media.kern.rtmp.stream;

/** What happens to a player; on his event loop. */
public interface PlayerEvents {
    /** The stream is over; everything of it has been written. */
    void ended();

    /** He was too slow, and goes on at the next keyframe. */
    void skipped();

    /** He does not even take what has to be sent: his connection must be closed. */
    void stuck();
}
