package media.kern.server.delivery;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import media.kern.core.fs.FilePath;
import media.kern.core.fs.InvalidPathException;
import media.kern.server.http.PercentEncoding;

/**
 * What a playlist names, cut into its parts (RFC 3986).
 *
 * @param host with the two slashes and the scheme before it, or empty
 * @param path as it stands, not decoded
 * @param query without question mark, or empty
 * @param fragment with its hash, or empty
 */
record Reference(String host, String path, String query, String fragment) {
    private static final String SESSION = "session";

    /** A parameter of the query, decoded. */
    private record Parameter(String name, String value) {}

    /** Nothing if the text is none. */
    static Optional<Reference> parse(String text) {
        int hash = text.indexOf('#');
        String fragment = hash < 0 ? "" : text.substring(hash);
        String rest = hash < 0 ? text : text.substring(0, hash);
        int question = rest.indexOf('?');
        String query = question < 0 ? "" : rest.substring(question + 1);
        String hierarchy = question < 0 ? rest : rest.substring(0, question);
        int slashes = hierarchy.indexOf("//");
        String host = "";
        if ((slashes == 0) || ((slashes > 0) && (hierarchy.charAt(slashes - 1) == ':'))) {
            int end = hierarchy.indexOf('/', slashes + 2);
            host = end < 0 ? hierarchy : hierarchy.substring(0, end);
            hierarchy = end < 0 ? "" : hierarchy.substring(end);
        }
        return Optional.of(new Reference(host, hierarchy, query, fragment)).filter(Reference::decodable);
    }

    private boolean decodable() {
        try {
            return !PercentEncoding.decode(path, 0, path.length(), FilePath.MAX_BYTES)
                    .isEmpty();
        } catch (PercentEncoding.MalformedValueException e) {
            return false;
        }
    }

    /** Whether it leads to this server, as the client knows it. */
    boolean isAt(String ownHost) {
        return host.isEmpty() || host.substring(host.indexOf("//") + 2).equalsIgnoreCase(ownHost);
    }

    MediaKind kind() {
        return MediaKind.of(decodedPath());
    }

    private String decodedPath() {
        try {
            return PercentEncoding.decode(path, 0, path.length(), FilePath.MAX_BYTES);
        } catch (PercentEncoding.MalformedValueException e) {
            throw new IllegalStateException("has been decoded before", e);
        }
    }

    /** The path it leads to from a playlist at {@code base}; both decoded. */
    String resolve(String base) {
        String decoded = decodedPath();
        try {
            return FilePath.normalise(
                    decoded.startsWith("/") ? decoded : base.substring(0, base.lastIndexOf('/') + 1) + decoded);
        } catch (InvalidPathException e) {
            return decoded;
        }
    }

    /** Writes it with the session of the viewer, in the place of one that it may have. */
    void write(Template.Builder out) {
        out.text(host).text(path).text("?");
        writeQuery(out, query);
        out.text(fragment);
    }

    /** Writes a query, sorted by name, with a gap for the session. */
    static void writeQuery(Template.Builder out, String query) {
        List<Parameter> parameters = new ArrayList<>();
        for (String part : query.split("&", -1)) {
            int equals = part.indexOf('=');
            String name = decode(equals < 0 ? part : part.substring(0, equals));
            if (!part.isEmpty() && !name.equals(SESSION)) {
                parameters.add(new Parameter(name, equals < 0 ? "" : decode(part.substring(equals + 1))));
            }
        }
        parameters.sort(Comparator.comparing(Parameter::name));
        List<Parameter> before = parameters.stream()
                .filter(parameter -> parameter.name().compareTo(SESSION) < 0)
                .toList();
        before.forEach(parameter -> out.text(encode(parameter)).text("&"));
        out.text(SESSION + "=").gap();
        parameters
                .subList(before.size(), parameters.size())
                .forEach(parameter -> out.text("&").text(encode(parameter)));
    }

    private static String encode(Parameter parameter) {
        return URLEncoder.encode(parameter.name(), StandardCharsets.UTF_8)
                + "="
                + URLEncoder.encode(parameter.value(), StandardCharsets.UTF_8);
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text; // It is no more than a text, then.
        }
    }
}
