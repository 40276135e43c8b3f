package media.kern.ffmpeg.process;

/** What FFmpeg does, as opposed to what the user ordered. */
public enum ExecState {
    /** Never started, or ended with exit code 0 or 255. */
    FINISHED,
    /** About to be spawned. */
    STARTING,
    RUNNING,
    /** Asked to end, end not yet seen. */
    FINISHING,
    /** Could not be spawned, or ended with another exit code. */
    FAILED,
    /** Ended by a signal. */
    KILLED;

    private final String text = name().toLowerCase(java.util.Locale.ROOT);

    /** The word of the API. */
    public String text() {
        return text;
    }

    /** True while there is, or is about to be, a child process. */
    public boolean active() {
        return this == STARTING || this == RUNNING || this == FINISHING;
    }
}
