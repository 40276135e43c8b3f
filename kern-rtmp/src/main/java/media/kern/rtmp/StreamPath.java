package media.kern.rtmp;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a client has asked for: the application it connected to and the name it publishes or plays, as one path, since clients divide
 * the same address in different ways. Percent escapes are decoded, empty elements left out.
 *
 * @param elements between the slashes, none for the root
 * @param query of the application and of the name, which wins; the first value of each parameter
 */
public record StreamPath(List<String> elements, Map<String, String> query) {
    private static final int HEX = 16;

    public StreamPath {
        elements = List.copyOf(elements);
        query = Map.copyOf(query);
    }

    /** Empty if an escape is broken, or if there are control characters. */
    static Optional<StreamPath> parse(String application, String name) {
        List<String> elements = new ArrayList<>();
        Map<String, String> query = new LinkedHashMap<>();
        Map<String, String> queryOfName = new LinkedHashMap<>();
        if (!read(application, elements, query) || !read(name, elements, queryOfName)) {
            return Optional.empty();
        }
        query.putAll(queryOfName);
        return Optional.of(new StreamPath(elements, query));
    }

    private static boolean read(String text, List<String> elements, Map<String, String> query) {
        int mark = text.indexOf('?');
        String path = mark < 0 ? text : text.substring(0, mark);
        for (String element : path.split("/")) {
            Optional<String> decoded = decode(element, false);
            if (decoded.isEmpty() || decoded.get().chars().anyMatch(Character::isISOControl)) {
                return false;
            }
            if (!decoded.get().isEmpty()) {
                elements.add(decoded.get());
            }
        }
        if (mark >= 0) {
            readQuery(text.substring(mark + 1), query);
        }
        return true;
    }

    /** Pairs that are broken are left out. */
    private static void readQuery(String text, Map<String, String> query) {
        for (String pair : text.split("&")) {
            if (pair.isEmpty() || pair.contains(";")) {
                continue;
            }
            int equals = pair.indexOf('=');
            Optional<String> name = decode(equals < 0 ? pair : pair.substring(0, equals), true);
            Optional<String> value = decode(equals < 0 ? "" : pair.substring(equals + 1), true);
            if (name.isPresent() && value.isPresent()) {
                query.putIfAbsent(name.get(), value.get());
            }
        }
    }

    private static Optional<String> decode(String text, boolean plusIsSpace) {
        if (text.indexOf('%') < 0 && text.indexOf('+') < 0) {
            return Optional.of(text);
        }
        byte[] in = text.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < in.length; i++) {
            if (in[i] != '%') {
                out.write(in[i] == '+' && plusIsSpace ? ' ' : in[i]);
                continue;
            }
            int high = i + 2 < in.length ? Character.digit(in[i + 1], HEX) : -1;
            int low = high < 0 ? -1 : Character.digit(in[i + 2], HEX);
            if (low < 0) {
                return Optional.empty();
            }
            out.write(high * HEX + low);
            i += 2;
        }
        return Optional.of(out.toString(StandardCharsets.UTF_8));
    }

    /** All of it, {@code /} for the root. */
    public String path() {
        return "/" + String.join("/", elements);
    }

    /** Without the last element. */
    public StreamPath parent() {
        return new StreamPath(elements.subList(0, Math.max(0, elements.size() - 1)), query);
    }

    /** The last element, if there is any. */
    public Optional<String> last() {
        return elements.isEmpty() ? Optional.empty() : Optional.of(elements.getLast());
    }

    /** Whether its first elements are those of another. */
    public boolean isBelow(StreamPath other) {
        return elements.size() >= other.elements.size()
                && elements.subList(0, other.elements.size()).equals(other.elements);
    }
}
