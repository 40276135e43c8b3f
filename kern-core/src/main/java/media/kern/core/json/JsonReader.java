package media.kern.core.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Decodes one JSON document over current values: a missing field or {@code null} keeps what was there, names match
 * without regard to case, the last of two equal names wins, unknown names are skipped by the caller. The document must
 * be one value with nothing behind it.
 *
 * <p>Bounds: nesting depth 500, names and strings as long as the document, numbers 1,000 characters.
 */
public final class JsonReader {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(500)
                    .maxNameLength(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();
    private static final BigInteger UINT64_LIMIT = BigInteger.ONE.shiftLeft(64);

    private final JsonParser parser;
    private final Deque<String> path = new ArrayDeque<>();

    private JsonReader(JsonParser parser) {
        this.parser = parser;
    }

    /** What to do with the value of a document. */
    @FunctionalInterface
    public interface Decoder<T extends @Nullable Object> {
        T decode(JsonReader in) throws JsonException;
    }

    /** What to do with a field of an object: must consume exactly one value of {@code in}. */
    @FunctionalInterface
    public interface Fields {
        void field(String name, JsonReader in) throws JsonException;
    }

    /** How to decode an element of a list over the one that stood at its position. */
    @FunctionalInterface
    public interface Element<T> {
        T decode(JsonReader in, @Nullable T current) throws JsonException;
    }

    /**
     * Reads a whole document.
     *
     * @throws JsonException if it is not JSON or of another type than the decoder expects
     */
    public static <T extends @Nullable Object> T read(byte[] document, Decoder<T> decoder) throws JsonException {
        // as text, for the parser would take bytes for UTF-16 or UTF-32 if they look like it (RFC 8259 section 8.1)
        String text = new String(document, StandardCharsets.UTF_8);
        try (JsonParser parser = FACTORY.createParser(text)) {
            JsonReader reader = new JsonReader(parser);
            if (reader.next() == null) {
                throw reader.endOfInput(text);
            }
            T value = decoder.decode(reader);
            reader.expectEnd(text);
            return value;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** True if the current value is {@code null}; it still has to be consumed. */
    public boolean atNull() {
        return parser.currentToken() == JsonToken.VALUE_NULL;
    }

    /** The text, or {@code current} for {@code null}. */
    public String string(String current) throws JsonException {
        return switch (parser.currentToken()) {
            case VALUE_STRING -> text();
            case VALUE_NULL -> current;
            default -> throw mismatch("string");
        };
    }

    public boolean bool(boolean current) throws JsonException {
        return switch (parser.currentToken()) {
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> current;
            default -> throw mismatch("bool");
        };
    }

    /** A whole number of 64 bits that clients know as {@code int}. */
    public long int64(long current) throws JsonException {
        return signed("int64", current);
    }

    /** As {@link #int64}, named {@code int} in errors. */
    public int int32(int current) throws JsonException {
        long value = signed("int", current);
        if (value != (int) value) {
            throw mismatch("int");
        }
        return (int) value;
    }

    /** A whole number from 0 to 2^64-1; values from 2^63 on are held as {@link Long#MAX_VALUE}. */
    public long uint64(long current) throws JsonException {
        BigInteger value = integer("uint64", current);
        if (value.signum() < 0 || value.compareTo(UINT64_LIMIT) >= 0) {
            throw mismatch("uint64");
        }
        return value.bitLength() > 63 ? Long.MAX_VALUE : value.longValue();
    }

    /** A finite number. */
    public double float64(double current) throws JsonException {
        return switch (parser.currentToken()) {
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number();
            case VALUE_NULL -> current;
            default -> throw mismatch("float64");
        };
    }

    /** A list of texts; {@code null} elements are empty texts. Empty for {@code null}. */
    public List<String> strings() throws JsonException {
        List<String> result = new ArrayList<>();
        if (startArray("[]string")) {
            while (nextElement()) {
                result.add(string(""));
            }
        }
        return List.copyOf(result);
    }

    /** An object of texts, in the order of the document; empty for {@code null}. */
    public Map<String, String> stringMap() throws JsonException {
        Map<String, String> result = new LinkedHashMap<>();
        if (startObject("map[string]string")) {
            for (String name = nextName(); name != null; name = nextName()) {
                path.addLast(name);
                result.put(name, string(""));
                path.removeLast();
            }
        }
        return result;
    }

    /**
     * Hands every field to {@code fields}, with its name in lower case; nothing for {@code null}.
     *
     * @param type how errors name the expected type, such as {@code api.ProcessConfig}
     */
    public void object(String type, Fields fields) throws JsonException {
        objectExact(type, (name, in) -> fields.field(name.toLowerCase(Locale.ROOT), in));
    }

    /** As {@link #object} with names as they stand, for maps whose keys are data. */
    public void objectExact(String type, Fields fields) throws JsonException {
        if (!startObject(type)) {
            return;
        }
        for (String name = nextName(); name != null; name = nextName()) {
            path.addLast(name);
            fields.field(name, this);
            path.removeLast();
        }
    }

    /**
     * A list whose elements are decoded over the elements that stood at their positions.
     *
     * @return as long as the list in the document; empty for {@code null}
     */
    public <T> List<T> list(String type, List<T> current, Element<T> element) throws JsonException {
        List<T> result = new ArrayList<>();
        if (startArray(type)) {
            while (nextElement()) {
                int position = result.size();
                result.add(element.decode(this, position < current.size() ? current.get(position) : null));
            }
        }
        return result;
    }

    /**
     * Any value as {@link String}, {@link Double}, {@link Boolean}, {@link List}, {@link Map} sorted by key, or null.
     * Numbers are IEEE doubles, as every client of the API sees them.
     */
    public @Nullable Object any() throws JsonException {
        return switch (parser.currentToken()) {
            case VALUE_STRING -> text();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number();
            case START_ARRAY -> anyList();
            case START_OBJECT -> anyMap();
            default -> throw mismatch("any");
        };
    }

    /** The error for the current value when it has the right type but means nothing, such as a text that is no time. */
    public JsonException invalid(String reason) {
        JsonLocation at = parser.currentTokenLocation();
        return JsonException.value(reason, String.join(".", path), at.getLineNr(), at.getColumnNr());
    }

    /** Passes over the value of an unknown field. */
    public void skip() throws JsonException {
        try {
            parser.skipChildren();
        } catch (JsonProcessingException e) {
            throw syntax(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<@Nullable Object> anyList() throws JsonException {
        List<@Nullable Object> result = new ArrayList<>();
        while (nextElement()) {
            result.add(any());
        }
        return result;
    }

    private Map<String, @Nullable Object> anyMap() throws JsonException {
        Map<String, @Nullable Object> result = new TreeMap<>();
        for (String name = nextName(); name != null; name = nextName()) {
            result.put(name, any());
        }
        return result;
    }

    private boolean startObject(String type) throws JsonException {
        return starts(JsonToken.START_OBJECT, type);
    }

    private boolean startArray(String type) throws JsonException {
        return starts(JsonToken.START_ARRAY, type);
    }

    private boolean starts(JsonToken wanted, String type) throws JsonException {
        if (atNull()) {
            return false;
        }
        if (parser.currentToken() != wanted) {
            throw mismatch(type);
        }
        return true;
    }

    /** Moves to the value of the next field; null at the end of the object. */
    private @Nullable String nextName() throws JsonException {
        if (next() == JsonToken.END_OBJECT) {
            return null;
        }
        try {
            String name = parser.currentName();
            next();
            return name == null ? null : encodable(name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean nextElement() throws JsonException {
        return next() != JsonToken.END_ARRAY;
    }

    private @Nullable JsonToken next() throws JsonException {
        try {
            return parser.nextToken();
        } catch (JsonProcessingException e) {
            throw syntax(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String text() throws JsonException {
        try {
            return encodable(parser.getText());
        } catch (JsonProcessingException e) {
            throw syntax(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Half a surrogate pair cannot be written again: U+FFFD stands in its place. */
    private static String encodable(String text) {
        if (text.chars().noneMatch(unit -> Character.isSurrogate((char) unit))) {
            return text;
        }
        return text.codePoints()
                .map(point -> Character.getType(point) == Character.SURROGATE ? 0xFFFD : point)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private double number() throws JsonException {
        double value;
        try {
            value = Double.parseDouble(parser.getText());
        } catch (JsonProcessingException e) {
            throw syntax(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (Double.isInfinite(value)) {
            throw mismatch("float64");
        }
        return value;
    }

    private long signed(String type, long current) throws JsonException {
        BigInteger value = integer(type, current);
        if (value.bitLength() > 63) {
            throw mismatch(type);
        }
        return value.longValue();
    }

    private BigInteger integer(String type, long current) throws JsonException {
        try {
            return switch (parser.currentToken()) {
                case VALUE_NUMBER_INT -> parser.getBigIntegerValue();
                case VALUE_NULL -> BigInteger.valueOf(current);
                default -> throw mismatch(type);
            };
        } catch (JsonProcessingException e) {
            throw syntax(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void expectEnd(String document) throws JsonException {
        JsonToken token;
        try {
            token = parser.nextToken();
        } catch (IOException e) {
            token = JsonToken.NOT_AVAILABLE;
        }
        if (token != null) {
            JsonLocation at = parser.currentTokenLocation();
            int offset = (int) Math.clamp(at.getCharOffset(), 0, document.length() - 1L);
            throw JsonException.syntax(
                    at.getLineNr(),
                    at.getColumnNr(),
                    "invalid character '" + document.charAt(offset) + "' after top-level value");
        }
    }

    private JsonException endOfInput(String document) {
        JsonLocation at = parser.currentLocation();
        return JsonException.syntax(
                at.getLineNr(), document.isEmpty() ? 0 : at.getColumnNr(), "unexpected end of JSON input");
    }

    private static JsonException syntax(JsonProcessingException e) {
        JsonLocation at = e.getLocation();
        int line = at == null ? 1 : at.getLineNr();
        int column = at == null ? 0 : at.getColumnNr();
        String detail = e.getOriginalMessage();
        if (e instanceof JsonEOFException || detail.startsWith("Unexpected end-of-input")) {
            return JsonException.syntax(line, column, "unexpected end of JSON input");
        }
        int end = detail.indexOf('\n');
        return JsonException.syntax(line, column, end < 0 ? detail : detail.substring(0, end));
    }

    private JsonException mismatch(String type) {
        JsonLocation at = parser.currentTokenLocation();
        return JsonException.type(
                type, String.join(".", path), at.getLineNr(), at.getColumnNr(), "found " + found() + " instead");
    }

    private String found() {
        return switch (parser.currentToken()) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "an array";
            case VALUE_STRING -> "a string";
            case VALUE_TRUE, VALUE_FALSE -> "a bool";
            case VALUE_NUMBER_INT -> "a number out of range";
            case VALUE_NUMBER_FLOAT -> "a number";
            default -> "something else";
        };
    }
}
