package media.kern.rtmp;

import io.netty.buffer.ByteBuf;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import media.kern.rtmp.amf.AmfException;
import media.kern.rtmp.amf.AmfReader;
import media.kern.rtmp.amf.AmfValue;
import media.kern.rtmp.chunk.ChunkException;
import media.kern.rtmp.chunk.MessageType;
import media.kern.rtmp.chunk.RtmpMessage;

/**
 * A call of a peer (RTMP 1.0, section 7.2).
 *
 * @param transaction 0 if no answer is expected
 * @param values the command object and the arguments
 */
record Command(String name, double transaction, int streamId, List<AmfValue> values) {
    static Command read(RtmpMessage message) throws ChunkException {
        ByteBuf payload = message.payload().duplicate();
        if (message.type() == MessageType.COMMAND_AMF3 && payload.isReadable()) {
            // Says that AMF 0 follows, from where AMF 3 may be switched to.
            payload.skipBytes(1);
        }
        List<AmfValue> all;
        try {
            all = AmfReader.readAll(payload);
        } catch (AmfException e) {
            throw new ChunkException("a command that cannot be read: " + e.getMessage());
        }
        String name = all.isEmpty() ? "" : all.getFirst().text().orElse("");
        if (name.isEmpty()) {
            throw new ChunkException("a command without a name");
        }
        double transaction = all.size() > 1 ? all.get(1).number().orElse(0.0) : 0;
        return new Command(name, transaction, message.streamId(), all.subList(Math.min(2, all.size()), all.size()));
    }

    /** Properties of the command object. */
    Map<String, AmfValue> object() {
        return values.isEmpty() ? Map.of() : values.getFirst().named();
    }

    /** An argument, from 0. */
    Optional<AmfValue> argument(int index) {
        return index + 1 < values.size() ? Optional.of(values.get(index + 1)) : Optional.empty();
    }

    Optional<String> text(int index) {
        return argument(index).flatMap(AmfValue::text);
    }
}
