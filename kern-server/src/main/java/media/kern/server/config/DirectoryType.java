package media.kern.server.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A directory: either one that must exist if it is given at all, or one that is created at start if it is missing. */
final class DirectoryType extends TextType {
    private final boolean created;

    private DirectoryType(boolean created) {
        this.created = created;
    }

    static DirectoryType existing() {
        return new DirectoryType(false);
    }

    /** Checked without a side effect: missing parts must be creatable. */
    static DirectoryType created() {
        return new DirectoryType(true);
    }

    @Override
    public String label() {
        return "directory";
    }

    @Override
    public Optional<String> check(String value, Surroundings around) {
        if (value.isBlank()) {
            return created ? Optional.of("path name must not be empty") : Optional.empty();
        }
        Optional<Path> directory = around.resolve(value);
        if (directory.isEmpty()) {
            return Optional.of(value + " does not exist");
        }
        if (Files.isDirectory(directory.get())) {
            return Optional.empty();
        }
        if (Files.exists(directory.get())) {
            return Optional.of(value + " is not a directory");
        }
        return created ? checkCreatable(value, directory.get()) : Optional.of(value + " does not exist");
    }

    private static Optional<String> checkCreatable(String value, Path directory) {
        Path missing = directory.toAbsolutePath().normalize();
        @Nullable Path parent = missing.getParent();
        while (parent != null && !Files.exists(parent)) {
            missing = parent;
            parent = parent.getParent();
        }
        if (parent == null || !Files.isDirectory(parent)) {
            return Optional.of(value + " can't be created (mkdir " + missing + ": not a directory)");
        }
        return Files.isWritable(parent)
                ? Optional.empty()
                : Optional.of(value + " can't be created (mkdir " + missing + ": permission denied)");
    }
}
