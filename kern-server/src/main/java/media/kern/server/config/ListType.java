package media.kern.server.config;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import media.kern.core.json.JsonException;
import media.kern.core.json.JsonReader;

/** Several texts, written with a separator between them in the environment. */
final class ListType implements SettingType<List<String>> {
    private static final Pattern PREFIXES = Pattern.compile("^https?://");

    private final String kind;
    private final String separator;
    private final Function<String, Optional<String>> element;

    private ListType(String kind, String separator, Function<String, Optional<String>> element) {
        this.kind = kind;
        this.separator = separator;
        this.element = element;
    }

    static ListType of(String separator) {
        return new ListType("list", separator, value -> Optional.empty());
    }

    /** Ranges of IP addresses. */
    static ListType ranges() {
        return new ListType(
                "CIDR list",
                ",",
                value -> IpNotation.isRange(value) ? Optional.empty() : Optional.of("invalid CIDR address: " + value));
    }

    /** Origins of web pages. */
    static ListType origins() {
        return new ListType(
                "origin list",
                ",",
                value -> value.contains("*") || PREFIXES.matcher(value).find()
                        ? Optional.empty()
                        : Optional.of("bad origin: origins must contain '*' or include http://, or https://"));
    }

    @Override
    public String label() {
        return kind + ", separated by " + (separator.equals(" ") ? "spaces" : "`" + separator + "`");
    }

    @Override
    public List<String> parse(String text) {
        return Arrays.stream(text.split(Pattern.quote(separator), -1))
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .toList();
    }

    @Override
    public List<String> read(JsonReader in, List<String> current) throws JsonException {
        return in.strings();
    }

    @Override
    public void write(JsonGenerator out, List<String> value) throws IOException {
        out.writeStartArray();
        for (String text : value) {
            out.writeString(text);
        }
        out.writeEndArray();
    }

    @Override
    public String print(List<String> value) {
        return value.isEmpty() ? "(empty)" : String.join(separator, value);
    }

    @Override
    public Optional<String> check(List<String> value, Surroundings around) {
        return value.stream().map(element).flatMap(Optional::stream).findFirst();
    }
}
