package media.kern.server.config;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import media.kern.core.json.JsonOutput;

/** A value for every setting. Immutable. */
public final class Config {
    private static final int INDENT = 4;

    private final Map<Setting<?>, Object> values;

    private Config(Map<Setting<?>, Object> values) {
        this.values = values;
    }

    /** The defaults, with newly generated identity and secrets. */
    public static Config defaults() {
        Map<Setting<?>, Object> values = new HashMap<>();
        for (Setting<?> setting : Settings.ALL) {
            values.put(setting, Objects.requireNonNull(setting.initial()));
        }
        return new Config(values);
    }

    @SuppressWarnings("unchecked") // with() and defaults() are the only ways in, and both take a T for a Setting<T>
    public <T> T get(Setting<T> setting) {
        return (T) Objects.requireNonNull(values.get(setting), setting::name);
    }

    /** This configuration with one other value. */
    public <T> Config with(Setting<T> setting, T value) {
        Map<Setting<?>, Object> changed = new HashMap<>(values);
        changed.put(setting, Objects.requireNonNull(value));
        return new Config(changed);
    }

    /** This configuration with the value that another one has. */
    <T> Config withValueOf(Setting<T> setting, Config other) {
        return with(setting, other.get(setting));
    }

    boolean hasSame(Setting<?> setting, Config other) {
        return get(setting).equals(other.get(setting));
    }

    /** The document in the current layout, secrets in clear, as the file holds it. */
    public byte[] toJson() {
        return JsonOutput.indented(INDENT, this::write);
    }

    /** Writes the document in the current layout as one object, secrets in clear. */
    public void write(JsonGenerator out) throws IOException {
        Layout.CURRENT.write(out, this, UnknownFields.NONE);
    }

    /** Only what names the instance: the rest holds secrets. */
    @Override
    public String toString() {
        return "Config[" + get(Settings.ID) + " of " + get(Settings.CREATED_AT) + "]";
    }
}
