package media.kern.server.http;

import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The parameters behind the question mark, decoded once; at most 100. */
public final class Query {
    private static final int MAX_PARAMETERS = 100;
    private static final Query NONE = new Query(Map.of());

    private final Map<String, List<String>> parameters;

    private Query(Map<String, List<String>> parameters) {
        this.parameters = parameters;
    }

    /** A query that cannot be decoded has no parameters. */
    static Query parse(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return NONE;
        }
        try {
            return new Query(new QueryStringDecoder(text, StandardCharsets.UTF_8, false, MAX_PARAMETERS).parameters());
        } catch (IllegalArgumentException e) {
            return NONE;
        }
    }

    public boolean has(String name) {
        return parameters.containsKey(name);
    }

    /** The first value, or an empty text. */
    public String get(String name) {
        List<String> values = parameters.get(name);
        return values == null ? "" : values.getFirst();
    }
}
