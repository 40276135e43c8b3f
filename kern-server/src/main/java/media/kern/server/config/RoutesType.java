package media.kern.server.config;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import media.kern.core.json.JsonException;
import media.kern.core.json.JsonReader;

/** Texts by name, {@code name:value name:value} in the environment. */
final class RoutesType implements SettingType<SortedMap<String, String>> {
    @Override
    public String label() {
        return "map";
    }

    @Override
    public SortedMap<String, String> parse(String text) throws InvalidValueException {
        SortedMap<String, String> routes = new TreeMap<>();
        for (String entry : text.split(" ", -1)) {
            if (entry.isBlank()) {
                continue;
            }
            String trimmed = entry.strip();
            int colon = trimmed.indexOf(':');
            if (colon < 0) {
                throw new InvalidValueException("missing ':' between route and target in " + Quoted.of(trimmed));
            }
            routes.put(trimmed.substring(0, colon), trimmed.substring(colon + 1));
        }
        return Collections.unmodifiableSortedMap(routes);
    }

    @Override
    public SortedMap<String, String> read(JsonReader in, SortedMap<String, String> current) throws JsonException {
        return Collections.unmodifiableSortedMap(new TreeMap<>(in.stringMap()));
    }

    @Override
    public void write(JsonGenerator out, SortedMap<String, String> value) throws IOException {
        out.writeStartObject();
        for (Map.Entry<String, String> route : value.entrySet()) {
            out.writeStringField(route.getKey(), route.getValue());
        }
        out.writeEndObject();
    }

    @Override
    public String print(SortedMap<String, String> value) {
        return value.isEmpty()
                ? "(empty)"
                : value.entrySet().stream()
                        .map(route -> route.getKey() + ":" + route.getValue())
                        .collect(Collectors.joining(" "));
    }
}
