package media.kern.server.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Where the configuration file is looked for. */
final class ConfigLocation {
    private static final String VARIABLE = "CORE_CONFIGFILE";
    private static final String FOLDER = "datarhei-core";
    private static final Path FALLBACK = Path.of("./config/config.json");

    private ConfigLocation() {}

    /** The path as chosen, possibly relative to the working directory. */
    static Path find(Map<String, String> environment, Path workingDirectory) {
        String given = environment.getOrDefault(VARIABLE, "");
        if (!given.isEmpty()) {
            return Path.of(given);
        }
        return candidates(environment).reversed().stream()
                .filter(path -> {
                    Path file = workingDirectory.resolve(path);
                    return Files.exists(file) && !Files.isDirectory(file);
                })
                .findFirst()
                .orElse(FALLBACK);
    }

    /** The least preferred one first. */
    private static List<Path> candidates(Map<String, String> environment) {
        List<Path> candidates = new ArrayList<>();
        userConfigDirectory(environment).ifPresent(directory -> {
            candidates.add(directory.resolve(FOLDER).resolve("config.js"));
            candidates.add(directory.resolve(FOLDER).resolve("config.json"));
        });
        variable(environment, "HOME").map(home -> home.resolve(".config")).ifPresent(directory -> {
            candidates.add(directory.resolve(FOLDER).resolve("config.js"));
            candidates.add(directory.resolve(FOLDER).resolve("config.json"));
        });
        candidates.add(Path.of("./config/config.js"));
        candidates.add(FALLBACK);
        return candidates;
    }

    private static Optional<Path> userConfigDirectory(Map<String, String> environment) {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        if (system.startsWith("windows")) {
            return variable(environment, "AppData");
        }
        if (system.startsWith("mac")) {
            return variable(environment, "HOME").map(home -> home.resolve("Library/Application Support"));
        }
        return variable(environment, "XDG_CONFIG_HOME")
                .or(() -> variable(environment, "HOME").map(home -> home.resolve(".config")))
                .filter(Path::isAbsolute);
    }

    private static Optional<Path> variable(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name))
                .filter(value -> !value.isEmpty())
                .map(Path::of);
    }
}
