package media.kern.server.config;

import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * An S3 storage in one line:
 * {@code https://ACCESS_KEY_ID:SECRET_ACCESS_KEY@REGION.ENDPOINT/BUCKET?name=NAME&mount=/PATH[&username=U&password=P]}.
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
        int dot = parts.host().indexOf('.');
        Map<String, ?> query = parts.query();
        return new S3Storage(
                parts.first("name"),
                parts.first("mount"),
                new S3Storage.Auth(
                        query.containsKey("username") || query.containsKey("password"),
                        parts.first("username"),
                        parts.first("password")),
                dot < 0 ? "" : parts.host().substring(dot + 1),
                parts.username(),
                Objects.requireNonNullElse(parts.password(), ""),
                parts.path().startsWith("/") ? parts.path().substring(1) : parts.path(),
                dot < 0 ? parts.host() : parts.host().substring(0, dot),
                parts.scheme().equals("https"));
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
