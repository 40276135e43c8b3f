package media.kern.ffmpeg.child;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds programs as a shell does. */
public final class Executable {
    private Executable() {}

    /**
     * @param name with a slash: that file; else it is looked up in every folder of {@code path}
     * @param path as the variable {@code PATH}; an empty element is the working directory
     * @return the absolute path of a regular file with an execute permission
     */
    public static Optional<Path> find(String name, @Nullable String path) {
        if (name.isEmpty() || name.indexOf('\0') >= 0) {
            return Optional.empty();
        }
        if (name.contains("/")) {
            return executable(Path.of(name));
        }
        for (String folder : (path == null ? "" : path).split(":", -1)) {
            Optional<Path> found = executable(Path.of(folder.isEmpty() ? "." : folder, name));
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static Optional<Path> executable(Path file) {
        return Files.isRegularFile(file) && Files.isExecutable(file)
                ? Optional.of(file.toAbsolutePath().normalize())
                : Optional.empty();
    }
}
