package media.kern.ffmpeg.child;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.List;

/**
 * Starts programs with posix_spawn(3): a session of their own, default signal handling (a server that was started in the
 * background of a script ignores SIGINT, and what it starts would, too), and no descriptor of this process but the given
 * one. For one thread.
 */
final class PosixSpawn {
    private static final short SETSIGDEF = 0x04;
    private static final short SETSIGMASK = 0x08;
    private static final short SETSID = 0x80;
    /** More than glibc's structures need (336 bytes for the attributes, 80 for the actions, 128 for a signal set). */
    private static final long STRUCTURE_BYTES = 1024;

    private static final int O_RDONLY = 0;
    private static final int O_WRONLY = 1;
    private static final String NULL_DEVICE = "/dev/null";

    private static final MethodHandle SPAWN = find("posix_spawn", ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS);
    private static final MethodHandle ACTIONS_INIT = find("posix_spawn_file_actions_init", ADDRESS);
    private static final MethodHandle ACTIONS_DESTROY = find("posix_spawn_file_actions_destroy", ADDRESS);
    private static final MethodHandle ADD_OPEN =
            find("posix_spawn_file_actions_addopen", ADDRESS, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT);
    private static final MethodHandle ADD_DUP2 = find("posix_spawn_file_actions_adddup2", ADDRESS, JAVA_INT, JAVA_INT);
    /** Since glibc 2.34; without it descriptors would leak into the child. */
    private static final MethodHandle ADD_CLOSE_FROM =
            find("posix_spawn_file_actions_addclosefrom_np", ADDRESS, JAVA_INT);

    private static final MethodHandle ATTRIBUTES_INIT = find("posix_spawnattr_init", ADDRESS);
    private static final MethodHandle SET_FLAGS = find("posix_spawnattr_setflags", ADDRESS, JAVA_SHORT);
    private static final MethodHandle SET_DEFAULT = find("posix_spawnattr_setsigdefault", ADDRESS, ADDRESS);
    private static final MethodHandle SET_MASK = find("posix_spawnattr_setsigmask", ADDRESS, ADDRESS);
    private static final MethodHandle FILL = find("sigfillset", ADDRESS);
    private static final MethodHandle EMPTY = find("sigemptyset", ADDRESS);

    private final MemorySegment attributes;

    private interface Call {
        // Throwable is what a method handle declares.
        int run() throws Throwable;
    }

    PosixSpawn(Arena arena) throws IOException {
        attributes = arena.allocate(STRUCTURE_BYTES, Long.BYTES);
        MemorySegment signals = arena.allocate(STRUCTURE_BYTES, Long.BYTES);
        require("posix_spawnattr_init", () -> (int) ATTRIBUTES_INIT.invokeExact(attributes));
        require("sigfillset", () -> (int) FILL.invokeExact(signals));
        require("posix_spawnattr_setsigdefault", () -> (int) SET_DEFAULT.invokeExact(attributes, signals));
        require("sigemptyset", () -> (int) EMPTY.invokeExact(signals));
        require("posix_spawnattr_setsigmask", () -> (int) SET_MASK.invokeExact(attributes, signals));
        short flags = SETSIGDEF | SETSIGMASK | SETSID;
        require("posix_spawnattr_setflags", () -> (int) SET_FLAGS.invokeExact(attributes, flags));
    }

    private static MethodHandle find(String name, ValueLayout... parameters) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(
                linker.defaultLookup().findOrThrow(name), FunctionDescriptor.of(JAVA_INT, parameters));
    }

    /** All these functions return an error number, 0 for none. */
    private static void require(String name, Call call) throws IOException {
        int error;
        try {
            error = call.run();
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError(name + "() cannot be called", e);
        }
        if (error != 0) {
            throw new IOException(name + ": " + Libc.error(error));
        }
    }

    /**
     * Starts a program.
     *
     * @param command absolute path of the program and its arguments
     * @param environment entries {@code NAME=value}
     * @param pipe where what {@code output} names is written to
     * @return the process id
     */
    int spawn(List<String> command, List<String> environment, Output output, int pipe) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment actions = arena.allocate(STRUCTURE_BYTES, Long.BYTES);
            require("posix_spawn_file_actions_init", () -> (int) ACTIONS_INIT.invokeExact(actions));
            try {
                open(arena, actions, 0, O_RDONLY);
                connect(arena, actions, 1, output.stdout() ? pipe : -1);
                connect(arena, actions, 2, output.stderr() ? pipe : -1);
                require("addclosefrom", () -> (int) ADD_CLOSE_FROM.invokeExact(actions, 3));
                MemorySegment pid = arena.allocate(JAVA_INT);
                MemorySegment program = arena.allocateFrom(text(command.getFirst()));
                MemorySegment argv = strings(arena, command);
                MemorySegment envp = strings(arena, environment);
                require("fork/exec " + command.getFirst(), () ->
                        (int) SPAWN.invokeExact(pid, program, actions, attributes, argv, envp));
                return pid.get(JAVA_INT, 0);
            } finally {
                require("posix_spawn_file_actions_destroy", () -> (int) ACTIONS_DESTROY.invokeExact(actions));
            }
        }
    }

    private static void connect(Arena arena, MemorySegment actions, int fd, int pipe) throws IOException {
        if (pipe < 0) {
            open(arena, actions, fd, O_WRONLY);
        } else {
            require("adddup2", () -> (int) ADD_DUP2.invokeExact(actions, pipe, fd));
        }
    }

    private static void open(Arena arena, MemorySegment actions, int fd, int mode) throws IOException {
        MemorySegment path = arena.allocateFrom(NULL_DEVICE);
        require("addopen", () -> (int) ADD_OPEN.invokeExact(actions, fd, path, mode, 0));
    }

    private static MemorySegment strings(Arena arena, List<String> texts) throws IOException {
        MemorySegment array = arena.allocate(ADDRESS, texts.size() + 1L);
        for (int i = 0; i < texts.size(); i++) {
            array.setAtIndex(ADDRESS, i, arena.allocateFrom(text(texts.get(i))));
        }
        array.setAtIndex(ADDRESS, texts.size(), MemorySegment.NULL);
        return array;
    }

    private static String text(String text) throws IOException {
        if (text.indexOf('\0') >= 0) {
            throw new IOException("an argument contains the character NUL");
        }
        return text;
    }
}
