package media.kern.ffmpeg.child;

/** A child process, leader of its own session and process group. Safe for use by several threads. */
public interface Child {
    long pid();

    /**
     * From now on the listener is told what happens, and what has happened already. Called once; a child that nobody
     * listens to waits as soon as its pipe is full, and stays a zombie when it ends.
     */
    void attach(ChildListener listener);

    /**
     * Asks to end, as Ctrl-C does. Only the child itself: FFmpeg ends its own helpers.
     *
     * @return false if it has ended already
     */
    boolean interrupt();

    /** Ends the child and everything in its process group. */
    void kill();

    /** Nobody is to read what a survivor outside of the group, which holds the pipe open, still writes. */
    void abandonOutput();
}
