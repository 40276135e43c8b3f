package media.kern.core.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON as the API sends it and the files hold it: {@code <}, {@code >}, {@code &}, U+2028 and U+2029 escaped, numbers
 * in the forms clients know.
 */
public final class JsonOutput {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .disable(JsonWriteFeature.WRITE_HEX_UPPER_CASE)
            .build()
            .setCharacterEscapes(new HtmlSafe());

    private JsonOutput() {}

    /** Writes one document. */
    @FunctionalInterface
    public interface Content {
        void write(JsonGenerator out) throws IOException;
    }

    /** The document without white space. */
    public static byte[] compact(Content content) {
        return bytes(content, null);
    }

    /** The document with one line per value. */
    public static byte[] indented(int spaces, Content content) {
        DefaultIndenter indenter = new DefaultIndenter(" ".repeat(spaces), "\n");
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter(Separators.createDefaultInstance()
                        .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                        .withObjectEmptySeparator("")
                        .withArrayEmptySeparator(""))
                .withObjectIndenter(indenter)
                .withArrayIndenter(indenter);
        return bytes(content, printer);
    }

    /** A value that is written often and changes seldom. Copying 2 KB of it costs a tenth of writing it anew. */
    public static Rendered render(Content content) {
        return new Rendered(content, new SerializedString(new String(compact(content), StandardCharsets.UTF_8)));
    }

    /** See {@link #render}. */
    public static final class Rendered {
        private final Content content;
        private final SerializedString compact;

        private Rendered(Content content, SerializedString compact) {
            this.content = content;
            this.compact = compact;
        }

        /** Writes the value, laid out as the rest of the document is. */
        public void write(JsonGenerator out) throws IOException {
            if (out.getPrettyPrinter() == null) {
                out.writeRawValue(compact);
            } else {
                content.write(out);
            }
        }
    }

    /** Any value as {@link JsonReader#any} gives it. */
    public static void any(JsonGenerator out, @Nullable Object value) throws IOException {
        switch (value) {
            case null -> out.writeNull();
            case String text -> out.writeString(text);
            case Boolean bool -> out.writeBoolean(bool);
            case Double number -> out.writeNumber(shortest(number));
            case Number number -> out.writeNumber(number.longValue());
            case List<?> list -> {
                out.writeStartArray();
                for (Object element : list) {
                    any(out, element);
                }
                out.writeEndArray();
            }
            case Map<?, ?> map -> {
                out.writeStartObject();
                for (Map.Entry<?, ?> entry : map.entrySet()) {
                    out.writeFieldName(String.valueOf(entry.getKey()));
                    any(out, entry.getValue());
                }
                out.writeEndObject();
            }
            default -> throw new IllegalArgumentException("not a JSON value: " + value.getClass());
        }
    }

    /** Writes the fields of a value. */
    @FunctionalInterface
    public interface Fields<T> {
        void write(JsonGenerator out, T value) throws IOException;
    }

    /** Writes a field with an array of objects. */
    public static <T> void objects(JsonGenerator out, String name, List<T> values, Fields<T> fields)
            throws IOException {
        out.writeArrayFieldStart(name);
        for (T value : values) {
            out.writeStartObject();
            fields.write(out, value);
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    /** A list of texts. */
    public static void strings(JsonGenerator out, String name, List<String> values) throws IOException {
        out.writeArrayFieldStart(name);
        for (String value : values) {
            out.writeString(value);
        }
        out.writeEndArray();
    }

    /** An integer without decimals, everything else with exactly three. A number that is not finite becomes 0. */
    public static void num3(JsonGenerator out, String name, double value) throws IOException {
        out.writeFieldName(name);
        if (value == (long) value) {
            out.writeNumber((long) value);
        } else {
            out.writeNumber(fixed3(value));
        }
    }

    /** Always exactly three decimals. A number that is not finite becomes 0.000. */
    public static void fix3(JsonGenerator out, String name, double value) throws IOException {
        out.writeFieldName(name);
        out.writeNumber(fixed3(value));
    }

    /** The shortest decimal form that reads back as the same double: plain from 1e-6 to below 1e21, else exponent. */
    public static String shortest(double value) {
        double magnitude = Math.abs(value);
        if (value == 0 || (magnitude >= 1e-6 && magnitude < 1e21)) {
            BigDecimal decimal = new BigDecimal(Double.toString(value));
            return decimal.signum() == 0 ? "0" : decimal.stripTrailingZeros().toPlainString();
        }
        String text = Double.toString(value).replace(".0E", "E");
        int exponent = text.indexOf('E');
        String sign = text.charAt(exponent + 1) == '-' ? "e" : "e+";
        return text.substring(0, exponent) + sign + text.substring(exponent + 1);
    }

    private static String fixed3(double value) {
        if (!Double.isFinite(value)) {
            return "0.000";
        }
        if (Math.abs(value) >= Long.MAX_VALUE / 1000.0) {
            return new BigDecimal(value)
                    .setScale(3, java.math.RoundingMode.HALF_EVEN)
                    .toPlainString();
        }
        long thousandths = Math.round(Math.abs(value) * 1000);
        String digits = Long.toString(thousandths % 1000 + 1000).substring(1);
        return (value < 0 && thousandths > 0 ? "-" : "") + thousandths / 1000 + "." + digits;
    }

    private static byte[] bytes(Content content, @Nullable DefaultPrettyPrinter printer) {
        try (ByteArrayBuilder buffer = new ByteArrayBuilder(FACTORY._getBufferRecycler(), 4096);
                JsonGenerator out = FACTORY.createGenerator(buffer)) {
            if (printer != null) {
                out.setPrettyPrinter(printer);
            }
            content.write(out);
            out.flush();
            return buffer.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class HtmlSafe extends CharacterEscapes {
        private static final long serialVersionUID = 1L;
        private static final SerializedString LINE_SEPARATOR = new SerializedString("\\u2028");
        private static final SerializedString PARAGRAPH_SEPARATOR = new SerializedString("\\u2029");

        private final int[] ascii = CharacterEscapes.standardAsciiEscapesForJSON();

        HtmlSafe() {
            ascii['<'] = CharacterEscapes.ESCAPE_STANDARD;
            ascii['>'] = CharacterEscapes.ESCAPE_STANDARD;
            ascii['&'] = CharacterEscapes.ESCAPE_STANDARD;
        }

        @Override
        public int[] getEscapeCodesForAscii() {
            return ascii;
        }

        @Override
        public @Nullable SerializableString getEscapeSequence(int character) {
            return switch (character) {
                case 0x2028 -> LINE_SEPARATOR;
                case 0x2029 -> PARAGRAPH_SEPARATOR;
                default -> null;
            };
        }
    }
}
