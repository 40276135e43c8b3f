package media.kern.server.delivery;

import java.util.regex.Pattern;
import media.kern.server.files.MimeTypes;

/** What paths are called in sessions. */
public final class PathNames {
    private static final Pattern NUMBER = Pattern.compile("(?<=[^/])[-_.]?[0-9]+$");

    private PathNames() {}

    /** The name of a file without its extension, which is the process by which most streams are named. */
    static String reference(String path) {
        return withoutExtension(path.substring(path.lastIndexOf('/') + 1));
    }

    /** What the segments of a stream have in common: the path without number and extension. */
    static String stream(String segment) {
        return NUMBER.matcher(withoutExtension(segment)).replaceFirst("");
    }

    /** A path without the extension of its last element. */
    public static String withoutExtension(String path) {
        return path.substring(0, path.length() - MimeTypes.extension(path).length());
    }
}
