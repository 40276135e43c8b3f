package media.kern.server.api;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What the operations of the API document do, by operation id. */
final class Endpoints {
    private final Map<String, Endpoint> byOperation = new HashMap<>();

    Endpoints inline(String operation, Endpoint.Action action) {
        return put(operation, Endpoint.Mode.INLINE, action);
    }

    Endpoints blocking(String operation, Endpoint.Action action) {
        return put(operation, Endpoint.Mode.BLOCKING, action);
    }

    Endpoints withBody(String operation, Endpoint.Action action) {
        return put(operation, Endpoint.Mode.WITH_BODY, action);
    }

    Endpoints streaming(String operation, Endpoint.Action action) {
        return put(operation, Endpoint.Mode.STREAMING, action);
    }

    private Endpoints put(String operation, Endpoint.Mode mode, Endpoint.Action action) {
        if (byOperation.put(operation, new Endpoint(mode, action)) != null) {
            throw new IllegalStateException("two endpoints for the operation " + operation);
        }
        return this;
    }

    Endpoint get(String operation) {
        Endpoint endpoint = byOperation.get(operation);
        if (endpoint == null) {
            throw new IllegalStateException("no endpoint for the operation " + operation);
        }
        return endpoint;
    }

    /**
     * Document and code must not drift apart.
     *
     * @throws IllegalStateException names what one of them has and the other lacks
     */
    void requireExactly(Set<String> operations) {
        Set<String> undocumented = new TreeSet<>(byOperation.keySet());
        undocumented.removeAll(operations);
        Set<String> missing = new TreeSet<>(operations);
        missing.removeAll(byOperation.keySet());
        if (!undocumented.isEmpty() || !missing.isEmpty()) {
            throw new IllegalStateException(
                    "operations without endpoint: " + missing + ", endpoints without operation: " + undocumented);
        }
    }
}
