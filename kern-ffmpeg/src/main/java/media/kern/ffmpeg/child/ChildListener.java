package media.kern.ffmpeg.child;

/**
 * Is told what happens to a child. All calls come one after the other, on a thread that other children share: they must
 * not block.
 */
public interface ChildListener {

    /**
     * The child has written something.
     *
     * @param bytes valid during the call only, from its beginning
     * @param length how many of them
     */
    void output(byte[] bytes, int length);

    /** There will be no more output. Called once; before or after {@link #exited}. */
    void outputEnded();

    /** The child has ended, and what it left in its process group has been killed. Called once. */
    void exited(ExitStatus status);
}
