package media.kern.ffmpeg.progress;

/** What a line of FFmpeg was. */
public sealed interface Accepted {

    /** An ordinary line: it belongs into the log. */
    record Logged() implements Accepted {
        static final Logged LOGGED = new Logged();
    }

    /**
     * A progress line: it doesn't belong into the log.
     *
     * @param advanced whether FFmpeg moved on, i.e. isn't stale
     */
    record Progressed(boolean advanced) implements Accepted {
        private static final Progressed ADVANCED = new Progressed(true);
        private static final Progressed STANDING = new Progressed(false);

        static Progressed of(boolean advanced) {
            return advanced ? ADVANCED : STANDING;
        }
    }

    /** A line that describes streams, tells about an AVstream or came too early: it doesn't belong into the log. */
    record Consumed() implements Accepted {
        static final Consumed CONSUMED = new Consumed();
    }

    /**
     * A line that has to be a description or progress but can't be read: all values stay as they are, and it doesn't
     * belong into the log of the process.
     *
     * @param reason why, for the server's log; quotes at most a few words of the line
     */
    record Rejected(String reason) implements Accepted {}
}
