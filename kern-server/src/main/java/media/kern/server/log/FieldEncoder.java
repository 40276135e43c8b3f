package media.kern.server.log;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import media.kern.ffmpeg.report.Secrets;
import org.jspecify.annotations.Nullable;

/** Turns what was logged into bounded text; one encoder per event. */
final class FieldEncoder {

    /** Longest value, in characters. */
    static final int MAX_VALUE = 8 * 1024;

    /** All values of an event together, in characters. The values behind that are empty. */
    static final int MAX_EVENT = 64 * 1024;

    private static final String ELLIPSIS = "…";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private int left = MAX_EVENT;

    FieldValue encode(@Nullable Object value) {
        try {
            return switch (value) {
                case null -> json("null");
                case Throwable error -> text(messageOf(error));
                case Boolean bool -> json(bool.toString());
                case Number number -> number(number);
                case Map<?, ?> map -> structure(map);
                case Collection<?> collection -> structure(collection);
                case Record structured -> structure(structured);
                case JsonNode node -> structure(node);
                case Object array when array.getClass().isArray() -> structure(array);
                default -> text(value.toString());
            };
        } catch (IOException | RuntimeException unprintable) {
            return text(messageOf(unprintable));
        }
    }

    /** Cuts a text to the limit of a value. */
    String cut(String text) {
        String bounded = bounded(text, Math.min(MAX_VALUE, left));
        left -= bounded.length();
        return bounded;
    }

    /** What an error says. Messages of libraries quote addresses, so credentials in them are masked. */
    static String messageOf(Throwable error) {
        return messageOf(error.getMessage(), error.getClass().getName());
    }

    static String messageOf(@Nullable String message, String className) {
        return message == null || message.isEmpty()
                ? className.substring(className.lastIndexOf('.') + 1)
                : Secrets.mask(bounded(message, MAX_VALUE));
    }

    private FieldValue text(String text) {
        return new FieldValue.Text(cut(text));
    }

    /** JSON can't be cut; what is too long is shown as the text it is. */
    private FieldValue json(String json) {
        if (json.length() > Math.min(MAX_VALUE, left)) {
            return text(json);
        }
        left -= json.length();
        return new FieldValue.Json(json);
    }

    private FieldValue number(Number number) {
        return switch (number) {
            case Long _, Integer _, Short _, Byte _, AtomicLong _, AtomicInteger _ -> json(number.toString());
            case BigInteger _, BigDecimal _ -> json(number.toString());
            case Float single when Float.isFinite(single) -> json(decimal(single, single.toString()));
            default -> {
                double value = number.doubleValue();
                yield Double.isFinite(value)
                        ? json(decimal(value, Double.toString(value)))
                        : text("unsupported value: " + value);
            }
        };
    }

    /** As Go writes it: an exponent only for very small and very large numbers, no {@code .0}. */
    private static String decimal(double value, String shortest) {
        double size = Math.abs(value);
        if (size != 0 && (size < 1e-6 || size >= 1e21)) {
            return shortest.replace(".0E", "E").replace("E-", "e-").replace("E", "e+");
        }
        return new BigDecimal(shortest).stripTrailingZeros().toPlainString();
    }

    private FieldValue structure(Object value) throws IOException {
        StringBuilder out = new StringBuilder();
        try (JsonGenerator generator = JSON.createGenerator(new BoundedWriter(out))) {
            JSON.writeValue(generator, value);
        } catch (LimitReached reached) {
            return text(out.toString());
        }
        return json(escaped(out));
    }

    /** Outside of strings JSON is ASCII without these characters, so escaping them everywhere keeps its meaning. */
    private static String escaped(CharSequence json) {
        StringBuilder out = new StringBuilder(json.length());
        for (int i = 0; i < json.length(); ) {
            int c = Character.codePointAt(json, i);
            int next = i + Character.charCount(c);
            if (c == '<' || c == '>' || c == '&' || !QuotedText.isPrintable(c)) {
                for (; i < next; i++) {
                    out.append("\\u");
                    QuotedText.appendHex(out, json.charAt(i), 4);
                }
            } else {
                out.appendCodePoint(c);
            }
            i = next;
        }
        return out.toString();
    }

    private static String bounded(String text, int limit) {
        if (text.length() <= limit) {
            return text;
        }
        int end = Math.max(0, limit - ELLIPSIS.length());
        if (end > 0 && Character.isHighSurrogate(text.charAt(end - 1))) {
            end--;
        }
        return limit == 0 ? "" : text.substring(0, end) + ELLIPSIS;
    }

    private static final class LimitReached extends IOException {

        private static final long serialVersionUID = 1L;
    }

    /** Ends the encoding of a large structure early. */
    private static final class BoundedWriter extends Writer {

        private final StringBuilder out;

        BoundedWriter(StringBuilder out) {
            this.out = out;
        }

        @Override
        public void write(char[] chars, int offset, int length) throws IOException {
            if (out.length() > MAX_VALUE) {
                throw new LimitReached();
            }
            out.append(chars, offset, length);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
