package media.kern.rtmp.chunk;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/** Messages to chunks (RTMP 1.0, section 5.3.1). Chunk streams are 2 to 63, which is all that a server needs. */
public final class ChunkWriter {
    /** Bytes of a header of type 1 with its basic header. */
    public static final int STEP_HEADER = 8;

    private static final int ABSOLUTE_HEADER = 12;
    private static final int EXTENDED = 0xFFFFFF;
    private static final int STEP = 1 << 6;
    private static final int CONTINUED = 3 << 6;

    private ChunkWriter() {}

    /** All chunks of a message, the first with a header of type 0; the payload stays the caller's. */
    public static ByteBuf write(ByteBufAllocator allocator, RtmpMessage message, int chunkSize) {
        ByteBuf payload = message.payload();
        int length = payload.readableBytes();
        int chunks = Math.max(1, (length + chunkSize - 1) / chunkSize);
        boolean extended = isExtended(message.timestamp());
        int overhead = ABSOLUTE_HEADER + chunks - 1 + (extended ? Integer.BYTES * chunks : 0);
        ByteBuf out = allocator.buffer(overhead + length);
        writeHeader(out, message, length);
        writeChunks(out, message, chunkSize, extended);
        return out;
    }

    /** The header of type 0 alone. */
    public static void writeHeader(ByteBuf out, RtmpMessage message, int length) {
        boolean extended = isExtended(message.timestamp());
        out.writeByte(message.chunkStream());
        out.writeMedium(extended ? EXTENDED : message.timestamp());
        out.writeMedium(length);
        out.writeByte(message.type());
        out.writeIntLE(message.streamId());
        if (extended) {
            out.writeInt(message.timestamp());
        }
    }

    /**
     * All chunks of a message, the first with a header of type 1, so that it is the same for everybody who got the message before
     * on the chunk stream.
     *
     * @param step milliseconds since that message, 0 to 0xFFFFFE
     */
    public static ByteBuf writeStep(ByteBufAllocator allocator, RtmpMessage message, int step, int chunkSize) {
        int length = message.payload().readableBytes();
        int chunks = Math.max(1, (length + chunkSize - 1) / chunkSize);
        ByteBuf out = allocator.buffer(STEP_HEADER + chunks - 1 + length);
        out.writeByte(STEP | message.chunkStream());
        out.writeMedium(step);
        out.writeMedium(length);
        out.writeByte(message.type());
        writeChunks(out, message, chunkSize, false);
        return out;
    }

    /** Whether the timestamp needs the long form, from 4 h 39 min on. */
    public static boolean isExtended(int timestamp) {
        return Integer.compareUnsigned(timestamp, EXTENDED) >= 0;
    }

    private static void writeChunks(ByteBuf out, RtmpMessage message, int chunkSize, boolean extended) {
        ByteBuf payload = message.payload();
        int at = payload.readerIndex();
        int end = payload.writerIndex();
        int next = Math.min(chunkSize, end - at);
        out.writeBytes(payload, at, next);
        for (at += next; at < end; at += next) {
            out.writeByte(CONTINUED | message.chunkStream());
            if (extended) {
                out.writeInt(message.timestamp());
            }
            next = Math.min(chunkSize, end - at);
            out.writeBytes(payload, at, next);
        }
    }
}
