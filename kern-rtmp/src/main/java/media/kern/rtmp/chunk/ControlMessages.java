package media.kern.rtmp.chunk;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/** Protocol and user control messages, all on chunk stream 2 (RTMP 1.0, sections 5.4 and 7.1.7). */
public final class ControlMessages {
    /** A stream can be played. */
    public static final int STREAM_BEGIN = 0;
    /** A stream is over. */
    public static final int STREAM_EOF = 1;
    /** Are you there? */
    public static final int PING_REQUEST = 6;
    /** I am. */
    public static final int PING_RESPONSE = 7;

    /** Longer than any message, so that larger ones change nothing. */
    private static final int LARGEST_CHUNK = 0xFFFFFF;

    private static final int CHUNK_STREAM = 2;

    private ControlMessages() {}

    /** A message that holds a number: chunk size, acknowledgement, window. */
    public static ByteBuf number(ByteBufAllocator allocator, int type, int value) {
        return message(allocator, type, allocator.buffer(Integer.BYTES).writeInt(value));
    }

    /** @param kind 0 hard, 1 soft, 2 dynamic */
    public static ByteBuf peerBandwidth(ByteBufAllocator allocator, int bytes, int kind) {
        ByteBuf payload = allocator.buffer(Integer.BYTES + 1).writeInt(bytes).writeByte(kind);
        return message(allocator, MessageType.SET_PEER_BANDWIDTH, payload);
    }

    /** @param value the message stream id, or the time of a ping */
    public static ByteBuf event(ByteBufAllocator allocator, int event, int value) {
        ByteBuf payload =
                allocator.buffer(Short.BYTES + Integer.BYTES).writeShort(event).writeInt(value);
        return message(allocator, MessageType.USER_CONTROL, payload);
    }

    private static ByteBuf message(ByteBufAllocator allocator, int type, ByteBuf payload) {
        try {
            return ChunkWriter.write(
                    allocator, new RtmpMessage(type, 0, CHUNK_STREAM, 0, payload), payload.readableBytes());
        } finally {
            payload.release();
        }
    }

    /** The number of a message that holds one. */
    public static int number(ByteBuf payload) throws ChunkException {
        if (payload.readableBytes() < Integer.BYTES) {
            throw new ChunkException("a control message of " + payload.readableBytes() + " bytes, but it needs 4");
        }
        return payload.getInt(payload.readerIndex());
    }

    static int chunkSize(ByteBuf payload) throws ChunkException {
        int size = number(payload);
        if (size <= 0) {
            throw new ChunkException(
                    "a chunk size of " + Integer.toUnsignedString(size) + ", but 1 to 2147483647 can be");
        }
        return Math.min(size, LARGEST_CHUNK);
    }
}
