package media.kern.rtmp;

/** What a connection is there for, once it publishes or plays. */
interface Role {
    LiveSession session();

    /** Leaves the stream. */
    void leave();
}
