package media.kern.core.cleanup;

import java.time.Duration;
import java.util.Set;
import media.kern.core.fs.FileSystem;

/**
 * A file system that rules may name.
 *
 * @param aliases what rules may call it besides its own name
 * @param interval how often the rules are applied; longer where a listing is expensive
 */
public record CleanedFiles(FileSystem files, Set<String> aliases, Duration interval) {
    public CleanedFiles {
        aliases = Set.copyOf(aliases);
        if (!interval.isPositive()) {
            throw new IllegalArgumentException("the interval " + interval + " is not positive");
        }
    }

    boolean isCalled(String name) {
        return files.name().equals(name) || aliases.contains(name);
    }
}
