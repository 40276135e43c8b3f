package media.kern.core.s3;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import software.amazon.awssdk.core.sync.RequestBody;

/** The bytes of one part while they are collected and sent. Takes as much memory as it has bytes. */
final class PartBuffer {
    private static final String TYPE = "application/octet-stream";

    private final UploadMemory memory;
    private final List<byte[]> chunks = new ArrayList<>();
    private int size;

    PartBuffer(UploadMemory memory) {
        this.memory = memory;
    }

    int size() {
        return size;
    }

    /**
     * Takes bytes until it has so many in all, or there is no memory left.
     *
     * @return whether there was enough memory
     */
    boolean fill(ByteBuffer data, int upTo) {
        while (data.hasRemaining() && size < upTo) {
            int used = size % UploadMemory.CHUNK_BYTES;
            if (used == 0) {
                byte[] chunk = memory.take();
                if (chunk == null) {
                    return false;
                }
                chunks.add(chunk);
            }
            int n = Math.min(Math.min(data.remaining(), upTo - size), UploadMemory.CHUNK_BYTES - used);
            data.get(chunks.getLast(), used, n);
            size += n;
        }
        return true;
    }

    /** What is in it, to be sent, more than once if need be. */
    RequestBody body() {
        return RequestBody.fromContentProvider(this::open, size, TYPE);
    }

    private InputStream open() {
        List<InputStream> parts = new ArrayList<>();
        int left = size;
        for (byte[] chunk : chunks) {
            int n = Math.min(left, chunk.length);
            parts.add(new ByteArrayInputStream(chunk, 0, n));
            left -= n;
        }
        return new SequenceInputStream(Collections.enumeration(parts));
    }

    /** Forgets all bytes and gives their memory back. */
    void clear() {
        memory.giveBack(chunks.size());
        chunks.clear();
        size = 0;
    }
}
