package media.kern.rtmp.stream;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One who gets a stream. Everything but the counter happens on the event loop of his connection.
 *
 * <p>His time begins at 0 with the first frame. He gets the chunks that all get once he has had a header of his own on a chunk
 * stream; after a gap he needs one again.
 */
public final class Player {
    private static final int LOW_PART = 4;

    private final Channel channel;
    private final int streamId;
    private final PlayerEvents events;
    private final AtomicLong written;
    private final int maxPending;
    private final long maxWait;
    private final int chunkSize;

    /** Kinds whose last message he got, so that the next one may follow. */
    private int inStep;

    private boolean waiting = true;
    private boolean waitingKnown;
    private long waitingSince;
    private boolean begun;
    private long base;
    private boolean paused;
    private boolean gone;
    private long burst;

    /**
     * A player of nothing yet.
     *
     * @param streamId the message stream id that he asked with
     * @param written is increased by the bytes that are sent to him
     */
    public Player(Channel channel, int streamId, StreamLimits limits, AtomicLong written, PlayerEvents events) {
        this.channel = channel;
        this.streamId = streamId;
        this.events = events;
        this.written = written;
        this.maxPending = limits.playerBytes();
        this.maxWait = limits.cacheTime().toMillis();
        this.chunkSize = limits.chunkSize();
    }

    Channel channel() {
        return channel;
    }

    /** Stops or goes on, with the next keyframe. */
    public void pause(boolean stop) {
        paused = stop;
        waitForEntry();
    }

    void leave() {
        gone = true;
    }

    boolean isGone() {
        return gone;
    }

    void end() {
        if (!gone) {
            events.ended();
        }
    }

    /** Sends what there is already. */
    void begin(List<SharedMessage> configurations, List<SharedMessage> cached) {
        for (SharedMessage message : cached) {
            burst += message.chunks().readableBytes();
        }
        configurations.forEach(this::deliver);
        cached.forEach(this::deliver);
        channel.flush();
    }

    /** Whether he can get the chunks of messages of these kinds as they are. */
    boolean follows(int kinds) {
        if (waiting || paused || (inStep & kinds) != kinds) {
            return false;
        }
        return pending() <= maxPending + burst;
    }

    /** Several messages at once, if he {@link #follows}. */
    void write(ByteBuf chunks) {
        written.addAndGet(chunks.readableBytes());
        var _ = channel.write(chunks, channel.voidPromise());
    }

    void flush() {
        channel.flush();
        if (burst > 0 && pending() <= low()) {
            burst = 0;
        }
    }

    void deliver(SharedMessage message) {
        if (paused && !message.configuration()) {
            return;
        }
        long pending = pending();
        if (message.configuration()) {
            if (pending > 2L * maxPending + burst) {
                events.stuck();
                return;
            }
        } else if (waiting) {
            if (!beginsWith(message, pending)) {
                return;
            }
            waiting = false;
        } else if (pending > maxPending + burst) {
            waitForEntry();
            events.skipped();
            return;
        }
        send(message);
    }

    /** He has missed something. */
    void waitForEntry() {
        waiting = true;
        waitingKnown = false;
        inStep = 0;
    }

    private boolean beginsWith(SharedMessage message, long pending) {
        if (!waitingKnown) {
            waitingKnown = true;
            waitingSince = message.timestamp();
        }
        boolean late = message.timestamp() - waitingSince > maxWait;
        return (message.entry() || late) && pending <= low();
    }

    private void send(SharedMessage message) {
        if (message.hasStep() && (inStep & message.kind().bit()) != 0) {
            write(message.forFollower());
            return;
        }
        if (!begun && !message.configuration()) {
            begun = true;
            base = message.timestamp();
        }
        long time = begun ? message.timestamp() - base : 0;
        if (time < 0 && message.kind() == MediaKind.AUDIO && !message.configuration()) {
            // A little sound from before the first picture.
            return;
        }
        if (begun && time >= 0) {
            inStep |= message.kind().bit();
        } else {
            inStep &= ~message.kind().bit();
        }
        sendAt(message, (int) Math.max(0, time));
    }

    private void sendAt(SharedMessage message, int time) {
        if (message.needsOwnChunks(time, chunkSize)) {
            write(message.ownChunks(channel.alloc(), time, streamId, chunkSize));
        } else {
            write(message.header(channel.alloc(), time, streamId));
            write(message.withoutHeader());
        }
    }

    private int low() {
        return maxPending / LOW_PART;
    }

    /** Bytes that the system has not taken yet. */
    private long pending() {
        ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
        return buffer == null ? 0 : buffer.totalPendingWriteBytes();
    }
}
