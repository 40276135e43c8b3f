package media.kern.rtmp;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import java.util.concurrent.atomic.AtomicLong;

/** The bytes of a connection. Written on its event loop, read by anybody. */
final class Traffic {
    private final Channel channel;
    private final AtomicLong received = new AtomicLong();
    private final AtomicLong written = new AtomicLong();
    private volatile long lost;

    Traffic(Channel channel) {
        this.channel = channel;
    }

    void received(int bytes) {
        received.addAndGet(bytes);
    }

    long received() {
        return received.get();
    }

    /** What was given to the channel. */
    AtomicLong written() {
        return written;
    }

    /** What waits in the channel. */
    long pending() {
        ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
        return buffer == null ? lost : buffer.totalPendingWriteBytes();
    }

    /** What the system has taken. */
    long sent() {
        return Math.max(0, written.get() - pending());
    }

    /** Notes what would never be sent if the channel were closed now, which it forgets then. */
    void note() {
        lost = pending();
    }
}
