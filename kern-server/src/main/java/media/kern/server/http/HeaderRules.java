package media.kern.server.http;

import io.vertx.core.MultiMap;
import java.util.List;
import java.util.Map;

/**
 * What the header of a request must be like beyond what the decoder demands, so that a proxy in front and this server
 * see the same request end at the same place (RFC 9112 sections 5.1 and 6.1).
 */
final class HeaderRules {
    private static final int MAX_FIELDS = 1000;
    /** What may stand in a name beside letters and digits (RFC 9110 section 5.6.2). */
    private static final String TOKEN_MARKS = "!#$%&'*+-.^_`|~";

    private HeaderRules() {}

    /** @throws HttpError 400, 431 or 501; the connection must not be used again */
    static void check(MultiMap headers) throws HttpError {
        int fields = 0;
        for (Map.Entry<String, String> field : headers) {
            if (++fields > MAX_FIELDS) {
                throw new HttpError(
                        431,
                        "Request Header Fields Too Large",
                        "the request has more than " + MAX_FIELDS + " header fields");
            }
            if (!isToken(field.getKey())) {
                throw new HttpError(400, "Bad Request", "the name of a header field is not a token");
            }
        }
        List<String> codings = headers.getAll("Transfer-Encoding");
        if (!codings.isEmpty() && (codings.size() > 1 || !codings.getFirst().equalsIgnoreCase("chunked"))) {
            throw new HttpError(501, "Not Implemented", "the only transfer coding that is known is chunked");
        }
    }

    private static boolean isToken(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            if (!letter && !(c >= '0' && c <= '9') && TOKEN_MARKS.indexOf(c) < 0) {
                return false;
            }
        }
        return !name.isEmpty();
    }
}
