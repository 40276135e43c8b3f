package media.kern.server.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.PrintStream;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.TreeMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Writes events to a stream on a thread of its own: whoever logs does not wait for a slow terminal or a full pipe. What
 * does not fit into the bounded queue is dropped and counted on the console.
 */
final class Console implements AutoCloseable {

    /** In characters, about 8 MiB. */
    private static final int MAX_PENDING = 4 * 1024 * 1024;

    /** What an event occupies at least, for its objects. */
    private static final int OVERHEAD = 128;

    private static final int MAX_WAIT_SECONDS = 2;

    private final PrintStream out;
    private final EventFormatter formatter;
    private final int maxPending;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final Condition idle = lock.newCondition();
    private final ArrayDeque<LogEvent> pending = new ArrayDeque<>();
    private int pendingSize;
    private long dropped;
    private boolean busy;
    private boolean closed;
    private @Nullable Thread writer;

    Console(PrintStream out, EventFormatter formatter) {
        this(out, formatter, MAX_PENDING);
    }

    Console(PrintStream out, EventFormatter formatter, int maxPending) {
        this.out = out;
        this.formatter = formatter;
        this.maxPending = maxPending;
    }

    /** Queues an event; after {@link #close()} it is lost. */
    void write(LogEvent event) {
        int size = event.size() + OVERHEAD;
        lock.lock();
        try {
            if (closed) {
                return;
            }
            if (pendingSize + size > maxPending) {
                dropped++;
                return;
            }
            pending.addLast(event);
            pendingSize += size;
            if (writer == null) {
                writer = Thread.ofPlatform().daemon().name("log").start(this::run);
            }
            arrived.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until everything is written, two seconds at most. */
    void flush() {
        lock.lock();
        try {
            long left = SECONDS.toNanos(MAX_WAIT_SECONDS);
            while ((busy || !pending.isEmpty()) && left > 0) {
                left = idle.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    /** Writes what is pending, two seconds at most, and ends the thread. The stream stays open. */
    @Override
    public void close() {
        flush();
        lock.lock();
        try {
            closed = true;
            arrived.signal();
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        try {
            for (LogEvent event = next(); event != null; event = next()) {
                byte[] line = (formatter.format(event) + '\n').getBytes(UTF_8);
                out.write(line, 0, line.length);
                out.flush();
            }
        } finally {
            ended();
        }
    }

    /** Should a stream throw, the next event starts a new thread. */
    private void ended() {
        lock.lock();
        try {
            writer = null;
            busy = false;
            idle.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The next event to write; null at the end. */
    private @Nullable LogEvent next() {
        lock.lock();
        try {
            busy = false;
            while (pending.isEmpty() && dropped == 0) {
                idle.signalAll();
                if (closed) {
                    return null;
                }
                arrived.awaitUninterruptibly();
            }
            busy = true;
            LogEvent event = pending.pollFirst();
            if (event == null) {
                return lossReport();
            }
            pendingSize -= event.size() + OVERHEAD;
            return event;
        } finally {
            lock.unlock();
        }
    }

    private LogEvent lossReport() {
        var fields = new TreeMap<String, FieldValue>();
        fields.put("lines", new FieldValue.Json(Long.toString(dropped)));
        dropped = 0;
        return new LogEvent(
                Instant.now(),
                LogLevel.WARN,
                "Core",
                "",
                "Lines dropped, the console is too slow",
                Collections.unmodifiableSortedMap(fields));
    }
}
