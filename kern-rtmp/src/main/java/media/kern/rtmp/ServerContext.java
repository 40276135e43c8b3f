package media.kern.rtmp;

import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import media.kern.rtmp.stream.Streams;

/** What the connections of a server have in common. The connections of an event loop are known to that loop alone. */
final class ServerContext {
    private static final long TICK_MILLIS = 500;

    private final RtmpOptions options;
    private final RtmpAuthority authority;
    private final RtmpListener listener;
    private final Streams streams;
    private final Map<EventLoop, Set<ServerConnection>> connections = new HashMap<>();
    private final List<Future<?>> ticks = new ArrayList<>();

    ServerContext(
            RtmpOptions options,
            RtmpAuthority authority,
            RtmpListener listener,
            Streams streams,
            List<EventLoop> loops) {
        this.options = options;
        this.authority = authority;
        this.listener = listener;
        this.streams = streams;
        for (EventLoop loop : loops) {
            Set<ServerConnection> ofLoop = new LinkedHashSet<>();
            connections.put(loop, ofLoop);
            ticks.add(loop.scheduleAtFixedRate(() -> tick(ofLoop), tickMillis(), tickMillis(), TimeUnit.MILLISECONDS));
        }
    }

    private long tickMillis() {
        long shortest = Math.min(
                options.times().idle().toMillis(), options.times().handshake().toMillis());
        return Math.clamp(shortest / 4, 10, TICK_MILLIS);
    }

    private static void tick(Set<ServerConnection> connections) {
        long now = System.nanoTime();
        List.copyOf(connections).forEach(connection -> connection.tick(now));
    }

    private Set<ServerConnection> of(EventLoop loop) {
        Set<ServerConnection> set = connections.get(loop);
        if (set == null) {
            throw new IllegalArgumentException("not an event loop of this server");
        }
        return set;
    }

    void opened(ServerConnection connection, EventLoop loop) {
        of(loop).add(connection);
    }

    void closed(ServerConnection connection, EventLoop loop) {
        of(loop).remove(connection);
    }

    RtmpOptions options() {
        return options;
    }

    RtmpAuthority authority() {
        return authority;
    }

    RtmpListener listener() {
        return listener;
    }

    Streams streams() {
        return streams;
    }

    /** Ends all connections; returns when every loop has done so. */
    void close() {
        ticks.forEach(tick -> tick.cancel(false));
        connections.forEach((loop, ofLoop) -> loop.submit(() -> List.copyOf(ofLoop)
                        .forEach(connection -> connection.close(RtmpEnd.expected("the server is being stopped"))))
                .awaitUninterruptibly(TimeUnit.SECONDS.toMillis(2)));
    }
}
