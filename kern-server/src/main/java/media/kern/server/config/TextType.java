package media.kern.server.config;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import media.kern.core.json.JsonException;
import media.kern.core.json.JsonReader;

/** Any text, and the base of everything that is a text in JSON. */
class TextType implements SettingType<String> {
    @Override
    public String label() {
        return "string";
    }

    @Override
    public String parse(String text) throws InvalidValueException {
        return text;
    }

    @Override
    public final String read(JsonReader in, String current) throws JsonException {
        return in.string(current);
    }

    @Override
    public final void write(JsonGenerator out, String value) throws IOException {
        out.writeString(value);
    }

    @Override
    public final String print(String value) {
        return value;
    }
}
