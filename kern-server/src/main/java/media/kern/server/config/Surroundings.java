package media.kern.server.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What a value is judged against.
 *
 * @param workingDirectory base of relative paths
 * @param environment for {@code PATH}
 * @param names how host names are looked up
 */
record Surroundings(Path workingDirectory, Map<String, String> environment, HostLookup names) {
    /** The path relative to the working directory; nothing if no file can have that name. */
    Optional<Path> resolve(String path) {
        try {
            return Optional.of(workingDirectory.resolve(path));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }
}
