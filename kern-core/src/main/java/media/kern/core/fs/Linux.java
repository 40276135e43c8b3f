package media.kern.core.fs;

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
import java.nio.ByteBuffer;

/**
 * The system calls for a file in memory that Java does not offer. Reading and writing are here too because a
 * {@link java.nio.channels.FileChannel} is closed, for everybody, when a thread that uses it is interrupted.
 */
final class Linux {
    private static final int MFD_CLOEXEC = 1;
    private static final int MFD_NOEXEC_SEAL = 8;
    private static final int FALLOC_FL_KEEP_SIZE = 1;
    private static final int FALLOC_FL_PUNCH_HOLE = 2;
    private static final int EINTR = 4;
    private static final int EINVAL = 22;
    private static final int ENOSPC = 28;

    /** Heap buffers are copied in pieces of this size, as native code cannot see them. */
    private static final int COPY_BYTES = 64 * 1024;

    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO = STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));
    private static final MethodHandle MEMFD_CREATE =
            find("memfd_create", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT));
    private static final MethodHandle FALLOCATE =
            find("fallocate", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_LONG));
    private static final MethodHandle PREAD =
            find("pread", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_LONG));
    private static final MethodHandle PWRITE =
            find("pwrite", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_LONG));
    private static final MethodHandle CLOSE = find("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));

    private Linux() {}

    /** One call of a function, with a place for its error number. */
    private interface Call {
        // Throwable is what a method handle declares.
        long run(MemorySegment state) throws Throwable;
    }

    /** Returns the descriptor of a new, empty file in memory that no child process inherits. */
    static int memfdCreate(String name) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment label = arena.allocateFrom(name);
            try {
                return memfdCreate(arena, label, MFD_CLOEXEC | MFD_NOEXEC_SEAL);
            } catch (SystemCallException e) {
                // Kernels before 6.3 do not know the second flag; later ones may insist on it.
                if (e.errno != EINVAL) {
                    throw e;
                }
                return memfdCreate(arena, label, MFD_CLOEXEC);
            }
        }
    }

    private static int memfdCreate(Arena arena, MemorySegment label, int flags) throws IOException {
        return (int) call(arena, "memfd_create", state -> (int) MEMFD_CREATE.invokeExact(state, label, flags));
    }

    /** Gives the pages of a part of the file back to the machine; the part then reads as zeros. */
    static void punchHole(int fd, long offset, long length) throws IOException {
        int mode = FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE;
        try (Arena arena = Arena.ofConfined()) {
            call(arena, "fallocate", state -> (int) FALLOCATE.invokeExact(state, fd, mode, offset, length));
        }
    }

    /** Returns the number of bytes read into the buffer, 0 at the end of the file. */
    static int pread(int fd, ByteBuffer dst, long offset) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            if (dst.isDirect()) {
                int n = pread(arena, fd, MemorySegment.ofBuffer(dst), offset);
                dst.position(dst.position() + n);
                return n;
            }
            MemorySegment copy = arena.allocate(Math.min(dst.remaining(), COPY_BYTES));
            int n = pread(arena, fd, copy, offset);
            dst.put(copy.asSlice(0, n).asByteBuffer());
            return n;
        }
    }

    private static int pread(Arena arena, int fd, MemorySegment dst, long offset) throws IOException {
        long size = dst.byteSize();
        return (int) call(arena, "pread", state -> (long) PREAD.invokeExact(state, fd, dst, size, offset));
    }

    /** Writes all remaining bytes of the buffer. */
    static void pwrite(int fd, ByteBuffer src, long offset) throws IOException {
        long at = offset;
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment copy =
                    src.isDirect() ? MemorySegment.NULL : arena.allocate(Math.min(src.remaining(), COPY_BYTES));
            while (src.hasRemaining()) {
                MemorySegment piece = src.isDirect() ? MemorySegment.ofBuffer(src) : copyOf(src, copy);
                long size = piece.byteSize();
                long position = at;
                int n = (int)
                        call(arena, "pwrite", state -> (long) PWRITE.invokeExact(state, fd, piece, size, position));
                src.position(src.position() + n);
                at += n;
            }
        }
    }

    private static MemorySegment copyOf(ByteBuffer src, MemorySegment copy) {
        int n = (int) Math.min(src.remaining(), copy.byteSize());
        copy.asByteBuffer().put(src.slice(src.position(), n));
        return copy.asSlice(0, n);
    }

    static void close(int fd) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            // Never repeated: the descriptor is gone even when close() reports an error.
            long result = once(arena.allocate(STATE), state -> (int) CLOSE.invokeExact(state, fd));
            if (result < 0) {
                throw new IOException("closing a memory file failed");
            }
        }
    }

    private static long call(Arena arena, String name, Call call) throws IOException {
        MemorySegment state = arena.allocate(STATE);
        while (true) {
            long result = once(state, call);
            if (result >= 0) {
                return result;
            }
            int errno = (int) ERRNO.get(state, 0L);
            if (errno == ENOSPC) {
                throw new NoSpaceException();
            }
            if (errno != EINTR) {
                throw new SystemCallException(name, errno);
            }
        }
    }

    private static long once(MemorySegment state, Call call) {
        try {
            return call.run(state);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("a native function threw a checked exception", e);
        }
    }

    private static MethodHandle find(String name, FunctionDescriptor function) {
        Linker linker = Linker.nativeLinker();
        MemorySegment address = linker.defaultLookup()
                .find(name)
                .orElseThrow(() -> new UnsatisfiedLinkError("the C library has no function " + name));
        return linker.downcallHandle(address, function, Linker.Option.captureCallState("errno"));
    }

    private static final class SystemCallException extends IOException {
        private static final long serialVersionUID = 1L;

        private final int errno;

        private SystemCallException(String call, int errno) {
            super(call + " failed with error number " + errno);
            this.errno = errno;
        }
    }
}
