package media.kern.ffmpeg.progress;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts the packets of all output streams. */
final class MuxStats {
    private final Map<Long, MuxCounters> streams = new HashMap<>();
    private long packets;
    private long bytes;

    void add(MuxRecord packet) {
        long key = key(packet.output(), packet.stream());
        MuxCounters counters = streams.get(key);
        if (counters == null) {
            if (streams.size() >= StreamDescription.MAX_STREAMS) {
                return;
            }
            counters = new MuxCounters();
            streams.put(key, counters);
        }
        counters.add(packet);
        packets++;
        bytes += packet.bytes();
    }

    @Nullable
    MuxCounters of(long output, long stream) {
        return streams.get(key(output, stream));
    }

    private static long key(long output, long stream) {
        return (output << Integer.SIZE) | stream;
    }

    /** Bytes of all packets of an output. */
    long bytesOf(long output) {
        long sum = 0;
        for (Map.Entry<Long, MuxCounters> stream : streams.entrySet()) {
            sum += stream.getKey() >> Integer.SIZE == output ? stream.getValue().bytes() : 0;
        }
        return sum;
    }

    boolean isEmpty() {
        return streams.isEmpty();
    }

    long packets() {
        return packets;
    }

    /** Bytes of all packets, without what the containers add. */
    long bytes() {
        return bytes;
    }
}
