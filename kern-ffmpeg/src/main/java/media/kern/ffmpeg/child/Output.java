package media.kern.ffmpeg.child;

/** Which of its two outputs of a child is read; the other one goes to the null device. */
public enum Output {
    STDERR,
    STDOUT,
    BOTH;

    boolean stdout() {
        return this != STDERR;
    }

    boolean stderr() {
        return this != STDOUT;
    }
}
