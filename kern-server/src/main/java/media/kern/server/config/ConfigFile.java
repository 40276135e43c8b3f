package media.kern.server.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import media.kern.core.json.JsonOutput;
import media.kern.core.store.AtomicFile;
import org.jspecify.annotations.Nullable;

/**
 * The file that holds the configuration.
 *
 * @param chosen path as the user named it
 * @param path the same, absolute
 */
record ConfigFile(Path chosen, Path path) {
    private static final long LARGEST = 16 << 20;
    private static final int INDENT = 4;

    static ConfigFile in(Path workingDirectory, Path chosen) {
        return new ConfigFile(
                chosen, workingDirectory.toAbsolutePath().resolve(chosen).normalize());
    }

    /** The content; nothing if there is no file or it is empty. */
    Optional<byte[]> read() throws ConfigException {
        if (Files.isDirectory(path)) {
            throw unreadable("read " + path + ": is a directory", null);
        }
        try {
            if (Files.size(path) > LARGEST) {
                throw unreadable("the file is larger than " + LARGEST + " bytes", null);
            }
            byte[] content = Files.readAllBytes(path);
            return content.length == 0 ? Optional.empty() : Optional.of(content);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw unreadable(e.toString(), e);
        }
    }

    /** Replaces the content; a symbolic link stays one. */
    void write(Config config, UnknownFields unknown) throws IOException {
        Folder.create(Objects.requireNonNull(path.getParent()), "rwxr-----");
        byte[] content = JsonOutput.indented(INDENT, out -> Layout.CURRENT.write(out, config, unknown));
        AtomicFile.write(Files.exists(path) ? path.toRealPath() : path, content);
    }

    /** Keeps the content of an old layout next to the file. */
    void backup(Layout layout, byte[] content) throws IOException {
        String name = path.getFileName() + ".v" + layout.version() + "."
                + Instant.now().toEpochMilli() + ".bak";
        AtomicFile.write(path.resolveSibling(name), content);
    }

    ConfigException unreadable(String reason, @Nullable Throwable cause) {
        return new ConfigException("failed to read JSON from '" + path + "': " + reason, cause);
    }
}
