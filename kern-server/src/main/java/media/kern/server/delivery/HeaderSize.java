package media.kern.server.delivery;

import io.vertx.core.MultiMap;
import java.util.Map;

/** Bytes of headers on the wire, about. */
final class HeaderSize {
    private static final int SEPARATORS = ": \r\n".length();

    private HeaderSize() {}

    static long of(MultiMap headers) {
        long bytes = 0;
        for (Map.Entry<String, String> header : headers) {
            bytes += header.getKey().length() + header.getValue().length() + SEPARATORS;
        }
        return bytes;
    }
}
