package media.kern.server.http;

import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.List;

/** An answer that is an error, in the form of the API. */
public final class HttpError extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final transient List<String> details;

    /** @param details one entry per line; a text with line breaks becomes several */
    public HttpError(int status, String message, String... details) {
        super(message, null, false, false);
        this.status = status;
        this.details = List.of(details).stream().flatMap(String::lines).toList();
    }

    /** An error that says no more than its status. */
    public static HttpError of(int status) {
        String text = HttpResponseStatus.valueOf(status).reasonPhrase();
        return new HttpError(status, text, text);
    }

    public int status() {
        return status;
    }

    public String message() {
        return String.valueOf(getMessage());
    }

    public List<String> details() {
        return details;
    }
}
