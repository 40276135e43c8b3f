package media.kern.core.address;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Keeps files inside of a folder. A path is compared by components, both as written and the way the operating
 * system walks it, so that neither {@code ..} nor symbolic links lead out.
 *
 * @param base the absolute folder, {@code /} for no confinement
 * @param workingDirectory what relative paths are relative to
 */
record DiskConfinement(Path base, Path workingDirectory) {
    private static final Path ROOT = Path.of("/");
    private static final Path DEVICES = Path.of("/dev");
    /** As many as Linux follows. */
    private static final int MAX_LINKS = 40;
    /** In UTF-16 units; three bytes each fit into PATH_MAX, usual ones into what FFmpeg keeps of a name. */
    private static final int MAX_PATH = 1000;

    /** Whether nothing is confined. */
    boolean isEverywhere() {
        return base.equals(ROOT);
    }

    /** Whether a cleaned path is a device. */
    static boolean isDevice(Path path) {
        return path.startsWith(DEVICES) && !path.equals(DEVICES);
    }

    /**
     * Makes a path absolute and cleans it.
     *
     * @throws AddressException if it is neither a device nor inside of the base
     */
    Path confine(String file) throws AddressException {
        if (file.length() > MAX_PATH) {
            // FFmpeg 5 cuts off what is longer than 1023 bytes, which may be another file.
            throw new AddressException(
                    "a path of " + file.length() + " characters is too long, the limit is " + MAX_PATH);
        }
        Path written;
        try {
            written = workingDirectory.resolve(file);
        } catch (InvalidPathException e) {
            throw new AddressException("the path is not valid on this system: " + e.getReason(), e);
        }
        Path cleaned = written.normalize();
        if (isDevice(cleaned)) {
            // Links in /dev are the system's own (/dev/stdout), but ".." behind one of them leads elsewhere.
            Path walked = cleaned.equals(written) ? cleaned : walk(written);
            return require(walked, DEVICES, cleaned);
        }
        require(cleaned, base, cleaned);
        return require(walk(written), walk(base), cleaned);
    }

    private Path require(Path path, Path folder, Path cleaned) throws AddressException {
        // The folder itself would get files beside it, for FFmpeg puts numbers and extensions behind the name.
        boolean below = path.startsWith(folder) && (!path.equals(folder) || folder.equals(ROOT));
        if (!below) {
            throw new AddressException(path + " is not inside of " + base);
        }
        return cleaned;
    }

    /** Follows the links of all components that exist, also where the last component doesn't exist yet. */
    private static Path walk(Path absolute) throws AddressException {
        Deque<Path> pending = new ArrayDeque<>();
        absolute.forEach(pending::addLast);
        Path current = ROOT;
        int links = 0;
        while (!pending.isEmpty()) {
            Path name = pending.removeFirst();
            Path next = current.resolve(name);
            if (name.toString().equals("..")) {
                Path parent = current.getParent();
                current = parent == null ? ROOT : parent;
            } else if (!Files.isSymbolicLink(next)) {
                current = name.toString().equals(".") ? current : next;
            } else if (++links > MAX_LINKS) {
                throw new AddressException(absolute + " has more than " + MAX_LINKS + " symbolic links");
            } else {
                Path target = target(next);
                current = target.isAbsolute() ? ROOT : current;
                for (int i = target.getNameCount() - 1; i >= 0; i--) {
                    pending.addFirst(target.getName(i));
                }
            }
        }
        return current;
    }

    private static Path target(Path link) throws AddressException {
        try {
            return Files.readSymbolicLink(link);
        } catch (IOException e) {
            throw new AddressException("can't read the symbolic link " + link, e);
        }
    }
}
