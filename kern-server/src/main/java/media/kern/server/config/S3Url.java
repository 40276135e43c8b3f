package media.kern.server.config;

import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * An S3 storage in one line:
 * {@code https://ACCESS_KEY_ID:SECRET_ACCESS_KEY@REGION.ENDPOINT/BUCKET?name=NAME&mount=/PATH[&username=U&password=P]}.
 * The host is all endpoint if it is an address, if it is followed by a port and has no dot, or if {@code &region=R} says
 * what the region is.
 */
final class S3Url {
    private static final String HIDDEN = "---";
    private static final Pattern SECRET = Pattern.compile("(://[^:@]*):.*@", Pattern.DOTALL);
    private static final Pattern PASSWORD = Pattern.compile("(password=)[^&]*");

    private S3Url() {}

    static S3Storage parse(String url) throws InvalidValueException {
        UrlParts parts;
        try {
            parts = UrlParts.parse(url);
        } catch (InvalidValueException e) {
            throw new InvalidValueException(
                    "invalid S3 storage URL (" + withoutSecrets(url) + "): " + withoutSecrets(e.reason()));
        }
        Map<String, ?> query = parts.query();
        Place place = query.containsKey("region")
                ? new Place(parts.first("region"), withoutLeadingDot(parts.host()))
                : Place.of(parts.host());
        return new S3Storage(
                parts.first("name"),
                parts.first("mount"),
                new S3Storage.Auth(
                        query.containsKey("username") || query.containsKey("password"),
                        parts.first("username"),
                        parts.first("password")),
                place.endpoint(),
                parts.username(),
                Objects.requireNonNullElse(parts.password(), ""),
                parts.path().startsWith("/") ? parts.path().substring(1) : parts.path(),
                place.region(),
                parts.scheme().equals("https"));
    }

    private record Place(String region, String endpoint) {
        static Place of(String host) {
            String name = host.replaceFirst(":[0-9]*$", "");
            int dot = host.indexOf('.');
            if (IpNotation.isAddress(name) || host.startsWith("[") || (dot < 0 && name.length() < host.length())) {
                return new Place("", host);
            }
            return dot < 0 ? new Place(host, "") : new Place(host.substring(0, dot), host.substring(dot + 1));
        }
    }

    private static String withoutLeadingDot(String host) {
        return host.startsWith(".") ? host.substring(1) : host;
    }

    static String print(S3Storage storage) {
        Map<String, String> query = new TreeMap<>();
        query.put("mount", storage.mountpoint());
        query.put("name", storage.name());
        if (storage.auth().enable()) {
            query.put("username", storage.auth().username());
            query.put("password", HIDDEN);
        }
        return (storage.useSsl() ? "https" : "http") + "://" + UrlParts.encode(storage.accessKeyId()) + ":" + HIDDEN
                + "@"
                + (storage.region().isEmpty() ? "" : storage.region() + ".") + storage.endpoint() + "/"
                + storage.bucket() + "?"
                + query.entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + UrlParts.encode(entry.getValue()))
                        .collect(Collectors.joining("&"));
    }

    private static String withoutSecrets(String text) {
        String withoutKey = SECRET.matcher(text).replaceAll("$1:" + HIDDEN + "@");
        return PASSWORD.matcher(withoutKey).replaceAll("$1" + HIDDEN);
    }
}
