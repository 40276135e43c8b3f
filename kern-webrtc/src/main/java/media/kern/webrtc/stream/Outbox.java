package media.kern.webrtc.stream;

import java.util.IdentityHashMap;
import media.kern.webrtc.net.NetworkPath;
import org.jspecify.annotations.Nullable;

/**
 * Gathers the packets for one viewer after the other on one event loop, so that those of a frame leave together: packets
 * of the same length, and a shorter one at the end, are one write.
 */
public final class Outbox {
    /** A datagram that the kernel cuts may have that many parts, and must be shorter than 64 KiB. */
    private static final int MAX_PACKETS = 60;

    private static final int CAPACITY = 60 * 1024;
    /** Well below what a socket takes before it says that it is full. */
    private static final int FLUSH_BYTES = 256 * 1024;

    private final byte[] bytes = new byte[CAPACITY];
    private final IdentityHashMap<Object, NetworkPath> written = new IdentityHashMap<>();
    private @Nullable NetworkPath path;
    private int length;
    private int packetLength;
    private int packets;
    private boolean complete;
    private int unflushed;

    /** From here on packets go this way. */
    void open(NetworkPath next) {
        path = next;
    }

    byte[] bytes() {
        return bytes;
    }

    /** Where in {@link #bytes} a packet of this length has to be written, before {@link #added}. */
    int place(int size) {
        boolean fits = packets == 0
                || (!complete && size <= packetLength && packets < MAX_PACKETS && length + size <= CAPACITY);
        if (!fits) {
            write();
        }
        return length;
    }

    /** A packet has been written to its place. */
    void added(int size) {
        if (packets == 0) {
            packetLength = size;
        }
        complete = size < packetLength;
        packets++;
        length += size;
    }

    /** All packets for this viewer are there. */
    void close() {
        write();
        path = null;
        if (unflushed >= FLUSH_BYTES) {
            flush();
        }
    }

    private void write() {
        if (packets > 0 && path != null) {
            path.write(bytes, length, packetLength);
            written.put(path.socket(), path);
            unflushed += length;
        }
        length = 0;
        packets = 0;
        complete = false;
    }

    /** Sends everything. */
    void flush() {
        written.values().forEach(NetworkPath::flush);
        written.clear();
        unflushed = 0;
    }
}
