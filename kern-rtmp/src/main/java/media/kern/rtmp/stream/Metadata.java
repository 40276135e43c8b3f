package media.kern.rtmp.stream;

import io.netty.buffer.ByteBuf;
import java.util.List;
import media.kern.rtmp.amf.AmfException;
import media.kern.rtmp.amf.AmfReader;
import media.kern.rtmp.amf.AmfValue;
import media.kern.rtmp.amf.AmfWriter;

/** Data messages of a publisher as players get them: without the command that made them metadata, as an ECMA array. */
final class Metadata {
    private static final String SET = "@setDataFrame";
    private static final String NAME = "onMetaData";

    private Metadata() {}

    /** Whether to keep it for who joins. */
    record Outcome(ByteBuf payload, boolean metadata) {}

    /** @return a payload that is the caller's */
    static Outcome rewrite(ByteBuf payload) throws AmfException {
        if (!mentions(payload, SET) && !mentions(payload, NAME)) {
            return new Outcome(payload.retainedDuplicate(), false);
        }
        List<AmfValue> values = AmfReader.readAll(payload.duplicate());
        boolean set = values.getFirst().text().orElse("").equals(SET);
        List<AmfValue> rest = set ? values.subList(1, values.size()) : values;
        boolean metadata = rest.size() > 1 && rest.getFirst().text().orElse("").equals(NAME);
        List<AmfValue> sent = metadata
                ? List.of(rest.getFirst(), new AmfValue.EcmaArray(rest.get(1).named()))
                : rest;
        ByteBuf out = payload.alloc().buffer(payload.readableBytes());
        AmfWriter.write(out, sent);
        return new Outcome(out, metadata);
    }

    /** Only what is meant for the server is read at all: captions and cue points are none of its business. */
    private static boolean mentions(ByteBuf payload, String name) {
        int start = payload.readerIndex();
        if (payload.readableBytes() < name.length() + 3) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            if (payload.getByte(start + 3 + i) != name.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
