package media.kern.server.config;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One variable of the configuration: where it stands in the document, which environment variable overrides it, what
 * its values are. The constants are in {@link Settings}.
 */
public final class Setting<T> {
    private final String path;
    private final SettingType<T> type;
    private final Supplier<? extends T> initial;
    private final String description;
    private final Traits traits;

    private Setting(
            String path, SettingType<T> type, Supplier<? extends T> initial, String description, Traits traits) {
        this.path = path;
        this.type = type;
        this.initial = initial;
        this.description = description;
        this.traits = traits;
    }

    /** What only some settings have. */
    private record Traits(
            String name,
            @Nullable String environmentName,
            List<String> formerEnvironmentNames,
            @Nullable String generated,
            boolean required,
            boolean masked) {
        Traits named(String other) {
            return new Traits(other, environmentName, formerEnvironmentNames, generated, required, masked);
        }

        Traits environment(@Nullable String other, List<String> former) {
            return new Traits(name, other, former, generated, required, masked);
        }

        Traits generated(String how) {
            return new Traits(name, environmentName, formerEnvironmentNames, how, required, masked);
        }

        Traits demands(boolean value, boolean secrecy) {
            return new Traits(name, environmentName, formerEnvironmentNames, generated, value, secrecy);
        }
    }

    /** A setting whose environment variable is {@code CORE_} and the path in capitals with underscores. */
    static <T> Setting<T> of(String path, SettingType<T> type, Supplier<? extends T> initial, String description) {
        String environment = "CORE_" + path.replace('.', '_').toUpperCase(Locale.ROOT);
        return new Setting<>(
                path, type, initial, description, new Traits(path, environment, List.of(), null, false, false));
    }

    private Setting<T> with(Traits other) {
        return new Setting<>(path, type, initial, description, other);
    }

    /** Known under another name than its path. */
    Setting<T> named(String name) {
        return with(traits.named(name));
    }

    /** Overridden by another environment variable than its path says. */
    Setting<T> environment(String name) {
        return with(traits.environment(name, traits.formerEnvironmentNames()));
    }

    /** Not overridden by the environment. */
    Setting<T> withoutEnvironment() {
        return with(traits.environment(null, List.of()));
    }

    /** Environment variables of earlier releases that still work, the preferred one first. */
    Setting<T> formerly(String... names) {
        return with(traits.environment(traits.environmentName(), List.of(names)));
    }

    /** Has a new value each time it is missing, which must therefore be stored. */
    Setting<T> generated(String how) {
        return with(traits.generated(how));
    }

    /** Must not be empty. */
    Setting<T> required() {
        return with(traits.demands(true, traits.masked()));
    }

    /** Secret: never shown in the log. */
    Setting<T> masked() {
        return with(traits.demands(traits.required(), true));
    }

    /** Names in the document joined by dots, such as {@code metrics.range_sec}. */
    public String path() {
        return path;
    }

    /** The name in overrides, messages and the log; the path for all but four. */
    public String name() {
        return traits.name();
    }

    /** The environment variable that overrides the file. */
    public Optional<String> environmentName() {
        return Optional.ofNullable(traits.environmentName());
    }

    /** One sentence. */
    public String description() {
        return description;
    }

    List<String> formerEnvironmentNames() {
        return traits.formerEnvironmentNames();
    }

    /** How a missing value is made up; nothing if the default is fixed. */
    Optional<String> generated() {
        return Optional.ofNullable(traits.generated());
    }

    boolean isRequired() {
        return traits.required();
    }

    boolean isMasked() {
        return traits.masked();
    }

    SettingType<T> type() {
        return type;
    }

    T initial() {
        return initial.get();
    }

    @Override
    public String toString() {
        return name();
    }
}
