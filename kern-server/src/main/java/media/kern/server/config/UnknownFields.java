package media.kern.server.config;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import media.kern.core.json.JsonOutput;
import org.jspecify.annotations.Nullable;

/**
 * Fields of a section of the file that no setting stands for. They have no effect but stay in the file, for another
 * release or a person may have put them there.
 */
final class UnknownFields {
    static final UnknownFields NONE = new UnknownFields(Map.of(), Map.of());

    private final Map<String, Optional<Object>> values;
    private final Map<String, UnknownFields> sections;

    private UnknownFields(Map<String, Optional<Object>> values, Map<String, UnknownFields> sections) {
        this.values = values;
        this.sections = sections;
    }

    /** The unknown fields of a section inside this one. */
    UnknownFields section(String name) {
        return sections.getOrDefault(name, NONE);
    }

    /** Writes them behind the known fields of the open object. */
    void write(JsonGenerator out) throws IOException {
        for (Map.Entry<String, Optional<Object>> field : values.entrySet()) {
            out.writeFieldName(field.getKey());
            JsonOutput.any(out, field.getValue().orElse(null));
        }
    }

    /** Names with the names of their sections before them, joined by dots. */
    List<String> paths() {
        List<String> paths = new ArrayList<>(values.keySet());
        sections.forEach((name, section) -> section.paths().forEach(path -> paths.add(name + "." + path)));
        return paths;
    }

    /** Collects the unknown fields of one section. */
    static final class Builder {
        private final Map<String, Optional<Object>> values = new LinkedHashMap<>();
        private final Map<String, Builder> sections = new LinkedHashMap<>();

        void add(String name, @Nullable Object value) {
            values.put(name, Optional.ofNullable(value));
        }

        Builder section(String name) {
            return sections.computeIfAbsent(name, key -> new Builder());
        }

        UnknownFields build() {
            Map<String, UnknownFields> built = new LinkedHashMap<>();
            sections.forEach((name, section) -> built.put(name, section.build()));
            return new UnknownFields(Collections.unmodifiableMap(values), Collections.unmodifiableMap(built));
        }
    }
}
