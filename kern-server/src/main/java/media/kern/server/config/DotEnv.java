package media.kern.server.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Variables from the file {@code .env} in the working directory, for machines where the environment is hard to set. */
public final class DotEnv {
    private static final Logger LOG = LoggerFactory.getLogger("Config");
    private static final String FILE = ".env";
    private static final long LARGEST_FILE = 1 << 20;

    private DotEnv() {}

    /**
     * The real environment with the variables of {@code .env} that it lacks. A missing file adds nothing; neither does
     * one that cannot be understood as a whole or is larger than 1 MiB, which is told in the log.
     */
    public static Map<String, String> merge(Path directory, Map<String, String> real) {
        Path file = directory.resolve(FILE);
        if (!Files.isRegularFile(file)) {
            return Map.copyOf(real);
        }
        try {
            if (Files.size(file) > LARGEST_FILE) {
                throw new InvalidValueException("the file is larger than " + LARGEST_FILE + " bytes");
            }
            Map<String, String> merged =
                    new LinkedHashMap<>(parse(new String(Files.readAllBytes(file), StandardCharsets.UTF_8)));
            merged.putAll(real);
            return Collections.unmodifiableMap(merged);
        } catch (InvalidValueException | IOException e) {
            LOG.atWarn()
                    .addKeyValue("path", file)
                    .addKeyValue("error", e.getMessage())
                    .log("Ignoring .env file");
            return Map.copyOf(real);
        }
    }

    /** @throws InvalidValueException with the number of the line that cannot be understood */
    static Map<String, String> parse(String text) throws InvalidValueException {
        return new DotEnvParser(text).parse();
    }
}
