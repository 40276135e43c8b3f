package media.kern.rtmp.amf;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the values of a message. At most 4,096 values, nested 32 deep; what an array announces is believed only as far as
 * there are bytes.
 */
public final class AmfReader {
    private final ByteBuf in;
    private final AmfBudget budget = new AmfBudget();

    private AmfReader(ByteBuf in) {
        this.in = in;
    }

    /**
     * All values of a message. The reader index moves to the end.
     *
     * @throws AmfException if the bytes are cut off, unknown, or too many values
     */
    public static List<AmfValue> readAll(ByteBuf in) throws AmfException {
        AmfReader reader = new AmfReader(in);
        List<AmfValue> values = new ArrayList<>();
        while (in.isReadable()) {
            values.add(reader.value());
        }
        return values;
    }

    private AmfValue value() throws AmfException {
        need(1);
        return value(in.readUnsignedByte());
    }

    private AmfValue value(int marker) throws AmfException {
        budget.value();
        return switch (marker) {
            case AmfMarker.NUMBER -> {
                need(Double.BYTES);
                yield new AmfValue.Numeric(in.readDouble());
            }
            case AmfMarker.BOOLEAN -> {
                need(1);
                yield new AmfValue.Bool(in.readByte() != 0);
            }
            case AmfMarker.STRING -> new AmfValue.Text(shortText());
            case AmfMarker.LONG_STRING, AmfMarker.XML -> {
                need(Integer.BYTES);
                yield new AmfValue.Text(text(in.readUnsignedInt()));
            }
            case AmfMarker.OBJECT -> new AmfValue.Obj(properties());
            case AmfMarker.TYPED_OBJECT -> {
                shortText();
                yield new AmfValue.Obj(properties());
            }
            case AmfMarker.ECMA_ARRAY -> {
                need(Integer.BYTES);
                in.skipBytes(Integer.BYTES);
                yield new AmfValue.EcmaArray(properties());
            }
            case AmfMarker.STRICT_ARRAY -> new AmfValue.StrictArray(elements());
            case AmfMarker.DATE -> {
                need(Double.BYTES + Short.BYTES);
                double millis = in.readDouble();
                in.skipBytes(Short.BYTES);
                yield new AmfValue.Date(millis);
            }
            case AmfMarker.NULL -> AmfValue.Nothing.NULL;
            case AmfMarker.UNDEFINED, AmfMarker.UNSUPPORTED -> AmfValue.Nothing.UNDEFINED;
            case AmfMarker.AMF3 -> new Amf3Reader(in, budget).value();
            default -> throw new AmfException("unknown AMF 0 marker " + marker);
        };
    }

    private Map<String, AmfValue> properties() throws AmfException {
        budget.enter();
        Map<String, AmfValue> properties = new LinkedHashMap<>();
        while (true) {
            String name = shortText();
            need(1);
            int marker = in.readUnsignedByte();
            if (name.isEmpty() && marker == AmfMarker.OBJECT_END) {
                budget.leave();
                return properties;
            }
            properties.put(name, value(marker));
        }
    }

    private List<AmfValue> elements() throws AmfException {
        need(Integer.BYTES);
        long count = in.readUnsignedInt();
        if (count > in.readableBytes()) {
            throw new AmfException(
                    "an array of " + count + " values in " + in.readableBytes() + " bytes: each takes at least one");
        }
        budget.enter();
        List<AmfValue> values = new ArrayList<>();
        for (long i = 0; i < count; i++) {
            values.add(value());
        }
        budget.leave();
        return values;
    }

    private String shortText() throws AmfException {
        need(Short.BYTES);
        return text(in.readUnsignedShort());
    }

    private String text(long length) throws AmfException {
        need(length);
        budget.text((int) length);
        return in.readCharSequence((int) length, StandardCharsets.UTF_8).toString();
    }

    private void need(long bytes) throws AmfException {
        if (in.readableBytes() < bytes) {
            throw new AmfException("an AMF value of " + bytes + " bytes is cut off after " + in.readableBytes());
        }
    }
}
