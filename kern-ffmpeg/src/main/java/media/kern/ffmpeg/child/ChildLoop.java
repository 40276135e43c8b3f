package media.kern.ffmpeg.child;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread that reads the output of all children and takes the status of those that end (epoll(7), pidfd_open(2)). Each
 * child gets one read of {@value #BUFFER_BYTES} bytes per round, so one that floods its output delays the others by the
 * time of one buffer at most.
 */
final class ChildLoop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("Process");
    private static final int BUFFER_BYTES = 64 * 1024;
    private static final int EVENTS = 256;
    private static final long WAKE_TOKEN = 0;

    private final int epoll;
    private final int[] wakePipe;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    /** There is at most one byte in the pipe, so writing it never waits. */
    private final AtomicBoolean woken = new AtomicBoolean();
    /** Guards {@link #ended}: nothing is written to a descriptor that has been given back. */
    private final Object waking = new Object();

    private boolean ended;

    // Only touched by the thread of the loop.
    private final Map<Long, NativeChild> children = new HashMap<>();
    private boolean closing;

    /** Memory to read into, which is free again when the listener returns. */
    static final class Buffer {
        private final MemorySegment memory;
        private final byte[] bytes = new byte[BUFFER_BYTES];

        Buffer(Arena arena) {
            memory = arena.allocate(BUFFER_BYTES);
        }

        int fill(int fd) throws IOException {
            int length = Libc.read(fd, memory);
            MemorySegment.copy(memory, 0, MemorySegment.ofArray(bytes), 0, length);
            return length;
        }

        byte[] bytes() {
            return bytes;
        }
    }

    ChildLoop() throws IOException {
        wakePipe = Libc.pipe();
        epoll = epoll(wakePipe);
        Thread.ofPlatform().name("kern-children").daemon().start(this::run);
    }

    /** One that watches the pipe; the pipe is closed if there is none. */
    private static int epoll(int[] wakePipe) throws IOException {
        int epoll = -1;
        try {
            epoll = Libc.epollCreate();
            Libc.epollAdd(epoll, wakePipe[0], WAKE_TOKEN);
            return epoll;
        } catch (IOException e) {
            Libc.close(wakePipe[0]);
            Libc.close(wakePipe[1]);
            if (epoll >= 0) {
                Libc.close(epoll);
            }
            throw e;
        }
    }

    /** Runs a task on the thread of the loop; false if that has ended. */
    boolean execute(Runnable task) {
        synchronized (waking) {
            if (ended) {
                return false;
            }
            tasks.add(task);
            if (woken.compareAndSet(false, true)) {
                wake();
            }
            return true;
        }
    }

    private void wake() {
        try {
            Libc.writeByte(wakePipe[1]);
        } catch (IOException e) {
            throw new IllegalStateException("the loop of the children cannot be woken", e);
        }
    }

    /** The loop does not end before the child has. On the loop. */
    void add(NativeChild child) {
        children.put(child.token(), child);
        if (closing) {
            child.kill();
        }
    }

    /** Reports its events: its token stands for its output, the next one for its end. On the loop. */
    void watch(NativeChild child) {
        try {
            Libc.epollAdd(epoll, child.pidfd(), child.token() + 1);
            Libc.epollAdd(epoll, child.pipe(), child.token());
        } catch (IOException e) {
            LOG.atError().addKeyValue("pid", child.pid()).setCause(e).log("A child cannot be watched, it is killed");
            child.giveUp();
        }
    }

    /** On the loop. */
    void remove(int fd) {
        try {
            Libc.epollRemove(epoll, fd);
        } catch (IOException e) {
            LOG.atDebug().setCause(e).log("A descriptor was not watched");
        }
        Libc.close(fd);
    }

    /** On the loop. */
    void forgetIfOver(NativeChild child) {
        if (child.over()) {
            children.remove(child.token());
        }
    }

    private void run() {
        try (Arena arena = Arena.ofConfined()) {
            EpollEvents events = new EpollEvents(arena, EVENTS);
            Buffer buffer = new Buffer(arena);
            while (!endIfNothingIsLeft()) {
                int ready = wait(events);
                for (int i = 0; i < ready; i++) {
                    handle(events.token(i), buffer);
                }
                for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
                    attempt(task);
                }
            }
        }
    }

    private boolean endIfNothingIsLeft() {
        synchronized (waking) {
            if (!closing || !children.isEmpty() || !tasks.isEmpty()) {
                return false;
            }
            ended = true;
            Libc.close(epoll);
            Libc.close(wakePipe[0]);
            Libc.close(wakePipe[1]);
            return true;
        }
    }

    private int wait(EpollEvents events) {
        try {
            return Libc.epollWait(epoll, events);
        } catch (IOException e) {
            throw new IllegalStateException("the children cannot be watched any more", e);
        }
    }

    private void handle(long token, Buffer buffer) {
        if (token == WAKE_TOKEN) {
            attempt(() -> drainWakePipe(buffer));
            woken.set(false);
            return;
        }
        NativeChild child = children.get(token & ~1L);
        if (child != null) { // Else it was removed by an event of this same round.
            attempt((token & 1) == 0 ? () -> child.readable(buffer) : child::ended);
        }
    }

    private void drainWakePipe(Buffer buffer) {
        try {
            buffer.fill(wakePipe[0]);
        } catch (IOException e) {
            throw new IllegalStateException("the loop of the children cannot be woken any more", e);
        }
    }

    /** A listener that fails harms nobody else. */
    private static void attempt(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException | Error e) {
            LOG.atError().setCause(e).log("An event of a child could not be handled");
        }
    }

    /** Kills all children; the thread ends when they have. Safe to call twice. */
    @Override
    public void close() {
        var _ = execute(() -> {
            closing = true;
            children.values().forEach(NativeChild::kill);
        });
    }
}
