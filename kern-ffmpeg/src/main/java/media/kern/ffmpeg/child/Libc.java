package media.kern.ffmpeg.child;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/** System calls for child processes that Java does not offer. Those that wait are for platform threads. */
final class Libc {
    static final int SIGINT = 2;
    static final int SIGKILL = 9;
    static final int EPOLLIN = 1;

    private static final int O_CLOEXEC = 0x80000;
    private static final int EPOLL_CLOEXEC = O_CLOEXEC;
    private static final int EPOLL_CTL_ADD = 1;
    private static final int EPOLL_CTL_DEL = 2;
    private static final int WNOHANG = 1;
    private static final int EINTR = 4;
    /** The same number on every architecture: it came after they were unified. */
    private static final long SYS_PIDFD_OPEN = 434;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO = STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));
    private static final ThreadLocal<MemorySegment> STATE_OF_THREAD =
            ThreadLocal.withInitial(() -> Arena.ofAuto().allocate(STATE));

    private static final MethodHandle KILL = LINKER.downcallHandle(
            LINKER.defaultLookup().findOrThrow("kill"), FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
    private static final MethodHandle STRERROR = LINKER.downcallHandle(
            LINKER.defaultLookup().findOrThrow("strerror"), FunctionDescriptor.of(ADDRESS, JAVA_INT));

    private static final MethodHandle PAGE_SIZE =
            LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow("getpagesize"), FunctionDescriptor.of(JAVA_INT));

    /** Absent outside of Linux: only looked up when the first child is spawned. */
    private static final class Linux {
        static final MethodHandle PIPE2 = find("pipe2", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT));
        static final MethodHandle READ = find("read", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));
        static final MethodHandle WRITE = find("write", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));
        static final MethodHandle CLOSE = find("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
        static final MethodHandle EPOLL_CREATE = find("epoll_create1", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
        static final MethodHandle EPOLL_CTL =
                find("epoll_ctl", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS));
        static final MethodHandle EPOLL_WAIT =
                find("epoll_wait", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT));
        static final MethodHandle WAITPID =
                find("waitpid", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
        static final MethodHandle SYSCALL = LINKER.downcallHandle(
                LINKER.defaultLookup().findOrThrow("syscall"),
                FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_INT, JAVA_INT),
                Linker.Option.firstVariadicArg(1),
                Linker.Option.captureCallState("errno"));

        private static MethodHandle find(String name, FunctionDescriptor type) {
            return LINKER.downcallHandle(
                    LINKER.defaultLookup().findOrThrow(name), type, Linker.Option.captureCallState("errno"));
        }
    }

    private Libc() {}

    /** One call of a function, with a place for its error number. */
    private interface Call {
        // Throwable is what a method handle declares.
        long run(MemorySegment state) throws Throwable;
    }

    /** Calls again while interrupted; a result below 0 is an error. */
    private static long call(String name, Call call) throws IOException {
        MemorySegment state = STATE_OF_THREAD.get();
        while (true) {
            long result = unchecked(name, () -> call.run(state));
            if (result >= 0) {
                return result;
            }
            int errno = (int) ERRNO.get(state, 0L);
            if (errno != EINTR) {
                throw new IOException(name + ": " + error(errno));
            }
        }
    }

    private interface Unchecked {
        long run() throws Throwable;
    }

    private static long unchecked(String name, Unchecked call) {
        try {
            return call.run();
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError(name + "() cannot be called", e);
        }
    }

    /** The text of an error number, in lower case as the rest of a sentence. */
    static String error(int errno) {
        try {
            String text = ((MemorySegment) STRERROR.invokeExact(errno))
                    .reinterpret(Long.MAX_VALUE)
                    .getString(0);
            return Character.toLowerCase(text.charAt(0)) + text.substring(1);
        } catch (Throwable e) {
            throw new AssertionError("strerror() cannot be called", e);
        }
    }

    /** Signals a process, or with a negative target a process group; false if it is gone. */
    static boolean kill(long target, int signal) {
        if (target == 0 || target == -1 || target == 1) {
            throw new IllegalArgumentException("refusing to signal " + target);
        }
        return unchecked("kill", () -> (int) KILL.invokeExact((int) target, signal)) == 0;
    }

    /** The unit of resident memory, in bytes. */
    static long pageBytes() {
        return unchecked("getpagesize", () -> (int) PAGE_SIZE.invokeExact());
    }

    /** A pipe whose ends no child inherits by accident: the one to read from, then the one to write to. */
    static int[] pipe() throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment ends = arena.allocate(JAVA_INT, 2);
            call("pipe2", state -> (int) Linux.PIPE2.invokeExact(state, ends, O_CLOEXEC));
            return ends.toArray(JAVA_INT);
        }
    }

    /** Reads what is there, at least a byte; 0 at the end. */
    static int read(int fd, MemorySegment buffer) throws IOException {
        return (int) call("read", state -> (long) Linux.READ.invokeExact(state, fd, buffer, buffer.byteSize()));
    }

    static void writeByte(int fd) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment one = arena.allocate(1);
            call("write", state -> (long) Linux.WRITE.invokeExact(state, fd, one, 1L));
        }
    }

    /** Gives a descriptor back; it is gone whatever the call says. */
    static void close(int fd) {
        unchecked("close", () -> (int) Linux.CLOSE.invokeExact(STATE_OF_THREAD.get(), fd));
    }

    static int epollCreate() throws IOException {
        return (int) call("epoll_create1", state -> (int) Linux.EPOLL_CREATE.invokeExact(state, EPOLL_CLOEXEC));
    }

    /** Waits for {@code fd} to be readable, again and again until it is removed. */
    static void epollAdd(int epoll, int fd, long token) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment event = arena.allocate(EpollEvents.EVENT_BYTES);
            EpollEvents.write(event, EPOLLIN, token);
            call("epoll_ctl", state -> (int) Linux.EPOLL_CTL.invokeExact(state, epoll, EPOLL_CTL_ADD, fd, event));
        }
    }

    static void epollRemove(int epoll, int fd) throws IOException {
        call("epoll_ctl", state ->
                (int) Linux.EPOLL_CTL.invokeExact(state, epoll, EPOLL_CTL_DEL, fd, MemorySegment.NULL));
    }

    /** Returns how many events there are; waits until there is one. */
    static int epollWait(int epoll, EpollEvents events) throws IOException {
        return (int) call("epoll_wait", state ->
                (int) Linux.EPOLL_WAIT.invokeExact(state, epoll, events.memory(), events.capacity(), -1));
    }

    /** A descriptor that becomes readable when the process ends (pidfd_open(2), Linux 5.3). */
    static int pidfdOpen(int pid) throws IOException {
        return (int) call("pidfd_open", state -> (long) Linux.SYSCALL.invokeExact(state, SYS_PIDFD_OPEN, pid, 0));
    }

    /** Takes the status of a child that has ended; its pid may be used anew from then on. */
    static ExitStatus reap(int pid, boolean wait) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment status = arena.allocate(JAVA_INT);
            long reaped =
                    call("waitpid", state -> (int) Linux.WAITPID.invokeExact(state, pid, status, wait ? 0 : WNOHANG));
            if (reaped != pid) {
                throw new IOException("waitpid: " + pid + " has not ended");
            }
            return ExitStatus.ofWait(status.get(JAVA_INT, 0));
        }
    }
}
