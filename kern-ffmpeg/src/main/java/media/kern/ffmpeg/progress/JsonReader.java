package media.kern.ffmpeg.progress;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Walks through the JSON value behind the prefix of a line. Types are taken strictly: an unsigned value must be a whole
 * number from 0 to 2^63−1, and null stands for absent.
 */
final class JsonReader implements AutoCloseable {

    private static final int MAX_DEPTH = 50;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNumberLength(100)
                    .build())
            // Names come from outside: they must not stay behind in tables shared by all parsers.
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .build();

    private final JsonParser parser;

    private JsonReader(JsonParser parser) {
        this.parser = parser;
    }

    /** Reads one value. */
    @FunctionalInterface
    interface Value<T> {
        T read(JsonReader reader) throws IOException, RejectedLineException;
    }

    /** Reads the value of one member of an object, or {@linkplain #skip() skips} it. */
    @FunctionalInterface
    interface Member {
        void read(String name) throws IOException, RejectedLineException;
    }

    /** Reads the JSON after the prefix, which must be the whole rest of the line. */
    static <T> T read(String line, String prefix, Value<T> value) throws RejectedLineException {
        try (JsonReader reader = new JsonReader(FACTORY.createParser(line.substring(prefix.length())))) {
            reader.parser.nextToken();
            T result = value.read(reader);
            if (reader.parser.nextToken() != null) {
                throw new RejectedLineException("invalid JSON after " + prefix + " more than one value");
            }
            return result;
        } catch (IOException e) {
            String problem = e instanceof JsonProcessingException json
                    ? json.getOriginalMessage()
                    : String.valueOf(e.getMessage());
            throw new RejectedLineException("invalid JSON after " + prefix + " " + shortened(problem));
        }
    }

    private static String shortened(String problem) {
        return problem.length() > 200 ? problem.substring(0, 200) + "..." : problem;
    }

    void object(Member member) throws IOException, RejectedLineException {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return;
        }
        expect(JsonToken.START_OBJECT, "an object");
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            member.read(name);
        }
    }

    <T> List<T> array(int max, Value<T> element) throws IOException, RejectedLineException {
        List<T> elements = new ArrayList<>();
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return elements;
        }
        expect(JsonToken.START_ARRAY, "an array");
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (elements.size() == max) {
                throw new RejectedLineException("more than " + max + " elements in an array");
            }
            elements.add(element.read(this));
        }
        return elements;
    }

    long unsigned() throws IOException, RejectedLineException {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return 0;
        }
        expect(JsonToken.VALUE_NUMBER_INT, "a whole number");
        long value = parser.getLongValue();
        if (value < 0) {
            throw new RejectedLineException("value of '" + name() + "' is negative: " + value);
        }
        return value;
    }

    double number() throws IOException, RejectedLineException {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.VALUE_NULL) {
            return 0;
        }
        if (token != JsonToken.VALUE_NUMBER_INT && token != JsonToken.VALUE_NUMBER_FLOAT) {
            throw unexpected("a number");
        }
        double value = parser.getDoubleValue();
        if (!Double.isFinite(value)) {
            throw new RejectedLineException("value of '" + name() + "' is out of range");
        }
        return value;
    }

    String text() throws IOException, RejectedLineException {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return "";
        }
        expect(JsonToken.VALUE_STRING, "a string");
        return parser.getText();
    }

    boolean bool() throws IOException, RejectedLineException {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.VALUE_NULL || token == JsonToken.VALUE_FALSE) {
            return false;
        }
        expect(JsonToken.VALUE_TRUE, "true or false");
        return true;
    }

    /** Seconds: a number of them, or a text with units. */
    double seconds() throws IOException, RejectedLineException {
        return parser.currentToken() == JsonToken.VALUE_STRING ? DurationText.seconds(text()) : number();
    }

    void skip() throws IOException {
        parser.skipChildren();
    }

    private void expect(JsonToken token, String what) throws IOException, RejectedLineException {
        if (parser.currentToken() != token) {
            throw unexpected(what);
        }
    }

    private RejectedLineException unexpected(String what) throws IOException {
        return new RejectedLineException("value of '" + name() + "' is not " + what);
    }

    private String name() throws IOException {
        String name = parser.currentName();
        return name == null ? "" : shortened(name);
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }
}
