package media.kern.server.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A file that must exist, or nothing. Symbolic links are followed. */
final class FileType extends TextType {
    private final String mayBeMissing;

    /** @param mayBeMissing a value that is valid even if there is no such file */
    FileType(String mayBeMissing) {
        this.mayBeMissing = mayBeMissing;
    }

    @Override
    public String label() {
        return "file";
    }

    @Override
    public Optional<String> check(String value, Surroundings around) {
        if (value.isEmpty()) {
            return Optional.empty();
        }
        Optional<Path> file = around.resolve(value);
        if (file.isEmpty() || !Files.exists(file.get())) {
            return value.equals(mayBeMissing) ? Optional.empty() : Optional.of(value + " does not exist");
        }
        return Files.isRegularFile(file.get()) ? Optional.empty() : Optional.of(value + " is not a regular file");
    }
}
