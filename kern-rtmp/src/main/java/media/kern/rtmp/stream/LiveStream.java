package media.kern.rtmp.stream;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A name under which somebody publishes, or did until a moment ago. Its time goes on from one publisher to the next. May be used by
 * any thread: what happens to it has one order, which is that of its lock, and every event loop follows it.
 */
final class LiveStream {
    private static final int MAX_CONFIGURATIONS = 64;
    private static final int LARGEST_CONFIGURATION = 64 << 10;
    private static final int METADATA_SLOT = -1;
    private static final long MILLIS_BETWEEN_PUBLISHERS = 40;
    private static final long NEVER = Long.MIN_VALUE;

    private final String name;
    private final StreamLimits limits;
    private final Instant since = Instant.now();
    private final Object lock = new Object();
    private final Map<EventLoop, LoopFanout> fanouts = new HashMap<>();
    private final Map<Slot, SharedMessage> configurations = new LinkedHashMap<>();
    private final GroupOfPictures group;
    private final Map<MediaKind, Long> lastOfKind = new EnumMap<>(MediaKind.class);
    private @Nullable Publication current;
    private long latest = NEVER;
    private long offset;
    private boolean offsetKnown;
    private boolean hasVideo;
    private int players;
    private int departures;

    private record Slot(MediaKind kind, int number) {}

    /**
     * Something of a publisher.
     *
     * @param slot of a configuration: the newest of each is kept
     */
    record Offered(MediaKind kind, long timestamp, boolean keyframe, boolean configuration, int slot, ByteBuf payload) {
        static Offered metadata(long timestamp, boolean kept, ByteBuf payload) {
            return new Offered(MediaKind.DATA, timestamp, false, kept, METADATA_SLOT, payload);
        }
    }

    LiveStream(String name, StreamLimits limits) {
        this.name = name;
        this.limits = limits;
        this.group = new GroupOfPictures(limits);
    }

    String name() {
        return name;
    }

    Instant since() {
        return since;
    }

    @Nullable
    Publication current() {
        synchronized (lock) {
            return current;
        }
    }

    /** How often a publisher has left. */
    int departures() {
        synchronized (lock) {
            return departures;
        }
    }

    int players() {
        synchronized (lock) {
            return players;
        }
    }

    /** From now on this one is heard, who begins anew: with its own configuration and, if it has pictures, a keyframe. */
    void begin(Publication publication) {
        synchronized (lock) {
            current = publication;
            forget();
            offsetKnown = false;
            hasVideo = false;
            fanouts.values().forEach(LoopFanout::gap);
        }
    }

    /** @return whether it was the current one */
    boolean end(Publication publication) {
        synchronized (lock) {
            if (current != publication) {
                return false;
            }
            current = null;
            departures++;
            forget();
            return true;
        }
    }

    private void forget() {
        group.clear();
        configurations.values().forEach(SharedMessage::release);
        configurations.clear();
    }

    /** Passes something on to everybody, if it is of the current publisher. The payload stays the caller's. */
    void offer(Publication from, Offered offered) {
        synchronized (lock) {
            if (current != from) {
                return;
            }
            hasVideo |= offered.kind() == MediaKind.VIDEO;
            long time = time(offered);
            SharedMessage message = share(offered, time);
            try {
                if (offered.configuration()) {
                    keep(new Slot(offered.kind(), offered.slot()), message);
                } else {
                    group.add(message, offered.keyframe());
                }
                fanouts.values().forEach(fanout -> fanout.offer(message));
            } finally {
                message.release();
            }
        }
    }

    /** The first frame of a publisher decides where his time lies in that of the stream. */
    private long time(Offered offered) {
        if (offsetKnown) {
            return offered.timestamp() + offset;
        }
        if (offered.configuration()) {
            return latest == NEVER ? offered.timestamp() : latest;
        }
        offsetKnown = true;
        offset = latest == NEVER ? 0 : latest + MILLIS_BETWEEN_PUBLISHERS - offered.timestamp();
        return offered.timestamp() + offset;
    }

    private SharedMessage share(Offered offered, long time) {
        Long before = lastOfKind.put(offered.kind(), time);
        if (!offered.configuration()) {
            latest = Math.max(latest, time);
        }
        boolean entry = offered.keyframe() || (offered.kind() == MediaKind.AUDIO && !hasVideo);
        return SharedMessage.of(
                offered.kind(),
                time,
                before == null ? SharedMessage.NO_STEP : time - before,
                entry,
                offered.configuration(),
                offered.payload(),
                limits.chunkSize());
    }

    private void keep(Slot slot, SharedMessage message) {
        SharedMessage old = configurations.remove(slot);
        if (old != null) {
            old.release();
        }
        if (configurations.size() < MAX_CONFIGURATIONS && message.length() <= LARGEST_CONFIGURATION) {
            configurations.put(slot, message.retain());
        }
    }

    void join(Player player) {
        synchronized (lock) {
            players++;
            List<SharedMessage> kept = new ArrayList<>();
            configurations.forEach(
                    (slot, message) -> kept.add(slot.number() == METADATA_SLOT ? 0 : kept.size(), message.retain()));
            EventLoop loop = player.channel().eventLoop();
            fanouts.computeIfAbsent(loop, _ -> new LoopFanout(loop, limits)).join(player, kept, group.snapshot());
        }
    }

    /** On the event loop of the player. */
    void leave(Player player) {
        LoopFanout fanout;
        synchronized (lock) {
            players--;
            fanout = fanouts.get(player.channel().eventLoop());
        }
        if (fanout != null) {
            fanout.leave(player);
        }
    }

    /** Ends all players. */
    void close() {
        synchronized (lock) {
            current = null;
            forget();
            fanouts.values().forEach(LoopFanout::end);
        }
    }
}
