package media.kern.server.config;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** A configuration with values that are not valid or do not go together. */
public final class InvalidConfigException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient SortedMap<String, List<String>> errors;
    private final transient List<ConfigMessage> messages;

    InvalidConfigException(SortedMap<String, List<String>> errors, List<ConfigMessage> messages) {
        super("not all variables are set or valid: " + errors);
        this.errors = Collections.unmodifiableSortedMap(errors);
        this.messages = List.copyOf(messages);
    }

    /** The one thing that is wrong before there is a configuration to tell more about. */
    static InvalidConfigException of(Setting<?> setting, String text) {
        return new InvalidConfigException(new TreeMap<>(Map.of(setting.name(), List.of(text))), List.of());
    }

    /** What is wrong, by name of the variable. */
    public SortedMap<String, List<String>> errors() {
        return errors;
    }

    /** All there is to log about the configuration, the errors among it. */
    public List<ConfigMessage> messages() {
        return messages;
    }
}
