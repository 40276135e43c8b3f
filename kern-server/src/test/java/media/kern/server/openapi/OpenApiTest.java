package media.kern.server.openapi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenApiTest {

    private static final OpenApi API = OpenApi.load();

    private final JsonNode document = read(API.json());

    @Test
    void declaresEachOperationOnce() {
        assertThat(API.operations())
                .extracting(Operation::id)
                .doesNotHaveDuplicates()
                .contains("about", "jwt-login", "process-3-add", "filesystem-3-put-file", "log-3");
        assertThat(API.operations())
                .extracting(o -> o.method() + " " + o.path())
                .doesNotHaveDuplicates();
        assertThat(API.operations())
                .allSatisfy(operation -> assertThat(operation.tags()).isNotEmpty());
    }

    @ParameterizedTest
    @CsvSource({
        "ping, GET, /ping, NONE, false, false, ",
        "about, GET, /api, OPTIONAL, false, false, ",
        "jwt-login, POST, /api/login, NONE, false, false, api.auth.enable",
        "jwt-refresh, GET, /api/login/refresh, REFRESH, false, false, api.auth.enable",
        "process-3-get-all, GET, /api/v3/process, ACCESS, false, false, ",
        "process-3-command, PUT, /api/v3/process/{id}/command, ACCESS, true, false, ",
        "filesystem-3-delete-file, DELETE, /api/v3/fs/{name}/{path}, ACCESS, true, true, ",
    })
    void readsTheExtensions(
            String id,
            String method,
            String path,
            Operation.Auth auth,
            boolean write,
            boolean wildcard,
            @Nullable String requires) {
        assertThat(API.operations())
                .filteredOn(o -> o.id().equals(id))
                .singleElement()
                .satisfies(operation -> {
                    assertThat(operation.method()).isEqualTo(method);
                    assertThat(operation.path()).isEqualTo(path);
                    assertThat(operation.auth()).isEqualTo(auth);
                    assertThat(operation.write()).isEqualTo(write);
                    assertThat(operation.wildcard()).isEqualTo(wildcard);
                    assertThat(operation.requires()).isEqualTo(requires);
                });
    }

    /** Reading stays possible while the API is read-only, and nothing but reading and logging in does. */
    @Test
    void marksAllOperationsThatWrite() {
        Set<String> reading = Set.of("GET", "HEAD");
        assertThat(API.operations())
                .filteredOn(o -> !o.id().equals("jwt-login") && o.auth() != Operation.Auth.VIEWER)
                .allSatisfy(o -> assertThat(o.write()).as(o.id()).isEqualTo(!reading.contains(o.method())));
    }

    @Test
    void securityAgreesWithTheExtension() {
        eachOperation((id, operation) -> {
            List<String> schemes = new ArrayList<>();
            JsonNode security = operation.has("security") ? operation.get("security") : document.get("security");
            security.forEach(requirement -> schemes.add(String.join(",", names(requirement))));
            List<String> expected =
                    switch (Operation.Auth.of(operation.get("x-kern-auth").textValue())) {
                        case ACCESS -> List.of("accessToken");
                        case OPTIONAL, VIEWER -> List.of("accessToken", "");
                        case REFRESH -> List.of("refreshToken");
                        case NONE -> List.of();
                    };
            assertThat(schemes).as(id).isEqualTo(expected);
        });
    }

    @Test
    void knowsEveryExtensionItUses() {
        Set<String> used = new TreeSet<>();
        eachObject(
                document,
                node -> names(node).stream()
                        .filter(name -> name.startsWith("x-"))
                        .forEach(used::add));
        assertThat(used)
                .containsExactly("x-kern-auth", "x-kern-requires", "x-kern-style", "x-kern-wildcard", "x-kern-write");
    }

    @Test
    void everyReferenceLeadsSomewhereAndEveryComponentIsUsed() {
        Set<String> references = new HashSet<>();
        eachObject(document, node -> {
            if (node.path("$ref").isTextual()) {
                references.add(node.get("$ref").textValue());
            }
        });
        assertThat(references)
                .allSatisfy(reference -> assertThat(
                                document.at(reference.substring(1)).isMissingNode())
                        .as(reference)
                        .isFalse());
        document.get("components").properties().stream()
                .filter(group -> !group.getKey().equals("securitySchemes"))
                .forEach(group -> names(group.getValue())
                        .forEach(name ->
                                assertThat(references).contains("#/components/" + group.getKey() + "/" + name)));
    }

    @Test
    void declaresTheParametersOfEachPath() {
        Pattern parameter = Pattern.compile("\\{([a-z]+)}");
        document.get("paths").properties().forEach(path -> {
            List<String> declared = new ArrayList<>();
            path.getValue().path("parameters").forEach(node -> {
                JsonNode target = document.at(node.get("$ref").textValue().substring(1));
                declared.add(target.get("name").textValue());
            });
            assertThat(parameter.matcher(path.getKey()).results().map(result -> result.group(1)))
                    .as(path.getKey())
                    .containsExactlyElementsOf(declared);
        });
    }

    @TestFactory
    List<DynamicTest> examplesFitTheirSchemas() {
        List<DynamicTest> tests = new ArrayList<>();
        document.at("/components/schemas").properties().forEach(schema -> {
            if (schema.getValue().has("example")) {
                tests.add(exampleTest(
                        schema.getKey(), schema.getValue(), schema.getValue().get("example")));
            }
        });
        eachObject(document, node -> {
            if (node.has("schema") && node.has("example")) {
                tests.add(exampleTest(node.get("schema").toString(), node.get("schema"), node.get("example")));
            }
            if (node.has("schema") && node.has("examples")) {
                node.get("examples")
                        .properties()
                        .forEach(example -> tests.add(exampleTest(
                                example.getKey(),
                                node.get("schema"),
                                example.getValue().get("value"))));
            }
        });
        assertThat(tests).hasSizeGreaterThan(30);
        return tests;
    }

    private DynamicTest exampleTest(String name, JsonNode schema, JsonNode example) {
        return DynamicTest.dynamicTest(name, () -> {
            ObjectNode root = schema.deepCopy();
            root.set("components", document.get("components"));
            assertThat(SchemaRegistry.withDefaultDialect(Dialects.getDraft202012())
                            .getSchema(root.toString())
                            .validate(example.toString(), InputFormat.JSON))
                    .isEmpty();
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{paths: {/a: {get: {operationId: a}}}} | get /a lacks operationId or x-kern-auth",
                "{paths: {/a: {get: {x-kern-auth: none}}}} | get /a lacks operationId or x-kern-auth",
                "{paths: {/a: {get: {operationId: a, x-kern-auth: maybe}}}} | unknown x-kern-auth 'maybe'",
                "{paths: {/a: {get: {operationId: a, x-kern-auth: none}, put: {operationId: a, x-kern-auth: none}}}}"
                        + "| two operations have the id 'a'",
            })
    void refusesIncompleteDocuments(String yaml, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OpenApi.of(yaml.getBytes(UTF_8)))
                .withMessage(message);
    }

    private void eachOperation(BiConsumer<String, JsonNode> visitor) {
        eachObject(document.get("paths"), node -> {
            if (node.has("operationId")) {
                visitor.accept(node.get("operationId").textValue(), node);
            }
        });
    }

    private static void eachObject(JsonNode node, Consumer<JsonNode> visitor) {
        if (node.isObject()) {
            visitor.accept(node);
        }
        node.forEach(child -> eachObject(child, visitor));
    }

    private static List<String> names(JsonNode node) {
        return node.properties().stream().map(Map.Entry::getKey).toList();
    }

    private static JsonNode read(byte[] json) {
        try {
            return new JsonMapper().readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
