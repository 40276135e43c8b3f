package media.kern.ffmpeg.process;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The messages of one {@link Supervisor}. Commands of users are bounded; events are not, for there are only a few per
 * child, and whoever reports them must neither wait nor fail.
 */
final class Mailbox {
    static final int MAX_COMMANDS = 1024;

    private final BlockingQueue<Message> messages = new LinkedBlockingQueue<>();
    private final AtomicInteger commands = new AtomicInteger();

    /** @throws RejectedExecutionException if there are too many already */
    void offer(Message.Command command) {
        if (commands.incrementAndGet() > MAX_COMMANDS) {
            commands.decrementAndGet();
            throw new RejectedExecutionException("more than " + MAX_COMMANDS + " commands wait");
        }
        messages.add(command);
    }

    void post(Message event) {
        messages.add(event);
    }

    /** The next message; null if none comes in time. */
    @Nullable
    Message poll(long nanos) throws InterruptedException {
        return taken(messages.poll(nanos, TimeUnit.NANOSECONDS));
    }

    /** The next message; null if there is none now. */
    @Nullable
    Message poll() {
        return taken(messages.poll());
    }

    private @Nullable Message taken(@Nullable Message message) {
        if (message instanceof Message.Command) {
            commands.decrementAndGet();
        }
        return message;
    }
}
