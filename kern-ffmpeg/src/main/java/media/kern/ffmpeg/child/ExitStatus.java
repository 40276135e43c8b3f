package media.kern.ffmpeg.child;

import java.util.List;
import java.util.Set;

/**
 * How a child ended (wait(2)).
 *
 * @param code exit code, 0 to 255; 0 if a signal ended it
 * @param signal number of the signal that ended it; 0 if it exited by itself
 */
public record ExitStatus(int code, int signal) {
    private static final int SIGNAL_BITS = 0x7f;
    private static final int CODE_SHIFT = 8;
    private static final int CODE_BITS = 0xff;
    /** What the JDK adds to the number of a signal to make it an exit code. */
    private static final int JDK_SIGNAL_BASE = 128;

    private static final int HIGHEST_CLASSIC_SIGNAL = 31;

    /** SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE, SIGSEGV, SIGSYS. */
    private static final Set<Integer> CRASHES = Set.of(4, 5, 6, 7, 8, 11, 31);

    /** Names of the signals 1 to 15 of signal(7), the same on all of Linux's usual architectures. */
    private static final List<String> NAMES = List.of(
            "SIGHUP", "SIGINT", "SIGQUIT", "SIGILL", "SIGTRAP", "SIGABRT", "SIGBUS", "SIGFPE", "SIGKILL", "SIGUSR1",
            "SIGSEGV", "SIGUSR2", "SIGPIPE", "SIGALRM", "SIGTERM");

    /** Takes a status apart as waitpid(2) reports it. */
    static ExitStatus ofWait(int status) {
        int signal = status & SIGNAL_BITS;
        return signal == 0 ? new ExitStatus((status >> CODE_SHIFT) & CODE_BITS, 0) : new ExitStatus(0, signal);
    }

    /**
     * The JDK reports the end by signal N as exit code 128 + N, which a program may use as well. Codes of signals that
     * exist are taken for signals; FFmpeg's own, such as 183, are beyond them.
     */
    static ExitStatus ofJdk(int exitValue) {
        boolean bySignal = exitValue > JDK_SIGNAL_BASE && exitValue <= JDK_SIGNAL_BASE + HIGHEST_CLASSIC_SIGNAL;
        return bySignal ? new ExitStatus(0, exitValue - JDK_SIGNAL_BASE) : new ExitStatus(exitValue, 0);
    }

    /** Whether it was ended by a signal. */
    public boolean bySignal() {
        return signal != 0;
    }

    /** Whether it was ended by a signal that a program earns for its own faults, such as SIGSEGV. */
    public boolean crashed() {
        return CRASHES.contains(signal);
    }

    /** {@code exit code 1} or {@code signal 9 (SIGKILL)}. */
    public String text() {
        if (!bySignal()) {
            return "exit code " + code;
        }
        return signal <= NAMES.size() ? "signal " + signal + " (" + NAMES.get(signal - 1) + ")" : "signal " + signal;
    }
}
