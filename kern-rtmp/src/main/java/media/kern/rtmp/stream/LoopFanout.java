package media.kern.rtmp.stream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The players of a stream on one event loop. Whatever was offered until the loop comes to it leaves as one buffer and one system call
 * per player.
 */
final class LoopFanout {
    /** With fewer players nothing waits: there is nothing to save. */
    private static final int MANY = 16;

    private static final long MAX_QUEUED = 64L << 20;

    private final EventLoop loop;
    private final long mergeNanos;
    private final Queue<Item> queue = new ConcurrentLinkedQueue<>();
    private final AtomicLong queuedBytes = new AtomicLong();
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private final List<Player> players = new ArrayList<>();
    private final List<SharedMessage> batch = new ArrayList<>();
    private volatile int size;

    /** In the order in which they happened to the stream. */
    private sealed interface Item {
        record Message(SharedMessage message) implements Item {}

        record Join(Player player, List<SharedMessage> configurations, List<SharedMessage> cached) implements Item {}

        record Gap() implements Item {}

        record End() implements Item {}
    }

    LoopFanout(EventLoop loop, StreamLimits limits) {
        this.loop = loop;
        this.mergeNanos = limits.merge().toNanos();
    }

    /** Retains the message. */
    void offer(SharedMessage message) {
        int bytes = message.chunks().readableBytes();
        if (queuedBytes.addAndGet(bytes) > MAX_QUEUED) {
            queuedBytes.addAndGet(-bytes);
            queue.add(new Item.Gap());
        } else {
            queue.add(new Item.Message(message.retain()));
        }
        if (scheduled.compareAndSet(false, true)) {
            if (size < MANY || mergeNanos == 0) {
                loop.execute(this::drain);
            } else {
                var _ = loop.schedule(this::drain, mergeNanos, TimeUnit.NANOSECONDS);
            }
        }
    }

    /** Takes over the references of the messages. */
    void join(Player player, List<SharedMessage> configurations, List<SharedMessage> cached) {
        queue.add(new Item.Join(player, configurations, cached));
        loop.execute(this::drain);
    }

    /** On the loop. */
    void leave(Player player) {
        player.leave();
        players.remove(player);
        size = players.size();
    }

    /** Something is missing from here on: everybody begins anew where he can. */
    void gap() {
        queue.add(new Item.Gap());
        loop.execute(this::drain);
    }

    void end() {
        queue.add(new Item.End());
        loop.execute(this::drain);
    }

    private void drain() {
        scheduled.set(false);
        for (Item item = queue.poll(); item != null; item = queue.poll()) {
            switch (item) {
                case Item.Message(SharedMessage message) -> batch.add(message);
                case Item.Join join -> {
                    sendBatch();
                    add(join);
                }
                case Item.Gap() -> {
                    sendBatch();
                    players.forEach(Player::waitForEntry);
                }
                case Item.End() -> {
                    sendBatch();
                    List.copyOf(players).forEach(Player::end);
                }
            }
        }
        sendBatch();
    }

    private void add(Item.Join join) {
        if (!join.player().isGone()) {
            players.add(join.player());
            size = players.size();
            join.player().begin(join.configurations(), join.cached());
        }
        join.configurations().forEach(SharedMessage::release);
        join.cached().forEach(SharedMessage::release);
    }

    private void sendBatch() {
        if (batch.isEmpty()) {
            return;
        }
        int kinds = 0;
        int bytes = 0;
        boolean shared = true;
        for (SharedMessage message : batch) {
            kinds |= message.kind().bit();
            bytes += message.chunks().readableBytes();
            shared &= message.hasStep();
        }
        queuedBytes.addAndGet(-bytes);
        ByteBuf joined = join(bytes);
        try {
            for (Player player : players) {
                if (shared && player.follows(kinds)) {
                    player.write(joined.retainedDuplicate());
                } else {
                    batch.forEach(player::deliver);
                }
                player.flush();
            }
        } finally {
            joined.release();
            batch.forEach(SharedMessage::release);
            batch.clear();
        }
    }

    private ByteBuf join(int bytes) {
        if (batch.size() == 1) {
            return batch.getFirst().retain().chunks();
        }
        ByteBuf joined = ByteBufAllocator.DEFAULT.directBuffer(bytes);
        for (SharedMessage message : batch) {
            ByteBuf chunks = message.chunks();
            joined.writeBytes(chunks, chunks.readerIndex(), chunks.readableBytes());
        }
        return joined;
    }
}
