package media.kern.ffmpeg.process;

import java.util.List;
import java.util.Optional;
import media.kern.ffmpeg.progress.StreamDescription;

/** What accompanies one run of FFmpeg from its start to its end, such as sockets that it sends to. */
public interface Companion {

    /** Nothing. */
    Companion NONE = new Companion() {
        @Override
        public void described(List<StreamDescription> inputs) {}

        @Override
        public Optional<String> toBlame(List<String> lines) {
            return Optional.empty();
        }

        @Override
        public void end() {}
    };

    /** FFmpeg has said what it reads. Called on a thread that all children share: must not wait. */
    void described(List<StreamDescription> inputs);

    /**
     * FFmpeg has failed before it got anywhere.
     *
     * @param lines the last ones it has written
     * @return for the report, why it is to be started again at once: it failed for its companion, and the next arguments
     *     are others; empty if that is not so
     */
    Optional<String> toBlame(List<String> lines);

    /**
     * The run is over for it. Called exactly once: before FFmpeg is told to end, or when it has ended by itself, before
     * anything else is made of that, or when it could not be started. The stop of the process waits for it.
     */
    void end();
}
