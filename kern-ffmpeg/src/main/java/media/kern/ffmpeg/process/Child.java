package media.kern.ffmpeg.process;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running child process, leader of its own process group. */
final class Child {
    private static final Logger LOG = LoggerFactory.getLogger("Process");
    private static final int EXIT_BY_SIGNAL = 128;
    /** Signals beyond it are nobody's death, but codes like 183 are FFmpeg's own. */
    private static final int HIGHEST_SIGNAL = 31;

    private final Process process;
    private volatile boolean abandoned;

    Child(Process process) {
        this.process = process;
    }

    long pid() {
        return process.pid();
    }

    InputStream stderr() {
        return process.getErrorStream();
    }

    InputStream stdout() {
        return process.getInputStream();
    }

    /** Nobody is to read what a survivor outside of the group, which holds stderr open, still writes. */
    void abandonOutput() {
        abandoned = true;
        try {
            stderr().close();
        } catch (IOException e) {
            LOG.atDebug().setCause(e).log("The output of an FFmpeg cannot be closed");
        }
    }

    boolean outputAbandoned() {
        return abandoned;
    }

    /** Asks to end, as Ctrl-C does. Only the child itself: FFmpeg ends its own helpers. */
    boolean interrupt() {
        return process.isAlive() && Signals.send(pid(), Signals.SIGINT);
    }

    /** Ends the child and everything it started. */
    void kill() {
        if (process.isAlive()) {
            process.destroyForcibly();
        }
        killGroup();
    }

    /** Ends what the child left behind in its group; its stderr is closed by that, if a survivor held it open. */
    void killGroup() {
        Signals.sendToGroup(pid(), Signals.SIGKILL);
    }

    /** Calls back once, on a thread of the JDK, when the child has ended. */
    void onExit(IntConsumer exitCode) {
        var _ = process.onExit().thenAccept(ended -> exitCode.accept(ended.exitValue()));
    }

    /** The state that an exit code stands for; the JDK reports the end by signal N as 128 + N. */
    static ExecState stateAfter(int exitCode) {
        if (exitCode == 0 || exitCode == 255) {
            return ExecState.FINISHED;
        }
        return exitCode > EXIT_BY_SIGNAL && exitCode <= EXIT_BY_SIGNAL + HIGHEST_SIGNAL
                ? ExecState.KILLED
                : ExecState.FAILED;
    }
}
