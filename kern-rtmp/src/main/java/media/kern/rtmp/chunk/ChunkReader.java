package media.kern.rtmp.chunk;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Chunks to messages. Takes bytes as they come, keeps what is not complete. Changes of the chunk size and aborts are followed
 * here; the messages that say so are handed on as well.
 *
 * <p>Memory is taken as payload arrives, not as it is announced.
 */
public final class ChunkReader implements AutoCloseable {
    private static final int DEFAULT_CHUNK_SIZE = 128;
    private static final int LONGEST_HEADER = 3 + 11 + 4;
    private static final int FIRST_CAPACITY = 16 << 10;

    private final ByteBufAllocator allocator;
    private final Map<Integer, InboundChunkStream> streams = new HashMap<>();
    private ChunkLimits limits;
    private int chunkSize = DEFAULT_CHUNK_SIZE;
    private ByteBuf rest = Unpooled.EMPTY_BUFFER;
    private @Nullable InboundChunkStream current;
    private int leftOfChunk;
    private boolean closed;

    /** Receives messages. */
    @FunctionalInterface
    public interface Sink {
        /** The payload is released afterwards: retain it to keep it. */
        void message(RtmpMessage message) throws ChunkException;
    }

    /** Starts with the chunk size of 128 bytes. */
    public ChunkReader(ByteBufAllocator allocator, ChunkLimits limits) {
        this.allocator = allocator;
        this.limits = limits;
    }

    /** Other limits, for messages that begin from now on. */
    public void limit(ChunkLimits other) {
        limits = other;
    }

    /**
     * Reads all of {@code in}.
     *
     * @throws ChunkException if the peer breaks the protocol or a limit, or the sink objects; the reader must be closed then
     */
    public void read(ByteBuf in, Sink sink) throws ChunkException {
        boolean more = true;
        while (more && !closed) {
            more = step(in, sink);
        }
    }

    /** @return whether there may be more to do */
    private boolean step(ByteBuf in, Sink sink) throws ChunkException {
        if (current != null) {
            boolean more = readPayload(rest.isReadable() ? rest : in, current, sink);
            return more || in.isReadable();
        }
        if (rest.isReadable()) {
            return readSplitHeader(in);
        }
        if (readHeader(in)) {
            return true;
        }
        keep(in);
        return false;
    }

    /** A header that came in pieces: puts so much to the rest that one fits for sure, and gives back what is not of it. */
    private boolean readSplitHeader(ByteBuf in) throws ChunkException {
        int before = rest.readableBytes();
        int taken = Math.min(in.readableBytes(), LONGEST_HEADER);
        ByteBuf joined = allocator.buffer(before + taken);
        joined.writeBytes(rest).writeBytes(in, in.readerIndex(), taken);
        rest.release();
        rest = joined;
        if (!readHeader(joined)) {
            in.skipBytes(taken);
            return in.isReadable();
        }
        // The end of the rest may turn out to be payload: what looked like the start of a timestamp was none.
        int ofIn = Math.max(0, joined.readerIndex() - before);
        in.skipBytes(ofIn);
        joined.writerIndex(before + ofIn);
        return true;
    }

    private void keep(ByteBuf in) {
        if (in.isReadable()) {
            rest.release();
            rest = allocator.buffer(in.readableBytes()).writeBytes(in);
        }
    }

    /** @return false if it is not all there, and then nothing was read */
    private boolean readHeader(ByteBuf in) throws ChunkException {
        int start = in.readerIndex();
        if (!in.isReadable()) {
            return false;
        }
        int first = in.readUnsignedByte();
        int id = first & 0x3F;
        int longer = id == 0 ? 1 : id == 1 ? 2 : 0;
        if (in.readableBytes() < longer) {
            in.readerIndex(start);
            return false;
        }
        if (longer == 1) {
            id = 64 + in.readUnsignedByte();
        } else if (longer == 2) {
            id = 64 + in.readUnsignedByte() + 256 * in.readUnsignedByte();
        }
        InboundChunkStream stream = stream(id, first >> 6);
        if (!stream.readHeader(first >> 6, in, limits.messageBytes())) {
            in.readerIndex(start);
            return false;
        }
        current = stream;
        leftOfChunk = Math.min(chunkSize, stream.missing());
        return true;
    }

    private InboundChunkStream stream(int id, int format) throws ChunkException {
        InboundChunkStream known = streams.get(id);
        if (known != null) {
            return known;
        }
        if (format > 1) {
            throw new ChunkException("chunk stream " + id + " begins with a header of type " + format
                    + ", which refers to an earlier one");
        }
        if (streams.size() >= limits.chunkStreams()) {
            throw new ChunkException("more than " + limits.chunkStreams() + " chunk streams");
        }
        InboundChunkStream created = new InboundChunkStream(id);
        streams.put(id, created);
        return created;
    }

    private boolean readPayload(ByteBuf in, InboundChunkStream stream, Sink sink) throws ChunkException {
        int length = Math.min(leftOfChunk, in.readableBytes());
        if (length > 0) {
            payload(stream).writeBytes(in, length);
            stream.received(length);
            leftOfChunk -= length;
        }
        if (leftOfChunk > 0) {
            return false;
        }
        current = null;
        if (stream.missing() == 0) {
            ByteBuf payload = stream.complete();
            try {
                deliver(stream.message(payload), sink);
            } finally {
                payload.release();
            }
        }
        return true;
    }

    private ByteBuf payload(InboundChunkStream stream) {
        ByteBuf payload = stream.payload();
        if (payload == null) {
            payload = allocator.buffer(Math.min(stream.length(), FIRST_CAPACITY), stream.length());
            stream.begin(payload);
        }
        return payload;
    }

    private void deliver(RtmpMessage message, Sink sink) throws ChunkException {
        if (message.type() == MessageType.SET_CHUNK_SIZE) {
            chunkSize = ControlMessages.chunkSize(message.payload());
        } else if (message.type() == MessageType.ABORT) {
            InboundChunkStream aborted = streams.get(ControlMessages.number(message.payload()));
            if (aborted != null) {
                aborted.close();
            }
        }
        sink.message(message);
    }

    /** Releases what is not complete. */
    @Override
    public void close() {
        closed = true;
        rest.release();
        rest = Unpooled.EMPTY_BUFFER;
        streams.values().forEach(InboundChunkStream::close);
        streams.clear();
        current = null;
    }
}
