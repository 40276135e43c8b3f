package media.kern.webrtc.stream;

import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/** The viewers of a stream on one event loop. Woken when there are new packets, it brings them all up to date. */
final class LoopFanout {
    private final EventLoop loop;
    private final Outbox outbox;
    private final List<Subscriber> subscribers = new ArrayList<>();
    private final AtomicBoolean woken = new AtomicBoolean();
    private volatile int size;

    LoopFanout(EventLoop loop, Outbox outbox) {
        this.loop = loop;
        this.outbox = outbox;
    }

    EventLoop loop() {
        return loop;
    }

    Outbox outbox() {
        return outbox;
    }

    void flush() {
        outbox.flush();
    }

    /** How many get packets; may be asked by any thread. */
    int size() {
        return size;
    }

    void add(Subscriber subscriber) {
        subscribers.add(subscriber);
        size = subscribers.size();
    }

    void remove(Subscriber subscriber) {
        subscribers.remove(subscriber);
        size = subscribers.size();
    }

    /** There are new packets; may be called by any thread. */
    void wake() {
        if (size == 0) {
            return;
        }
        if (loop.inEventLoop()) {
            pump();
        } else if (woken.compareAndSet(false, true)) {
            try {
                loop.execute(this::pump);
            } catch (RejectedExecutionException e) {
                woken.set(false); // The loop ends, and everybody on it.
            }
        }
    }

    private void pump() {
        woken.set(false);
        for (int i = 0; i < subscribers.size(); i++) {
            subscribers.get(i).pump();
        }
        outbox.flush();
    }
}
