package media.kern.server.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The API document (OpenAPI 3.1) that routes are mounted from and that is published to clients. */
public final class OpenApi {

    private static final String RESOURCE = "/media/kern/server/openapi.yaml";

    private static final Set<String> METHODS =
            Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace");

    private final List<Operation> operations;
    private final byte[] json;

    private OpenApi(List<Operation> operations, byte[] json) {
        this.operations = operations;
        this.json = json;
    }

    /**
     * Reads the document that is part of the program.
     *
     * @throws IllegalStateException if it is missing or contradicts itself
     */
    public static OpenApi load() {
        try (InputStream in = OpenApi.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("the API document " + RESOURCE + " is missing");
            }
            return of(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("the API document " + RESOURCE + " can't be read", e);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException("the API document " + RESOURCE + " is not valid: " + e.getMessage(), e);
        }
    }

    /** Reads a document from YAML. */
    static OpenApi of(byte[] yaml) throws IOException {
        JsonNode document = new YAMLMapper().readTree(yaml);
        return new OpenApi(List.copyOf(operations(document)), new JsonMapper().writeValueAsBytes(document));
    }

    /** All operations in the order of the document, whatever the settings are. */
    public List<Operation> operations() {
        return operations;
    }

    /** The document as JSON, UTF-8; a copy. */
    public byte[] json() {
        return json.clone();
    }

    private static List<Operation> operations(JsonNode document) {
        List<Operation> operations = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
            boolean wildcard = path.getValue().path("x-kern-wildcard").asBoolean();
            for (Map.Entry<String, JsonNode> entry : path.getValue().properties()) {
                if (METHODS.contains(entry.getKey())) {
                    Operation operation = operation(path.getKey(), wildcard, entry.getKey(), entry.getValue());
                    if (!ids.add(operation.id())) {
                        throw new IllegalArgumentException("two operations have the id '" + operation.id() + "'");
                    }
                    operations.add(operation);
                }
            }
        }
        return operations;
    }

    private static Operation operation(String path, boolean wildcard, String method, JsonNode node) {
        String id = text(node, "operationId");
        String auth = text(node, "x-kern-auth");
        if (id == null || auth == null) {
            throw new IllegalArgumentException(method + " " + path + " lacks operationId or x-kern-auth");
        }
        List<String> tags = new ArrayList<>();
        node.path("tags").forEach(tag -> tags.add(tag.asText()));
        return new Operation(
                id,
                method.toUpperCase(Locale.ROOT),
                path,
                wildcard,
                tags,
                Operation.Auth.of(auth),
                node.path("x-kern-write").asBoolean(),
                Operation.Style.of(text(node, "x-kern-style")),
                text(node, "x-kern-requires"));
    }

    private static @Nullable String text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return value.isTextual() ? value.textValue() : null;
    }
}
