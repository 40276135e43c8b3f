package media.kern.server.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A configuration with the environment laid over it.
 *
 * @param config the outcome
 * @param overrides the variables that the environment sets, also those it sets to something unreadable
 */
record EnvironmentOverlay(Config config, Map<Setting<?>, Source> overrides) {
    /**
     * How the environment sets a variable.
     *
     * @param deprecated whether an old name is used
     * @param error why its value cannot be read; the variable then keeps the value of the file
     */
    record Source(boolean deprecated, Optional<String> error) {}

    static EnvironmentOverlay of(Config base, Map<String, String> environment) {
        Config config = base;
        Map<Setting<?>, Source> overrides = new LinkedHashMap<>();
        for (Setting<?> setting : Settings.ALL) {
            Optional<String> name = nameIn(environment, setting);
            if (name.isPresent()) {
                boolean deprecated = setting.formerEnvironmentNames().contains(name.get());
                try {
                    config = override(config, setting, environment.getOrDefault(name.get(), ""));
                    overrides.put(setting, new Source(deprecated, Optional.empty()));
                } catch (InvalidValueException e) {
                    overrides.put(setting, new Source(deprecated, Optional.of(e.reason())));
                }
            }
        }
        return new EnvironmentOverlay(memoryAuth(config, environment), Collections.unmodifiableMap(overrides));
    }

    List<String> names() {
        return overrides.keySet().stream().map(Setting::name).toList();
    }

    private static Optional<String> nameIn(Map<String, String> environment, Setting<?> setting) {
        return Stream.concat(setting.environmentName().stream(), setting.formerEnvironmentNames().stream())
                .filter(environment::containsKey)
                .findFirst();
    }

    private static <T> Config override(Config config, Setting<T> setting, String text) throws InvalidValueException {
        return config.with(setting, setting.type().parse(text));
    }

    /** Credentials in the environment say by themselves whether they are wanted. */
    private static Config memoryAuth(Config config, Map<String, String> environment) {
        Setting<String> username = Settings.STORAGE_MEMORY_AUTH_USERNAME;
        Setting<String> password = Settings.STORAGE_MEMORY_AUTH_PASSWORD;
        if (nameIn(environment, username).isEmpty()
                || nameIn(environment, password).isEmpty()) {
            return config;
        }
        boolean wanted =
                !config.get(username).isEmpty() || !config.get(password).isEmpty();
        return config.with(Settings.STORAGE_MEMORY_AUTH_ENABLE, wanted);
    }
}
