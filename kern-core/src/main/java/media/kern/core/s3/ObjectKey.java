package media.kern.core.s3;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import media.kern.core.fs.FilePath;
import media.kern.core.fs.InvalidPathException;

/** Which object a path means, and which path an object has: the key is the normalised path without its leading slash. */
final class ObjectKey {
    /** The longest key of S3 in UTF-8 bytes. */
    static final int MAX_BYTES = 1024;

    /** The last element of objects that stand for a directory. */
    private static final String MARKER = "/...";

    private ObjectKey() {}

    /**
     * The normalised name that a path means. A last element {@code ...} is dropped, so markers can not be had.
     *
     * @throws InvalidPathException also if the key would be longer than {@value #MAX_BYTES} bytes
     */
    static String name(String path) throws InvalidPathException {
        String name = FilePath.normalise(path);
        while (name.endsWith(MARKER)) {
            name = FilePath.normalise(name.substring(0, name.length() - MARKER.length()));
        }
        int bytes = key(name).getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MAX_BYTES) {
            throw new InvalidPathException("the path has " + bytes + " bytes, the limit of S3 is " + MAX_BYTES);
        }
        return name;
    }

    /** The key of a normalised name; empty for the root. */
    static String key(String name) {
        return name.substring(1);
    }

    /** The name of an object; empty for markers and for keys that no path leads to, such as {@code a//b}. */
    static Optional<String> nameOf(String key) {
        String name = "/" + key;
        try {
            return name.equals(name(name)) && !key.isEmpty() ? Optional.of(name) : Optional.empty();
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }
}
