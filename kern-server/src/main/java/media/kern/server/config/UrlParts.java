package media.kern.server.config;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A URL taken apart and percent-decoded (RFC 3986 section 3).
 *
 * @param scheme lower case; empty if there is none
 * @param username empty if there is none
 * @param password null if there is none
 * @param host with the port; empty if there is none
 * @param path with its leading slash
 * @param query values by name, in the order of the URL
 */
record UrlParts(
        String scheme,
        String username,
        @Nullable String password,
        String host,
        String path,
        Map<String, List<String>> query) {
    private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*");
    private static final Pattern PORT = Pattern.compile("(?::[0-9]*)?");
    private static final Pattern NOT_IN_HOST = Pattern.compile("[\\s<>\"\\\\^`{}|]");

    static UrlParts parse(String url) throws InvalidValueException {
        try {
            return take(url);
        } catch (InvalidValueException e) {
            throw new InvalidValueException("parse " + Quoted.of(url) + ": " + e.reason());
        }
    }

    /** The first value of that name, empty if there is none. */
    String first(String name) {
        return query.getOrDefault(name, List.of("")).getFirst();
    }

    /** The text as a value of a query. */
    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static UrlParts take(String url) throws InvalidValueException {
        if (url.chars().anyMatch(c -> c < 0x20 || c == 0x7f)) {
            throw new InvalidValueException("net/url: invalid control character in URL");
        }
        String rest = before(url, '#');
        String scheme = scheme(rest);
        rest = scheme.isEmpty() ? rest : rest.substring(scheme.length() + 1);
        String query = after(rest, '?');
        rest = before(rest, '?');
        if (!rest.startsWith("//")) {
            return new UrlParts(scheme.toLowerCase(Locale.ROOT), "", null, "", decode(rest, false), parseQuery(query));
        }
        String authority = before(rest.substring(2), '/');
        String path = rest.substring(2 + authority.length());
        int at = authority.lastIndexOf('@');
        String user = at < 0 ? "" : authority.substring(0, at);
        String host = authority.substring(at + 1);
        checkHost(host);
        return new UrlParts(
                scheme.toLowerCase(Locale.ROOT),
                decode(before(user, ':'), false),
                user.contains(":") ? decode(after(user, ':'), false) : null,
                decode(host, false),
                decode(path, false),
                parseQuery(query));
    }

    private static String scheme(String url) throws InvalidValueException {
        if (url.startsWith(":")) {
            throw new InvalidValueException("missing protocol scheme");
        }
        int colon = url.indexOf(':');
        if (colon < 0 || !SCHEME.matcher(url.substring(0, colon)).matches()) {
            if (before(url, '/').contains(":")) {
                throw new InvalidValueException("first path segment in URL cannot contain colon");
            }
            return "";
        }
        return url.substring(0, colon);
    }

    private static void checkHost(String host) throws InvalidValueException {
        if (NOT_IN_HOST.matcher(host).find()) {
            throw new InvalidValueException("invalid character in host name");
        }
        String name = host;
        if (host.startsWith("[")) {
            int end = host.indexOf(']');
            if (end < 0) {
                throw new InvalidValueException("missing ']' in host");
            }
            name = host.substring(end + 1);
        }
        String port = name.contains(":") ? name.substring(name.indexOf(':')) : "";
        if (!PORT.matcher(port).matches()) {
            throw new InvalidValueException("invalid port " + Quoted.of(port) + " after host");
        }
    }

    /** Pairs that cannot be decoded are left out. */
    private static Map<String, List<String>> parseQuery(String query) {
        Map<String, List<String>> result = new TreeMap<>();
        for (String pair : query.split("&", -1)) {
            if (pair.isEmpty() || pair.contains(";")) {
                continue;
            }
            try {
                String name = decode(before(pair, '='), true);
                String value = decode(after(pair, '='), true);
                result.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
            } catch (InvalidValueException e) {
                // left out
            }
        }
        return result;
    }

    private static String decode(String text, boolean plusIsSpace) throws InvalidValueException {
        byte[] in = text.getBytes(StandardCharsets.UTF_8);
        byte[] out = new byte[in.length];
        int length = 0;
        for (int i = 0; i < in.length; i++) {
            byte value = in[i];
            if (value == '%') {
                int high = i + 2 < in.length ? Character.digit(in[i + 1], 16) : -1;
                int low = i + 2 < in.length ? Character.digit(in[i + 2], 16) : -1;
                if (high < 0 || low < 0) {
                    throw escape(in, i);
                }
                value = (byte) (high * 16 + low);
                i += 2;
            } else if (value == '+' && plusIsSpace) {
                value = ' ';
            }
            out[length++] = value;
        }
        return new String(out, 0, length, StandardCharsets.UTF_8);
    }

    private static InvalidValueException escape(byte[] in, int start) {
        String found = new String(in, start, Math.min(3, in.length - start), StandardCharsets.UTF_8);
        return new InvalidValueException("invalid URL escape " + Quoted.of(found));
    }

    private static String before(String text, char separator) {
        int position = text.indexOf(separator);
        return position < 0 ? text : text.substring(0, position);
    }

    private static String after(String text, char separator) {
        int position = text.indexOf(separator);
        return position < 0 ? "" : text.substring(position + 1);
    }
}
