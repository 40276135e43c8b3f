package media.kern.rtmp.stream;

import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import media.kern.rtmp.chunk.ChunkException;
import media.kern.rtmp.chunk.RtmpMessage;

/**
 * The time of a publisher: without wraps, and repaired where an encoder does not tell any. Of such an encoder the messages of a chunk
 * stream have all the same timestamp from the beginning; they get the time since then.
 */
final class PublisherClock {
    private static final int UNCHANGED = 11;
    private static final int BEGINNING = 20;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final LongSupplier nanos;
    private final long begun;
    private final Map<Integer, ChunkStreamClock> clocks = new HashMap<>();
    private boolean known;
    private long last;

    private static final class ChunkStreamClock {
        private int seen;
        private int unchanged;
        private int last;
        private boolean replaced;
    }

    PublisherClock(LongSupplier nanos) {
        this.nanos = nanos;
        this.begun = nanos.getAsLong();
    }

    /**
     * Milliseconds, never below 0.
     *
     * @param checked whether the timestamp ought to grow from message to message
     * @throws ChunkException if it no longer does
     */
    long time(RtmpMessage message, boolean checked) throws ChunkException {
        if (checked && isReplaced(message)) {
            return (nanos.getAsLong() - begun) / NANOS_PER_MILLI;
        }
        if (known) {
            last = Math.max(0, last + (message.timestamp() - (int) last));
        } else {
            known = true;
            last = Integer.toUnsignedLong(message.timestamp());
        }
        return last;
    }

    private boolean isReplaced(RtmpMessage message) throws ChunkException {
        ChunkStreamClock clock = clocks.computeIfAbsent(message.chunkStream(), _ -> new ChunkStreamClock());
        if (clock.replaced) {
            return true;
        }
        boolean grows = clock.seen == 0 || message.timestamp() - clock.last > 0;
        clock.unchanged = grows ? 0 : clock.unchanged + 1;
        clock.last = message.timestamp();
        clock.seen++;
        if (clock.unchanged < UNCHANGED) {
            return false;
        }
        if (clock.seen > BEGINNING) {
            throw new ChunkException("detected sequence of non-changing timestamps: "
                    + Integer.toUnsignedString(message.timestamp()) + " (msgtypeid " + message.type() + ")");
        }
        clock.replaced = true;
        return true;
    }
}
