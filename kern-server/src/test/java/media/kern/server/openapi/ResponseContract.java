package media.kern.server.openapi;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialects;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Holds recorded responses against the API document, so that the document can't drift from what the server says.
 *
 * <p>Stricter than a client has to be: a field that the document does not know is a violation, too. Safe for use by
 * several threads.
 */
public final class ResponseContract {

    private static final JsonMapper STRICT_JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final JsonNode document;
    private final Map<String, JsonNode> operations = new HashMap<>();
    private final Map<JsonNode, Schema> schemas = new ConcurrentHashMap<>();
    private final SchemaRegistry registry = SchemaRegistry.withDefaultDialect(
            Dialects.getDraft202012(),
            builder -> builder.schemaRegistryConfig(
                    SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));

    private ResponseContract(JsonNode document) {
        this.document = document;
        for (JsonNode path : document.path("paths")) {
            for (JsonNode operation : path) {
                if (operation.has("operationId")) {
                    operations.put(operation.get("operationId").textValue(), operation);
                }
            }
        }
    }

    /** The contract of the document that is part of the program. */
    public static ResponseContract load() {
        try {
            JsonNode document = new JsonMapper().readTree(OpenApi.load().json());
            close(document.path("paths"));
            close(document.path("components"));
            return new ResponseContract(document);
        } catch (IOException e) {
            throw new UncheckedIOException("the API document can't be read", e);
        }
    }

    /**
     * Fails unless a response is one that the document allows.
     *
     * @param operationId the operation that was asked
     * @param status HTTP status
     * @param contentType value of the header, or null if there was none
     * @param body the body as it was received, empty if there was none
     */
    public void check(String operationId, int status, @Nullable String contentType, byte[] body) {
        List<String> violations = violations(operationId, status, contentType, body);
        if (!violations.isEmpty()) {
            throw new AssertionError(operationId + " answered " + status + " "
                    + new String(body, StandardCharsets.UTF_8).strip() + "\nwhich breaks the API document:\n- "
                    + String.join("\n- ", violations));
        }
    }

    /** What is wrong with a response, one entry per finding; empty if nothing is. The parameters are those of check. */
    public List<String> violations(String operationId, int status, @Nullable String contentType, byte[] body) {
        JsonNode operation = operations.get(operationId);
        if (operation == null) {
            return List.of("there is no operation '" + operationId + "'");
        }
        JsonNode responses = operation.path("responses");
        JsonNode declared = responses.has(String.valueOf(status))
                ? responses.get(String.valueOf(status))
                : responses.get("default");
        if (declared == null) {
            return List.of("the status " + status + " is not declared");
        }
        JsonNode content = resolve(declared).path("content");
        if (content.isEmpty()) {
            return body.length == 0 ? List.of() : List.of("a body is not declared");
        }
        String type = mediaType(contentType);
        JsonNode media = content.has(type) ? content.get(type) : content.get("*/*");
        if (media == null) {
            return List.of("the content type '" + type + "' is not declared");
        }
        return media.has("schema") ? violations(media.get("schema"), type, body) : List.of();
    }

    private List<String> violations(JsonNode schema, String type, byte[] body) {
        if (!type.equals("application/json")) {
            return violations(schema, TextNode.valueOf(new String(body, StandardCharsets.UTF_8)));
        }
        if (body.length == 0 || body[body.length - 1] != '\n') {
            return List.of("the body does not end with a newline");
        }
        try {
            return violations(schema, STRICT_JSON.readTree(body));
        } catch (IOException e) {
            return List.of("the body is not JSON: " + e.getMessage());
        }
    }

    private List<String> violations(JsonNode schema, JsonNode value) {
        return schema(schema).validate(value.toString(), InputFormat.JSON).stream()
                .map(Object::toString)
                .toList();
    }

    private Schema schema(JsonNode schema) {
        return schemas.computeIfAbsent(schema, key -> {
            // References such as #/components/schemas/Error are resolved from the root of the schema.
            ObjectNode root = key.deepCopy();
            root.set("components", document.get("components"));
            return registry.getSchema(root.toString());
        });
    }

    private JsonNode resolve(JsonNode node) {
        return node.has("$ref") ? document.at(node.get("$ref").textValue().substring(1)) : node;
    }

    private static String mediaType(@Nullable String contentType) {
        return contentType == null ? "" : contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }

    /** Forbids fields that are not declared in every object that lists its fields and says nothing about others. */
    private static void close(JsonNode node) {
        node.forEach(ResponseContract::close);
        if (node instanceof ObjectNode object
                && object.path("type").asText().equals("object")
                && object.path("properties").isObject()
                && !object.has("additionalProperties")) {
            object.put("additionalProperties", false);
        }
    }
}
