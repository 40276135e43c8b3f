package media.kern.rtmp.stream;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** All streams by their names: a name has one publisher at a time. May be used by any thread. */
public final class Streams implements AutoCloseable {
    private final StreamLimits limits;
    private final ScheduledExecutorService timer;
    private final Map<String, LiveStream> streams = new TreeMap<>();
    private boolean closed;

    /** @param timer ends streams whose publisher does not come back */
    public Streams(StreamLimits limits, ScheduledExecutorService timer) {
        this.limits = limits;
        this.timer = timer;
    }

    /** Publishes, if nobody else does, or only somebody who has been silent: that one is told. Empty if somebody does. */
    public synchronized Optional<Publication> publish(String name, PublisherEvents events) {
        if (closed) {
            return Optional.empty();
        }
        LiveStream stream = streams.computeIfAbsent(name, _ -> new LiveStream(name, limits));
        Publication before = stream.current();
        if (before != null && before.silentNanos() < limits.silence().toNanos()) {
            return Optional.empty();
        }
        Publication publication = new Publication(this, stream, events);
        stream.begin(publication);
        if (before != null) {
            before.events().replaced();
        }
        return Optional.of(publication);
    }

    /**
     * Adds a player to a stream.
     *
     * @return how he leaves, to be called on his event loop; empty if there is no such stream
     */
    public synchronized Optional<Runnable> play(String name, Player player) {
        LiveStream stream = streams.get(name);
        if (stream == null) {
            return Optional.empty();
        }
        stream.join(player);
        return Optional.of(() -> stream.leave(player));
    }

    /** Streams that have a publisher, by name. */
    public synchronized List<StreamInfo> published() {
        List<StreamInfo> published = new ArrayList<>();
        for (LiveStream stream : streams.values()) {
            Publication publication = stream.current();
            if (publication != null) {
                published.add(new StreamInfo(
                        stream.name(), stream.since(), List.copyOf(publication.codecs()), stream.players()));
            }
        }
        return published;
    }

    synchronized void unpublish(Publication publication) {
        LiveStream stream = publication.stream();
        if (!stream.end(publication)) {
            return;
        }
        if (limits.grace().isZero() || closed) {
            remove(stream);
        } else {
            int departure = stream.departures();
            var _ = timer.schedule(
                    () -> endIfAbandoned(stream, departure), limits.grace().toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private synchronized void endIfAbandoned(LiveStream stream, int departure) {
        boolean cameBack = stream.current() != null || stream.departures() != departure;
        if (!cameBack && streams.get(stream.name()) == stream) {
            remove(stream);
        }
    }

    private void remove(LiveStream stream) {
        streams.remove(stream.name());
        stream.close();
    }

    /** Ends all streams, and refuses new ones. */
    @Override
    public synchronized void close() {
        closed = true;
        List.copyOf(streams.values()).forEach(this::remove);
    }
}
