package media.kern.server.http;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which part of the server answers a path: exact redirects first, then the longest matching prefix. A prefix that ends
 * in a slash matches everything below; one without matches itself, and below it.
 */
public final class Site {
    private final Map<String, String> redirects;
    private final Map<String, Part> byPrefix = new TreeMap<>(
            java.util.Comparator.comparingInt(String::length).reversed().thenComparing(prefix -> prefix));
    private final Part rest;

    /** A part of the server with its own cross-origin rules. */
    public record Part(Handler handler, Cors cors, Options options) {
        /** A part that says nothing but what its cross-origin rules say. */
        public Part(Handler handler, Cors cors) {
            this(handler, cors, exchange -> {});
        }
    }

    /** Adds to the answer of an OPTIONS request what can be done with the path. */
    @FunctionalInterface
    public interface Options {
        void prepare(Exchange exchange);
    }

    /**
     * A site with nothing but {@code rest}.
     *
     * @param redirects from an exact path to a target
     * @param rest answers what no prefix matches
     */
    public Site(Map<String, String> redirects, Part rest) {
        this.redirects = Map.copyOf(redirects);
        this.rest = rest;
    }

    /** Adds a part; not safe once requests arrive. */
    public Site with(String prefix, Part part) {
        byPrefix.put(prefix, part);
        return this;
    }

    Optional<String> redirect(String path) {
        return Optional.ofNullable(redirects.get(path));
    }

    Part part(String path) {
        for (Map.Entry<String, Part> entry : byPrefix.entrySet()) {
            String prefix = entry.getKey();
            boolean inside = path.startsWith(prefix)
                    && (prefix.endsWith("/")
                            || path.length() == prefix.length()
                            || path.charAt(prefix.length()) == '/');
            if (inside) {
                return entry.getValue();
            }
        }
        return rest;
    }
}
