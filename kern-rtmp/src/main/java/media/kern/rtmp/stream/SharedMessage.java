package media.kern.rtmp.stream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import media.kern.rtmp.chunk.ChunkWriter;
import media.kern.rtmp.chunk.RtmpMessage;

/**
 * A message of a stream, cut into chunks once for all players. As its first header tells the time since the one before it, it is
 * the same for everybody who got that one; others get a header of their own in its place.
 *
 * @param timestamp in milliseconds of the stream, across its publishers
 * @param step since the message of the kind before it; {@link #NO_STEP} if a header cannot tell
 * @param entry whether a player may begin here
 * @param configuration whether it is needed to decode others, so that it is not left out
 */
record SharedMessage(
        MediaKind kind, long timestamp, int step, boolean entry, boolean configuration, int length, ByteBuf chunks) {
    static final int NO_STEP = -1;
    private static final int LARGEST_STEP = 0xFFFFFE;

    static SharedMessage of(
            MediaKind kind,
            long timestamp,
            long sincePrevious,
            boolean entry,
            boolean configuration,
            ByteBuf payload,
            int chunkSize) {
        int step = sincePrevious < 0 || sincePrevious > LARGEST_STEP ? NO_STEP : (int) sincePrevious;
        RtmpMessage message = new RtmpMessage(kind.messageType(), 0, kind.chunkStream(), 0, payload);
        ByteBuf chunks = ChunkWriter.writeStep(payload.alloc(), message, Math.max(0, step), chunkSize);
        return new SharedMessage(kind, timestamp, step, entry, configuration, payload.readableBytes(), chunks);
    }

    boolean hasStep() {
        return step != NO_STEP;
    }

    /** For somebody who got the message before this one. */
    ByteBuf forFollower() {
        return chunks.retainedDuplicate();
    }

    /** The header for somebody who did not, with {@link #withoutHeader} behind it. */
    ByteBuf header(ByteBufAllocator allocator, int playerTimestamp, int streamId) {
        ByteBuf out = allocator.buffer(16);
        ChunkWriter.writeHeader(out, message(playerTimestamp, streamId, chunks), length);
        return out;
    }

    ByteBuf withoutHeader() {
        return chunks.retainedSlice(ChunkWriter.STEP_HEADER, chunks.readableBytes() - ChunkWriter.STEP_HEADER);
    }

    /** Whether the header is not all: with a long timestamp it is repeated in every chunk. */
    boolean needsOwnChunks(int playerTimestamp, int chunkSize) {
        return length > chunkSize && ChunkWriter.isExtended(playerTimestamp);
    }

    ByteBuf ownChunks(ByteBufAllocator allocator, int playerTimestamp, int streamId, int chunkSize) {
        ByteBuf payload = allocator.buffer(length);
        try {
            int at = ChunkWriter.STEP_HEADER;
            while (at < chunks.readableBytes()) {
                int next = Math.min(chunkSize, chunks.readableBytes() - at);
                payload.writeBytes(chunks, at, next);
                at += next + 1;
            }
            return ChunkWriter.write(allocator, message(playerTimestamp, streamId, payload), chunkSize);
        } finally {
            payload.release();
        }
    }

    private RtmpMessage message(int playerTimestamp, int streamId, ByteBuf payload) {
        return new RtmpMessage(kind.messageType(), streamId, kind.chunkStream(), playerTimestamp, payload);
    }

    SharedMessage retain() {
        chunks.retain();
        return this;
    }

    void release() {
        chunks.release();
    }
}
