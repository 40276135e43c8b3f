package media.kern.ffmpeg.process;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/** Sends POSIX signals: the JDK itself can only send SIGTERM and SIGKILL. */
final class Signals {
    static final int SIGINT = 2;
    static final int SIGKILL = 9;

    private static final MethodHandle KILL = Linker.nativeLinker()
            .downcallHandle(
                    Linker.nativeLinker().defaultLookup().findOrThrow("kill"),
                    FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));

    private Signals() {}

    /** Signals one process; false if it is gone. */
    static boolean send(long pid, int signal) {
        return kill((int) pid, signal);
    }

    /** Signals every process of the group that {@code leader} leads; false if the group is empty. */
    static boolean sendToGroup(long leader, int signal) {
        return kill((int) -leader, signal);
    }

    private static boolean kill(int target, int signal) {
        if (target == 0 || target == -1 || target == 1) {
            throw new IllegalArgumentException("refusing to signal " + target);
        }
        try {
            return (int) KILL.invokeExact(target, signal) == 0;
        } catch (Throwable e) {
            throw new AssertionError("kill() cannot be called", e);
        }
    }
}
