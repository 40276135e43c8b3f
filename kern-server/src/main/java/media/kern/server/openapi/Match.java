package media.kern.server.openapi;

import java.util.Map;
import java.util.Set;

/** What a request path means to a {@link PathRouter}. */
public sealed interface Match {

    /**
     * An operation.
     *
     * @param operation the operation
     * @param params decoded values of the parameters in its path, by name
     */
    record Found(Operation operation, Map<String, String> params) implements Match {}

    /**
     * 405: the path ends in a wildcard or is for signalling, but has no such method. All other paths answer {@link
     * NotFound}.
     *
     * @param allow the methods it has, in the order of the {@code Allow} header: {@code OPTIONS}, which a server answers
     *     for every path, then the others sorted
     * @param style of the operations that the path has
     */
    record MethodNotAllowed(Set<String> allow, Operation.Style style) implements Match {

        /** Value of the {@code Allow} header (RFC 9110, section 10.2.1). */
        public String header() {
            return String.join(", ", allow);
        }
    }

    /** 404: no such path, or not with this method. */
    record NotFound() implements Match {}

    /**
     * 400: the path belongs to an operation, but the value of a parameter is not valid percent-encoded UTF-8, or longer
     * than {@link PathRouter#MAX_PARAMETER_BYTES}.
     *
     * @param reason names the parameter, what is wrong with it and the limit
     */
    record Rejected(String reason) implements Match {}
}
