package media.kern.core.fs;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leads names to paths below a directory, and never out of it: links are resolved, and followed only if what they lead to
 * lies inside.
 */
final class DiskRoot {
    /** Begins the names of unfinished uploads, which nobody may see or use. */
    static final String UPLOAD_PREFIX = ".kern-upload-";

    private static final Logger log = LoggerFactory.getLogger("DiskFS");

    private final Path path;
    private final boolean posix;

    /** Creates the directory with mode 0750 if it is missing. */
    DiskRoot(Path path) throws IOException {
        this.posix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
        if (!Files.isDirectory(path)) {
            Files.createDirectories(path, permissions("rwxr-x---"));
        }
        this.path = path.toRealPath();
    }

    /** The real path of the directory itself. */
    Path path() {
        return path;
    }

    /** The name of a path below the directory. */
    String name(Path below) {
        return "/"
                + path.relativize(below).toString().replace(path.getFileSystem().getSeparator(), "/");
    }

    /** What a new file or directory is created with, on file systems that know permissions. */
    FileAttribute<?>[] permissions(String permissions) {
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    /** What is at a path, links not followed. */
    static Optional<BasicFileAttributes> attributes(Path path) throws IOException {
        try {
            return Optional.of(Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** The real path behind a name, with all links followed; empty if it is missing, hidden, out of reach or outside. */
    Optional<Path> find(String name) throws InvalidPathException {
        Path relative = relative(name);
        if (hidden(relative)) {
            return Optional.empty();
        }
        return inside(path.resolve(relative)).filter(real -> !hidden(path.relativize(real)));
    }

    /** The path of a name itself, with the links before its last element followed. */
    Optional<Path> entry(String name) throws InvalidPathException {
        Path relative = relative(name);
        Path parent = relative.getParent();
        if (hidden(relative)) {
            return Optional.empty();
        }
        return parent == null
                ? Optional.of(path.resolve(relative))
                : inside(path.resolve(parent)).map(real -> real.resolve(relative.getFileName()));
    }

    /**
     * The directory that the names which begin with a text ending in {@code /} lie in; empty if there is none, if it is
     * hidden or if a link leads there.
     */
    Optional<Path> folder(String folder) {
        try {
            String name = folder.length() <= 1 ? "/" : folder.substring(0, folder.length() - 1);
            if (!FilePath.normalise(name).equals(name)) {
                return Optional.empty();
            }
            Path relative = relative(name);
            Path straight = path.resolve(relative);
            return hidden(relative) ? Optional.empty() : inside(straight).filter(straight::equals);
        } catch (InvalidPathException e) {
            log.atTrace().addKeyValue("path", folder).setCause(e).log("Not found");
            return Optional.empty();
        }
    }

    /** Removes the directory a name lies in and those above it, up to the first that is not empty or the root. */
    void removeEmptyFolders(String name) throws IOException {
        Optional<Path> parent = entry(name).map(Path::getParent);
        for (Path at = parent.orElse(path);
                !at.equals(path) && at.startsWith(path);
                at = requireNonNull(at.getParent())) {
            try {
                Files.deleteIfExists(at);
            } catch (DirectoryNotEmptyException e) {
                return;
            }
        }
    }

    /**
     * The directory a file is to be put in, or, where directories are missing, the deepest one on the way to it.
     *
     * @throws StorageException if the file can not be written there
     */
    Path nearest(String name) throws IOException {
        Path relative = writable(name);
        Path at = path;
        for (Path element : parents(relative)) {
            Optional<Path> next = directory(at.resolve(element));
            if (next.isEmpty()) {
                return at;
            }
            at = next.get();
        }
        return requireNonNull(free(at.resolve(relative.getFileName()), name).getParent());
    }

    /**
     * Where a file is to be put: a free name or a regular file. Missing directories are created with mode 0755.
     *
     * @throws IsDirectoryException if there is a directory
     */
    Path target(String name) throws IOException {
        Path relative = writable(name);
        Path at = path;
        for (Path element : parents(relative)) {
            Path entry = at.resolve(element);
            Optional<Path> next = directory(entry);
            at = next.isPresent() ? next.get() : newDirectory(entry);
        }
        return free(at.resolve(relative.getFileName()), name);
    }

    private static Iterable<Path> parents(Path relative) {
        Path parent = relative.getParent();
        return parent == null ? List.of() : parent;
    }

    private Optional<Path> directory(Path entry) throws IOException {
        Optional<BasicFileAttributes> present = attributes(entry);
        if (present.isEmpty()) {
            return Optional.empty();
        }
        Path real = followed(entry, present.get());
        if (!Files.isDirectory(real, LinkOption.NOFOLLOW_LINKS)) {
            throw new StorageException("'" + name(entry) + "' is not a directory");
        }
        return Optional.of(real);
    }

    private Path newDirectory(Path entry) throws IOException {
        try {
            return Files.createDirectory(entry, permissions("rwxr-xr-x"));
        } catch (FileAlreadyExistsException e) {
            // Another upload was faster.
            return directory(entry).orElseThrow(() -> e);
        }
    }

    private Path free(Path entry, String name) throws IOException {
        Optional<BasicFileAttributes> present = attributes(entry);
        if (present.isEmpty()) {
            return entry;
        }
        Path target = followed(entry, present.get());
        if (Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
            throw new IsDirectoryException(name);
        }
        if (!Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS)) {
            throw new StorageException("'" + name + "' is taken by something that is not a file");
        }
        return target;
    }

    private Path followed(Path entry, BasicFileAttributes attributes) throws StorageException {
        if (!attributes.isSymbolicLink()) {
            return entry;
        }
        return inside(entry)
                .orElseThrow(() -> new StorageException(
                        "'" + name(entry) + "' is a link that does not lead to anything inside the file system"));
    }

    private Optional<Path> inside(Path outer) {
        try {
            Path real = outer.toRealPath();
            return real.startsWith(path) ? Optional.of(real) : Optional.empty();
        } catch (IOException e) {
            log.atTrace().addKeyValue("path", outer).setCause(e).log("Not found");
            return Optional.empty();
        }
    }

    private Path writable(String name) throws StorageException {
        Path relative = relative(name);
        if (relative.toString().isEmpty()) {
            throw new IsDirectoryException(name);
        }
        if (hidden(relative)) {
            throw new InvalidPathException("names that begin with " + UPLOAD_PREFIX + " are reserved");
        }
        return relative;
    }

    private static boolean hidden(Path relative) {
        for (Path element : relative) {
            if (element.toString().startsWith(UPLOAD_PREFIX)) {
                return true;
            }
        }
        return false;
    }

    private Path relative(String name) throws InvalidPathException {
        try {
            Path relative = path.getFileSystem().getPath(name.substring(1));
            // Only where names have other rules than here, such as drive letters, a normalised name can lead away.
            if (path.resolve(relative).normalize().startsWith(path)) {
                return relative;
            }
        } catch (java.nio.file.InvalidPathException e) {
            log.atDebug().setCause(e).log("The file name encoding of this machine lacks a character");
        }
        throw new InvalidPathException("this machine's disk can not hold a file of that name");
    }
}
