package media.kern.rtmp.amf;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads one value of AMF 3 (Action Message Format 3, January 2013), with the references of that value alone. A second mention of an
 * object is read as null: no command needs it, and a few bytes of mentions within mentions would be a value without end.
 */
final class Amf3Reader {
    private static final int UNDEFINED = 0;
    private static final int NULL = 1;
    private static final int FALSE = 2;
    private static final int TRUE = 3;
    private static final int INTEGER = 4;
    private static final int DOUBLE = 5;
    private static final int STRING = 6;
    private static final int XML_DOCUMENT = 7;
    private static final int DATE = 8;
    private static final int ARRAY = 9;
    private static final int OBJECT = 10;
    private static final int XML = 11;
    private static final int BYTES = 12;

    private final ByteBuf in;
    private final AmfBudget budget;
    private final List<String> strings = new ArrayList<>();
    private final List<Traits> traits = new ArrayList<>();

    private record Traits(List<String> names, boolean dynamic) {}

    Amf3Reader(ByteBuf in, AmfBudget budget) {
        this.in = in;
        this.budget = budget;
    }

    AmfValue value() throws AmfException {
        budget.value();
        need(1);
        int marker = in.readUnsignedByte();
        return switch (marker) {
            case UNDEFINED -> AmfValue.Nothing.UNDEFINED;
            case NULL -> AmfValue.Nothing.NULL;
            case FALSE -> new AmfValue.Bool(false);
            case TRUE -> new AmfValue.Bool(true);
            case INTEGER -> new AmfValue.Numeric(number() << 3 >> 3);
            case DOUBLE -> new AmfValue.Numeric(real());
            case STRING -> new AmfValue.Text(string());
            case XML_DOCUMENT, XML, BYTES, DATE -> referable(marker);
            case ARRAY -> array();
            case OBJECT -> object();
            default -> throw new AmfException("unknown AMF 3 marker " + marker);
        };
    }

    private AmfValue referable(int marker) throws AmfException {
        int header = number();
        if ((header & 1) == 0) {
            return AmfValue.Nothing.NULL;
        }
        return marker == DATE ? new AmfValue.Date(real()) : new AmfValue.Text(text(header >> 1));
    }

    private AmfValue array() throws AmfException {
        int header = number();
        if ((header & 1) == 0) {
            return AmfValue.Nothing.NULL;
        }
        int count = header >> 1;
        if (count > in.readableBytes()) {
            throw new AmfException("an array of " + count + " values in " + in.readableBytes() + " bytes");
        }
        budget.enter();
        Map<String, AmfValue> named = named();
        List<AmfValue> values = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            values.add(value());
        }
        budget.leave();
        return named.isEmpty() ? new AmfValue.StrictArray(values) : new AmfValue.EcmaArray(named);
    }

    private AmfValue object() throws AmfException {
        int header = number();
        if ((header & 1) == 0) {
            return AmfValue.Nothing.NULL;
        }
        Traits layout = (header & 2) == 0 ? reference(traits, header >> 2) : readTraits(header);
        budget.enter();
        Map<String, AmfValue> properties = new LinkedHashMap<>();
        for (String name : layout.names()) {
            properties.put(name, value());
        }
        if (layout.dynamic()) {
            properties.putAll(named());
        }
        budget.leave();
        return new AmfValue.Obj(properties);
    }

    private Traits readTraits(int header) throws AmfException {
        if ((header & 4) != 0) {
            throw new AmfException("an externalizable AMF 3 object cannot be read without its class");
        }
        int count = header >> 4;
        if (count > in.readableBytes()) {
            throw new AmfException("an object of " + count + " properties in " + in.readableBytes() + " bytes");
        }
        string();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            budget.value();
            names.add(string());
        }
        Traits read = new Traits(names, (header & 8) != 0);
        traits.add(read);
        return read;
    }

    private Map<String, AmfValue> named() throws AmfException {
        Map<String, AmfValue> named = new LinkedHashMap<>();
        for (String name = string(); !name.isEmpty(); name = string()) {
            named.put(name, value());
        }
        return named;
    }

    private static <T> T reference(List<T> table, int index) throws AmfException {
        if (index >= table.size()) {
            throw new AmfException("an AMF 3 reference to " + index + " of " + table.size());
        }
        return table.get(index);
    }

    private String string() throws AmfException {
        int header = number();
        if ((header & 1) == 0) {
            String known = reference(strings, header >> 1);
            budget.text(known.length());
            return known;
        }
        String read = text(header >> 1);
        if (!read.isEmpty()) {
            strings.add(read);
        }
        return read;
    }

    private String text(int length) throws AmfException {
        need(length);
        budget.text(length);
        return in.readCharSequence(length, StandardCharsets.UTF_8).toString();
    }

    private double real() throws AmfException {
        need(Double.BYTES);
        return in.readDouble();
    }

    /** U29: up to four bytes, seven bits in each of the first three. */
    private int number() throws AmfException {
        int value = 0;
        for (int i = 0; i < 3; i++) {
            need(1);
            int next = in.readUnsignedByte();
            value = value << 7 | (next & 0x7F);
            if ((next & 0x80) == 0) {
                return value;
            }
        }
        need(1);
        return value << 8 | in.readUnsignedByte();
    }

    private void need(int bytes) throws AmfException {
        if (in.readableBytes() < bytes) {
            throw new AmfException("an AMF 3 value of " + bytes + " bytes is cut off after " + in.readableBytes());
        }
    }
}
