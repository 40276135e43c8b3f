package media.kern.server.config;

import java.io.File;
import java.nio.file.Files;
import java.util.Optional;

/** An executable file: a path if it contains a slash, else the name of a program in {@code PATH}. */
final class ProgramType extends TextType {
    @Override
    public String label() {
        return "program";
    }

    @Override
    public Optional<String> check(String value, Surroundings around) {
        return isFound(value, around) ? Optional.empty() : Optional.of(value + " not found or is not executable");
    }

    private static boolean isFound(String value, Surroundings around) {
        if (value.isEmpty()) {
            return false;
        }
        if (value.contains("/")) {
            return isExecutable(value, around);
        }
        for (String folder : around.environment().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
            if (isExecutable((folder.isEmpty() ? "." : folder) + "/" + value, around)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isExecutable(String path, Surroundings around) {
        return around.resolve(path)
                .filter(file -> !Files.isDirectory(file) && Files.isExecutable(file))
                .isPresent();
    }
}
