package media.kern.rtmp;

/** What a client wants with a stream. */
public enum RtmpAction {
    /** To send it. */
    PUBLISH,
    /** To get it. */
    PLAY
}
