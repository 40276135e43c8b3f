package media.kern.server.playout;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.util.Locale;
import media.kern.server.http.HttpError;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of FFmpeg.
 *
 * @param port of FFmpeg's playout server
 * @param contentType null if there is no body
 * @param maxAnswerBytes how long the body of the answer may be
 */
public record PlayoutRequest(
        HttpMethod method, int port, String path, @Nullable String contentType, byte[] body, int maxAnswerBytes) {
    private static final String HOST = "127.0.0.1";
    private static final int MAX_ANSWER_BYTES = 16 * 1024 * 1024;
    private static final byte[] NO_BODY = {};

    public static PlayoutRequest get(int port, String path) {
        return get(port, path, MAX_ANSWER_BYTES);
    }

    /** As {@link #get}, for an answer that is known to be short. */
    public static PlayoutRequest get(int port, String path, int maxAnswerBytes) {
        return new PlayoutRequest(HttpMethod.GET, port, path, null, NO_BODY, maxAnswerBytes);
    }

    public static PlayoutRequest put(int port, String path, String contentType, byte[] body) {
        return new PlayoutRequest(HttpMethod.PUT, port, path, contentType, body, MAX_ANSWER_BYTES);
    }

    RequestOptions options() {
        RequestOptions options = new RequestOptions()
                .setMethod(method)
                .setHost(HOST)
                .setPort(port)
                .setURI(path)
                .setFollowRedirects(false);
        return contentType == null ? options : options.putHeader("Content-Type", contentType);
    }

    /** The error for a call that did not come to its end. */
    public HttpError failed(String reason) {
        return new HttpError(500, "Internal Server Error", description() + ": " + reason);
    }

    String authority() {
        return HOST + ":" + port;
    }

    /** Such as <code>Get "http://127.0.0.1:28480/v1/status"</code>. */
    private String description() {
        String name = method.name();
        return name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT) + " \"http://" + authority() + path + '"';
    }
}
