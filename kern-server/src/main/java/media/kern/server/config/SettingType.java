package media.kern.server.config;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Optional;
import media.kern.core.json.JsonException;
import media.kern.core.json.JsonReader;

/** A kind of value: its forms in the environment, in JSON and in the log, and what makes a value valid. */
interface SettingType<T> {
    /** The kind as the documentation calls it. */
    String label();

    /** Reads the value of an environment variable. */
    T parse(String text) throws InvalidValueException;

    /** Reads the value of a JSON field over the current one. */
    T read(JsonReader in, T current) throws JsonException;

    void write(JsonGenerator out, T value) throws IOException;

    /** The form for the log, without secrets; empty only for an empty value. */
    String print(T value);

    /** What is wrong with the value, if anything. */
    default Optional<String> check(T value, Surroundings around) {
        return Optional.empty();
    }
}
