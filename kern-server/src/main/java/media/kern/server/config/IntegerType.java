package media.kern.server.config;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Pattern;
import media.kern.core.json.JsonException;
import media.kern.core.json.JsonReader;

/** A whole number of 32 bits, decimal in the environment; optionally confined to the range of a port. */
final class IntegerType implements SettingType<Integer> {
    private static final Pattern DECIMAL = Pattern.compile("[+-]?[0-9]+");

    private final boolean port;

    private IntegerType(boolean port) {
        this.port = port;
    }

    static IntegerType any() {
        return new IntegerType(false);
    }

    static IntegerType port() {
        return new IntegerType(true);
    }

    @Override
    public String label() {
        return port ? "port" : "int";
    }

    @Override
    public Integer parse(String text) throws InvalidValueException {
        if (!DECIMAL.matcher(text).matches()) {
            throw error(text, "invalid syntax");
        }
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw error(text, "value out of range");
        }
    }

    @Override
    public Integer read(JsonReader in, Integer current) throws JsonException {
        return in.int32(current);
    }

    @Override
    public void write(JsonGenerator out, Integer value) throws IOException {
        out.writeNumber(value);
    }

    @Override
    public String print(Integer value) {
        return value.toString();
    }

    @Override
    public Optional<String> check(Integer value, Surroundings around) {
        return port && (value < 0 || value > HostPort.HIGHEST_PORT)
                ? Optional.of(HostPort.outOfRange(value.toString()))
                : Optional.empty();
    }

    private static InvalidValueException error(String text, String reason) {
        return new InvalidValueException("strconv.Atoi: parsing " + Quoted.of(text) + ": " + reason);
    }
}
