package media.kern.ffmpeg.child;

import java.io.IOException;
import java.util.List;

/** A way to start child processes. */
interface Spawner extends AutoCloseable {

    /**
     * Starts a child that leads a session of its own, with the null device as stdin.
     *
     * @param command absolute path of the program and its arguments
     * @param environment entries {@code NAME=value}, nothing else
     */
    Child spawn(List<String> command, List<String> environment, Output output) throws IOException;

    /** Kills what still runs and gives everything back when that has ended. */
    @Override
    void close();
}
