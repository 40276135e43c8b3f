package media.kern.rtmp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.List;
import media.kern.rtmp.amf.AmfValue;
import media.kern.rtmp.amf.AmfWriter;
import media.kern.rtmp.chunk.ChunkWriter;
import media.kern.rtmp.chunk.MessageType;
import media.kern.rtmp.chunk.RtmpMessage;

/** What a server says in commands (RTMP 1.0, section 7.2). */
final class Replies {
    private static final int CONNECTION_CHUNKS = 3;
    private static final int STATUS_CHUNKS = 5;

    private final ByteBufAllocator allocator;
    private final int chunkSize;

    Replies(ByteBufAllocator allocator, int chunkSize) {
        this.allocator = allocator;
        this.chunkSize = chunkSize;
    }

    /** The result of a call, without a command object. */
    ByteBuf result(double transaction, AmfValue... values) {
        return result(transaction, AmfValue.Nothing.NULL, List.of(values));
    }

    ByteBuf result(double transaction, AmfValue properties, List<AmfValue> values) {
        return call("_result", transaction, properties, values);
    }

    /** A call of the client. */
    ByteBuf call(String name, double transaction, AmfValue object, List<AmfValue> values) {
        return write(MessageType.COMMAND_AMF0, 0, CONNECTION_CHUNKS, command(name, transaction, object, values));
    }

    ByteBuf status(int streamId, String level, String code, String description) {
        return write(
                MessageType.COMMAND_AMF0,
                streamId,
                STATUS_CHUNKS,
                command("onStatus", 0, AmfValue.Nothing.NULL, List.of(statusObject(level, code, description))));
    }

    static AmfValue statusObject(String level, String code, String description) {
        return AmfValue.object()
                .with("level", level)
                .with("code", code)
                .with("description", description)
                .build();
    }

    ByteBuf data(int streamId, List<AmfValue> values) {
        ByteBuf payload = allocator.buffer();
        AmfWriter.write(payload, values);
        return write(MessageType.DATA_AMF0, streamId, STATUS_CHUNKS, payload);
    }

    private ByteBuf command(String name, double transaction, AmfValue object, List<AmfValue> values) {
        ByteBuf payload = allocator.buffer();
        AmfWriter.write(payload, List.of(AmfValue.of(name), AmfValue.of(transaction), object));
        AmfWriter.write(payload, values);
        return payload;
    }

    private ByteBuf write(int type, int streamId, int chunkStream, ByteBuf payload) {
        try {
            return ChunkWriter.write(allocator, new RtmpMessage(type, streamId, chunkStream, 0, payload), chunkSize);
        } finally {
            payload.release();
        }
    }
}
