package media.kern.ffmpeg.child;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** An array of {@code struct epoll_event} (epoll_ctl(2)), which is packed on x86-64 and only there. */
final class EpollEvents {
    private static final boolean PACKED = System.getProperty("os.arch", "").equals("amd64");
    private static final long TOKEN_OFFSET = PACKED ? 4 : 8;
    static final long EVENT_BYTES = TOKEN_OFFSET + 8;

    private final MemorySegment memory;
    private final int capacity;

    EpollEvents(Arena arena, int capacity) {
        this.memory = arena.allocate(capacity * EVENT_BYTES, Long.BYTES);
        this.capacity = capacity;
    }

    static void write(MemorySegment event, int flags, long token) {
        event.set(ValueLayout.JAVA_INT_UNALIGNED, 0, flags);
        event.set(ValueLayout.JAVA_LONG_UNALIGNED, TOKEN_OFFSET, token);
    }

    MemorySegment memory() {
        return memory;
    }

    int capacity() {
        return capacity;
    }

    long token(int index) {
        return memory.get(ValueLayout.JAVA_LONG_UNALIGNED, index * EVENT_BYTES + TOKEN_OFFSET);
    }
}
