package media.kern.server.config;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** An absolute path that need not exist, such as the application of RTMP addresses. */
final class AbsolutePathType extends TextType {
    @Override
    public String label() {
        return "absolute path";
    }

    @Override
    public String parse(String text) {
        return clean(text);
    }

    @Override
    public Optional<String> check(String value, Surroundings around) {
        return value.startsWith("/") ? Optional.empty() : Optional.of(value + " is not an absolute path");
    }

    /** The shortest path of the same meaning, found without looking at files; {@code .} for nothing. */
    static String clean(String path) {
        boolean rooted = path.startsWith("/");
        Deque<String> kept = new ArrayDeque<>();
        for (String element : path.split("/", -1)) {
            if (element.equals("..") && !kept.isEmpty() && !"..".equals(kept.peekLast())) {
                kept.removeLast();
            } else if (element.equals("..") && !rooted) {
                kept.addLast(element);
            } else if (!element.isEmpty() && !element.equals(".") && !element.equals("..")) {
                kept.addLast(element);
            }
        }
        String joined = String.join("/", kept);
        if (rooted) {
            return "/" + joined;
        }
        return joined.isEmpty() ? "." : joined;
    }
}
