package media.kern.server.config;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An object of the document: settings and further sections by name, in the order of the file. */
final class Section implements SectionField {
    private final Map<String, SectionField> fields = new LinkedHashMap<>();

    /** Puts a setting where its path says, behind what is there. */
    void add(String path, Setting<?> setting) {
        int dot = path.indexOf('.');
        if (dot < 0) {
            fields.put(path, new Leaf(setting));
            return;
        }
        SectionField inner = fields.computeIfAbsent(path.substring(0, dot), name -> new Section());
        if (!(inner instanceof Section section)) {
            throw new IllegalArgumentException(path + " goes through a setting");
        }
        section.add(path.substring(dot + 1), setting);
    }

    @Nullable
    SectionField field(String name) {
        return fields.get(name);
    }

    void write(JsonGenerator out, Config config, UnknownFields unknown) throws IOException {
        out.writeStartObject();
        for (Map.Entry<String, SectionField> field : fields.entrySet()) {
            out.writeFieldName(field.getKey());
            switch (field.getValue()) {
                case Section section -> section.write(out, config, unknown.section(field.getKey()));
                case Leaf(Setting<?> setting) -> writeValue(out, config, setting);
            }
        }
        unknown.write(out);
        out.writeEndObject();
    }

    private static <T> void writeValue(JsonGenerator out, Config config, Setting<T> setting) throws IOException {
        setting.type().write(out, config.get(setting));
    }
}
