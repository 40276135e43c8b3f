package media.kern.core.fs;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/** The paths of all file systems: anchored at {@code /}, case-sensitive, with {@code \} as an ordinary character. */
public final class FilePath {
    /** The longest path in UTF-8 bytes, leading slash included. */
    public static final int MAX_BYTES = 4096;

    /** The longest element between two slashes in UTF-8 bytes. */
    public static final int MAX_ELEMENT_BYTES = 255;

    private FilePath() {}

    /**
     * Resolves {@code .}, {@code ..}, doubled and trailing slashes as text, after anchoring the path at {@code /}, so that
     * {@code ..} never rises above it. The empty path is {@code /}.
     *
     * @throws InvalidPathException if the path contains NUL or half of a surrogate pair, is longer than
     *     {@value #MAX_BYTES} bytes, or has an element longer than {@value #MAX_ELEMENT_BYTES} bytes
     */
    public static String normalise(String path) throws InvalidPathException {
        String anchored = path.startsWith("/") ? path : "/" + path;
        check(anchored);
        Deque<String> elements = new ArrayDeque<>();
        for (int start = 1; start <= anchored.length(); ) {
            int slash = anchored.indexOf('/', start);
            int end = slash < 0 ? anchored.length() : slash;
            step(elements, anchored.substring(start, end));
            start = end + 1;
        }
        return "/" + String.join("/", elements);
    }

    /** How many elements a normalised path has: {@code /a/b} has two. */
    public static int elements(String name) {
        int count = 0;
        for (int slash = name.indexOf('/'); slash >= 0; slash = name.indexOf('/', slash + 1)) {
            count++;
        }
        return count;
    }

    private static void step(Deque<String> elements, String element) throws InvalidPathException {
        switch (element) {
            case "", "." -> {}
            case ".." -> elements.pollLast();
            default -> {
                int bytes = element.getBytes(StandardCharsets.UTF_8).length;
                if (bytes > MAX_ELEMENT_BYTES) {
                    throw new InvalidPathException(
                            "an element of the path has " + bytes + " bytes, the limit is " + MAX_ELEMENT_BYTES);
                }
                elements.addLast(element);
            }
        }
    }

    private static void check(String path) throws InvalidPathException {
        // A character has at least one byte, so a long text is refused before it is encoded.
        if (path.length() > MAX_BYTES || path.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            throw new InvalidPathException("the path is longer than the limit of " + MAX_BYTES + " bytes");
        }
        int codePoint;
        for (int i = 0; i < path.length(); i += Character.charCount(codePoint)) {
            codePoint = path.codePointAt(i);
            if (codePoint == 0) {
                throw new InvalidPathException("the path contains a NUL character at index " + i);
            }
            if (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE) {
                throw new InvalidPathException("the path contains half of a surrogate pair at index " + i);
            }
        }
    }
}
