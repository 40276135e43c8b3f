package media.kern.server.api;

import java.util.Map;
import media.kern.core.json.JsonException;
import media.kern.core.json.JsonReader;
import media.kern.server.auth.Access;
import media.kern.server.http.Exchange;
import media.kern.server.http.HttpError;
import org.jspecify.annotations.Nullable;

/**
 * A call of an operation.
 *
 * @param exchange where the answer goes
 * @param params the decoded parameters of the path
 * @param body the request body; empty if the operation takes none
 * @param access why the call is allowed
 */
record ApiCall(Exchange exchange, Map<String, String> params, byte[] body, Access access) {

    /** A parameter of the path, which has to be one of the operation. */
    String param(String name) {
        String value = params.get(name);
        if (value == null) {
            throw new IllegalStateException("the operation has no parameter " + name);
        }
        return value;
    }

    /**
     * Decodes the body by the rules of the API.
     *
     * @throws HttpError 400 if there is none, it is not JSON, or it is of another type
     */
    <T extends @Nullable Object> T json(JsonReader.Decoder<T> decoder) throws HttpError {
        String length = exchange.request().getHeader("Content-Length");
        boolean chunked = exchange.request().getHeader("Transfer-Encoding") != null;
        if (!chunked && (length == null || length.equals("0"))) {
            throw invalid("request doesn't contain any content");
        }
        String type = exchange.request().getHeader("Content-Type");
        if (type == null || !type.startsWith("application/json")) {
            throw invalid("request doesn't contain JSON content");
        }
        return decode(decoder);
    }

    /** As {@link #json}, whatever the content type. */
    <T extends @Nullable Object> T decode(JsonReader.Decoder<T> decoder) throws HttpError {
        try {
            return JsonReader.read(body, decoder);
        } catch (JsonException e) {
            throw invalid(String.valueOf(e.getMessage()));
        }
    }

    static HttpError invalid(String... details) {
        return new HttpError(400, "Invalid JSON", details);
    }
}
