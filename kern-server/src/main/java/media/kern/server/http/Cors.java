package media.kern.server.http;

import io.vertx.core.MultiMap;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Cross-origin rules of one part of the server (Fetch Standard). Entries are {@code *}, an origin, or an origin with
 * the wildcards {@code *} and {@code ?}.
 */
public final class Cors {
    private static final int LONGEST_PATTERN_ORIGIN = 261;

    private static final String METHODS = "GET,HEAD,PUT,POST,DELETE,PATCH";
    private static final String REQUEST_HEADERS = "Origin,Content-Length,Content-Type,Authorization";

    private final boolean signalling;
    private final boolean everybody;
    private final List<String> origins;
    private final List<Pattern> patterns;

    /** @param origins empty means everybody */
    public Cors(List<String> origins) {
        this(origins, false);
    }

    private Cors(List<String> origins, boolean signalling) {
        this.signalling = signalling;
        this.everybody = origins.isEmpty() || origins.contains("*");
        this.origins = List.copyOf(origins);
        this.patterns = origins.stream()
                .filter(origin -> origin.contains("*") || origin.contains("?"))
                .map(Cors::pattern)
                .toList();
    }

    /** The rules of WHEP and WHIP: players come from everywhere, and read more headers. */
    public static Cors ofSignalling() {
        return new Cors(List.of(), true);
    }

    /** Adds what a browser wants to see in the answer; nothing for an origin that is not allowed. */
    void apply(@Nullable String origin, MultiMap response) {
        if (signalling) {
            applySignalling(response);
            return;
        }
        String allowed = allowed(origin);
        if (allowed != null) {
            allow(allowed, response);
            response.set("Access-Control-Expose-Headers", "Content-Length");
        }
    }

    /** Answers a preflight request. */
    void applyPreflight(@Nullable String origin, MultiMap response) {
        if (signalling) {
            applySignalling(response);
            response.set("Access-Control-Max-Age", "86400");
            return;
        }
        String allowed = allowed(origin);
        if (allowed == null) {
            return;
        }
        response.add("Vary", "Access-Control-Request-Method");
        response.add("Vary", "Access-Control-Request-Headers");
        allow(allowed, response);
        response.set("Access-Control-Allow-Methods", METHODS);
        response.set("Access-Control-Allow-Headers", REQUEST_HEADERS);
        response.set("Access-Control-Max-Age", "86400");
    }

    private static void applySignalling(MultiMap response) {
        response.set("Access-Control-Allow-Origin", "*");
        response.set("Access-Control-Allow-Methods", "POST, PATCH, DELETE, OPTIONS");
        response.set("Access-Control-Allow-Headers", "Content-Type, Authorization, If-Match");
        response.set("Access-Control-Expose-Headers", "Location, ETag, Link, Retry-After, Accept-Patch");
    }

    private static void allow(String allowed, MultiMap response) {
        response.set("Access-Control-Allow-Origin", allowed);
        response.set("Access-Control-Allow-Credentials", "true");
    }

    private @Nullable String allowed(@Nullable String origin) {
        if (origin == null || origin.isEmpty()) {
            return null;
        }
        if (everybody) {
            return "*";
        }
        if (origins.contains(origin)) {
            return origin;
        }
        boolean matches = origin.length() <= LONGEST_PATTERN_ORIGIN
                && origin.contains("://")
                && patterns.stream().anyMatch(pattern -> pattern.matcher(origin).matches());
        return matches ? origin : null;
    }

    private static Pattern pattern(String origin) {
        StringBuilder regex = new StringBuilder();
        origin.chars()
                .forEach(c -> regex.append(
                        switch (c) {
                            case '*' -> ".*";
                            case '?' -> ".";
                            default -> Pattern.quote(Character.toString(c));
                        }));
        return Pattern.compile(regex.toString());
    }
}
