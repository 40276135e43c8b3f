package media.kern.server.config;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import media.kern.core.json.JsonException;
import media.kern.core.json.JsonReader;

/** {@code true} or {@code false}, with the spellings known from the reference. */
final class BooleanType implements SettingType<Boolean> {
    @Override
    public String label() {
        return "bool";
    }

    @Override
    public Boolean parse(String text) throws InvalidValueException {
        return switch (text) {
            case "1", "t", "T", "TRUE", "true", "True" -> true;
            case "0", "f", "F", "FALSE", "false", "False" -> false;
            default ->
                throw new InvalidValueException("strconv.ParseBool: parsing " + Quoted.of(text) + ": invalid syntax");
        };
    }

    @Override
    public Boolean read(JsonReader in, Boolean current) throws JsonException {
        return in.bool(current);
    }

    @Override
    public void write(JsonGenerator out, Boolean value) throws IOException {
        out.writeBoolean(value);
    }

    @Override
    public String print(Boolean value) {
        return value.toString();
    }
}
