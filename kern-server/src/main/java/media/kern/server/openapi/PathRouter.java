package media.kern.server.openapi;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import media.kern.server.http.PercentEncoding;
import media.kern.server.http.PercentEncoding.MalformedValueException;
import org.jspecify.annotations.Nullable;

/**
 * Finds the operation that a request path names.
 *
 * <p>The path is compared as it was sent: undecoded, segment by segment, with nothing normalised. Trailing and doubled
 * slashes and {@code ..} are significant. A parameter takes one non-empty segment, a wildcard the whole rest. Where
 * several templates fit, the literal segment wins over the parameter and the parameter over the wildcard. Only values of
 * parameters are decoded, once. Immutable.
 */
public final class PathRouter {

    /** How long the value of a parameter, or of a wildcard, may be after decoding. */
    public static final int MAX_PARAMETER_BYTES = 4096;

    private static final Match NOT_FOUND = new Match.NotFound();

    private final Node root = new Node();
    private int maxParameters;

    /**
     * A router for exactly these operations.
     *
     * @throws IllegalArgumentException if two of them have the same method and can't be told apart by their paths
     */
    public PathRouter(Iterable<Operation> operations) {
        operations.forEach(this::add);
    }

    /**
     * Finds an operation.
     *
     * @param method the method as it was sent; methods are case-sensitive
     * @param path the path as it was sent, without the query
     */
    public Match match(String method, String path) {
        if (path.isEmpty() || path.charAt(0) != '/') {
            return NOT_FOUND;
        }
        Search search = new Search(method, path);
        Route route = search.find(root, 1, 0);
        if (route != null) {
            return search.found(route);
        }
        return search.others.isEmpty() ? NOT_FOUND : methodNotAllowed(search.others);
    }

    private static Match methodNotAllowed(Map<String, Route> routes) {
        Set<String> allow = new LinkedHashSet<>();
        allow.add("OPTIONS");
        allow.addAll(new TreeSet<>(routes.keySet()));
        return new Match.MethodNotAllowed(
                Collections.unmodifiableSet(allow),
                routes.values().iterator().next().operation.style());
    }

    private void add(Operation operation) {
        List<String> names = new ArrayList<>();
        Node node = root;
        String[] segments = operation.path().substring(1).split("/", -1);
        for (int i = 0; i < segments.length; i++) {
            String segment = segments[i];
            boolean last = i == segments.length - 1;
            boolean parameter = segment.startsWith("{") && segment.endsWith("}");
            if (parameter) {
                names.add(segment.substring(1, segment.length() - 1));
            }
            if (!last || !operation.wildcard()) {
                node = parameter ? node.parameter() : node.literal(segment);
            } else if (!parameter) {
                throw new IllegalArgumentException(operation.path() + " does not end in a parameter to be a wildcard");
            }
        }
        Map<String, Route> routes = operation.wildcard() ? node.wildcards : node.routes;
        Route other = routes.putIfAbsent(operation.method(), new Route(operation, List.copyOf(names)));
        if (other != null) {
            throw new IllegalArgumentException(operation.id() + " and " + other.operation.id() + " have the same path");
        }
        maxParameters = Math.max(maxParameters, names.size());
    }

    /** An operation and the names of the parameters in its path, in order. */
    private record Route(Operation operation, List<String> names) {}

    private record Literal(String text, Node next) {}

    /** A place between two segments. */
    private static final class Node {

        private final List<Literal> literals = new ArrayList<>();
        private @Nullable Node parameter;

        /** What ends here, and what takes the rest of the path from here, by method. */
        private final Map<String, Route> routes = new HashMap<>();

        private final Map<String, Route> wildcards = new HashMap<>();

        Node literal(String text) {
            for (Literal literal : literals) {
                if (literal.text.equals(text)) {
                    return literal.next;
                }
            }
            Node next = new Node();
            literals.add(new Literal(text, next));
            return next;
        }

        /** Whether a wrong method is answered by naming the right ones. */
        boolean namesMethods() {
            return routes.values().stream().anyMatch(route -> route.operation.style() == Operation.Style.SIGNALLING);
        }

        Node parameter() {
            if (parameter == null) {
                parameter = new Node();
            }
            return parameter;
        }
    }

    /** The way of one path through the nodes. */
    private final class Search {

        private final String method;
        private final String path;

        /** Start and end of each parameter's value in the path. */
        private final int[] bounds = new int[2 * maxParameters];

        /** What the path would find with another method, if clients are told so. */
        private Map<String, Route> others = Map.of();

        Search(String method, String path) {
            this.method = method;
            this.path = path;
        }

        /**
         * Follows the segments from {@code start}, of which there is at least one, which may be empty.
         *
         * @param parameters how many were passed
         */
        @Nullable
        Route find(Node node, int start, int parameters) {
            int slash = path.indexOf('/', start);
            int end = slash < 0 ? path.length() : slash;
            for (Literal literal : node.literals) {
                if (literal.text.length() == end - start && path.startsWith(literal.text, start)) {
                    Route route = after(literal.next, end, parameters);
                    if (route != null) {
                        return route;
                    }
                }
            }
            if (node.parameter != null && end > start) {
                capture(parameters, start, end);
                Route route = after(node.parameter, end, parameters + 1);
                if (route != null) {
                    return route;
                }
            }
            return rest(node, start, parameters);
        }

        private @Nullable Route after(Node node, int end, int parameters) {
            if (end < path.length()) {
                return find(node, end + 1, parameters);
            }
            Route route = node.routes.get(method);
            if (route == null && node.namesMethods()) {
                others = node.routes;
            }
            return route;
        }

        private @Nullable Route rest(Node node, int start, int parameters) {
            if (node.wildcards.isEmpty()) {
                return null;
            }
            Route route = node.wildcards.get(method);
            if (route == null) {
                others = node.wildcards;
            } else {
                capture(parameters, start, path.length());
            }
            return route;
        }

        private void capture(int parameter, int start, int end) {
            bounds[2 * parameter] = start;
            bounds[2 * parameter + 1] = end;
        }

        Match found(Route route) {
            Map<String, String> params = new LinkedHashMap<>();
            for (int i = 0; i < route.names.size(); i++) {
                String name = route.names.get(i);
                try {
                    params.put(
                            name, PercentEncoding.decode(path, bounds[2 * i], bounds[2 * i + 1], MAX_PARAMETER_BYTES));
                } catch (MalformedValueException e) {
                    return new Match.Rejected("the value of '" + name + "' in the path " + e.getMessage());
                }
            }
            return new Match.Found(route.operation, Collections.unmodifiableMap(params));
        }
    }
}
