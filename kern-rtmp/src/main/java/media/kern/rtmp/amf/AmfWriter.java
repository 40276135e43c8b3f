package media.kern.rtmp.amf;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Writes values as AMF 0. */
public final class AmfWriter {
    private static final int MAX_SHORT = 0xFFFF;

    private AmfWriter() {}

    /** Appends values, one after the other. */
    public static void write(ByteBuf out, List<AmfValue> values) {
        values.forEach(value -> write(out, value));
    }

    /** Appends a value. */
    public static void write(ByteBuf out, AmfValue value) {
        switch (value) {
            case AmfValue.Numeric(double number) ->
                out.writeByte(AmfMarker.NUMBER).writeDouble(number);
            case AmfValue.Bool(boolean bool) -> out.writeByte(AmfMarker.BOOLEAN).writeBoolean(bool);
            case AmfValue.Text(String text) -> writeText(out, text);
            case AmfValue.Obj(Map<String, AmfValue> properties) -> {
                out.writeByte(AmfMarker.OBJECT);
                writeProperties(out, properties);
            }
            case AmfValue.EcmaArray(Map<String, AmfValue> properties) -> {
                out.writeByte(AmfMarker.ECMA_ARRAY).writeInt(properties.size());
                writeProperties(out, properties);
            }
            case AmfValue.StrictArray(List<AmfValue> values) -> {
                out.writeByte(AmfMarker.STRICT_ARRAY).writeInt(values.size());
                write(out, values);
            }
            case AmfValue.Date(double millis) ->
                out.writeByte(AmfMarker.DATE).writeDouble(millis).writeShort(0);
            case AmfValue.Nothing nothing ->
                out.writeByte(nothing == AmfValue.Nothing.NULL ? AmfMarker.NULL : AmfMarker.UNDEFINED);
        }
    }

    private static void writeText(ByteBuf out, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > MAX_SHORT) {
            out.writeByte(AmfMarker.LONG_STRING).writeInt(bytes.length).writeBytes(bytes);
        } else {
            out.writeByte(AmfMarker.STRING).writeShort(bytes.length).writeBytes(bytes);
        }
    }

    private static void writeProperties(ByteBuf out, Map<String, AmfValue> properties) {
        properties.forEach((name, value) -> {
            byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
            int length = Math.min(bytes.length, MAX_SHORT);
            out.writeShort(length).writeBytes(bytes, 0, length);
            write(out, value);
        });
        out.writeShort(0).writeByte(AmfMarker.OBJECT_END);
    }
}
