package media.kern.rtmp;

import io.netty.channel.Channel;
import java.net.InetSocketAddress;
import java.time.Instant;

/** What the application sees of a client who publishes or plays; counts from where the last session of the connection ended. */
final class LiveSession implements RtmpSession {
    private final RtmpAction action;
    private final String stream;
    private final ServerConnection connection;
    private final Channel channel;
    private final Traffic traffic;
    private final InetSocketAddress remote;
    private final Instant since = Instant.now();
    private final long receivedBefore;
    private final long sentBefore;

    LiveSession(
            RtmpAction action,
            String stream,
            ServerConnection connection,
            Channel channel,
            Traffic traffic,
            Before before) {
        this.action = action;
        this.stream = stream;
        this.connection = connection;
        this.channel = channel;
        this.traffic = traffic;
        this.remote = connection.remote();
        this.receivedBefore = before.received();
        this.sentBefore = before.sent();
    }

    /** What sessions before this one have counted. */
    record Before(long received, long sent) {}

    Before counted() {
        return new Before(traffic.received(), traffic.sent());
    }

    @Override
    public RtmpAction action() {
        return action;
    }

    @Override
    public String stream() {
        return stream;
    }

    @Override
    public InetSocketAddress remote() {
        return remote;
    }

    @Override
    public boolean secure() {
        return connection.secure();
    }

    @Override
    public Instant since() {
        return since;
    }

    @Override
    public long bytesReceived() {
        return traffic.received() - receivedBefore;
    }

    @Override
    public long bytesSent() {
        return Math.max(0, traffic.sent() - sentBefore);
    }

    @Override
    public void close(String reason) {
        if (channel.isOpen()) {
            channel.eventLoop().execute(() -> connection.close(RtmpEnd.expected(reason)));
        }
    }
}
