package media.kern.server.openapi;

import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One operation of the API document.
 *
 * @param id the {@code operationId}, unique in the document
 * @param method HTTP method in upper case
 * @param path path template, e.g. <code>/api/v3/process/{id}</code>
 * @param wildcard whether the last parameter of the path takes the rest of a request path, slashes included; the rest
 *     may be empty
 * @param tags groups the operation is listed under
 * @param auth the token it needs while {@code api.auth.enable} is true
 * @param write whether it changes state and is therefore absent while {@code api.read_only} is true
 * @param style how it treats what is wrong
 * @param requires name of a setting that must be true for it to exist, or null
 */
public record Operation(
        String id,
        String method,
        String path,
        boolean wildcard,
        List<String> tags,
        Auth auth,
        boolean write,
        Style style,
        @Nullable String requires) {

    public Operation {
        tags = List.copyOf(tags);
    }

    /**
     * Whether the operation exists in a server with the given settings.
     *
     * @param settings tells whether the setting with a name such as {@code api.read_only} is true
     */
    public boolean availableWith(Predicate<String> settings) {
        if (write && settings.test("api.read_only")) {
            return false;
        }
        return requires == null || settings.test(requires);
    }

    /** What becomes of requests that cannot be answered as wished. */
    public enum Style {
        /** Errors in the form of the API, a wrong method is 404, bodies up to {@code api.max_body_mbytes}. */
        API,
        /** Errors as problem details or text, a wrong method is 405, bodies up to 64 KiB: signalling of WebRTC. */
        SIGNALLING;

        static Style of(@Nullable String name) {
            return name == null ? API : valueOf(name.toUpperCase(Locale.ROOT));
        }
    }

    /** The token an operation needs. */
    public enum Auth {
        /** An access token. */
        ACCESS,
        /** An access token; without one the answer is reduced, not refused. */
        OPTIONAL,
        /** A refresh token. */
        REFRESH,
        /** An access token, unless everybody may watch ({@code webrtc.public}). */
        VIEWER,
        /** None. */
        NONE;

        static Auth of(String name) {
            for (Auth auth : values()) {
                if (auth.name().toLowerCase(Locale.ROOT).equals(name)) {
                    return auth;
                }
            }
            throw new IllegalArgumentException("unknown x-kern-auth '" + name + "'");
        }
    }
}
