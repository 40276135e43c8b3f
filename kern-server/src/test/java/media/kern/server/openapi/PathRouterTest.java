package media.kern.server.openapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathRouterTest {

    private static final OpenApi API = OpenApi.load();

    private final PathRouter router = routerWith("api.auth.enable");

    @ParameterizedTest
    @CsvSource({
        "GET, /ping, ping",
        "HEAD, /ping, ping-head",
        "GET, /api, about",
        "POST, /api/login, jwt-login",
        "GET, /api/login/refresh, jwt-refresh",
        "GET, /api/v3/process, process-3-get-all",
        "POST, /api/v3/process, process-3-add",
        "GET, /api/v3/process/x, process-3-get",
        "PUT, /api/v3/process/x, process-3-update",
        "DELETE, /api/v3/process/x, process-3-delete",
        "GET, /api/v3/process/config, process-3-get",
        "GET, /api/v3/process/config/config, process-3-get-config",
        "PUT, /api/v3/process/x/command, process-3-command",
        "GET, /api/v3/process/x/metadata, process-3-get-all-process-metadata",
        "PUT, /api/v3/process/x/metadata/k, process-3-set-process-metadata",
        "GET, /api/v3/metadata, metadata-3-get-all",
        "GET, /api/v3/metadata/k, metadata-3-get",
        "GET, /api/v3/fs, filesystem-3-list",
        "GET, /api/v3/fs/mem, filesystem-3-list-files",
        "GET, /api/v3/fs/mem/, filesystem-3-get-file",
        "HEAD, /api/v3/fs/mem/a, filesystem-3-head-file",
        "PUT, /api/v3/fs/mem/a/b, filesystem-3-put-file",
        "DELETE, /api/v3/fs/mem/a/, filesystem-3-delete-file",
        "PUT, /api/v3/config, config-3-set",
        "GET, /api/v3/log, log-3",
    })
    void findsOperation(String method, String path, String id) {
        assertThat(found(method, path).operation().id()).isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "*",
                "api",
                "/apifoo",
                "/API",
                "/ping/",
                "/api/",
                "/api/v3",
                "/api/v3/",
                "/api/v3/process/",
                "/api/v3/process/x/",
                "/api/v3//process",
                "//api/v3/process",
                "/api/v3/process//config",
                "/api/v3/process/x/config/",
                "/api/v3/process/x/nope",
                "/api/v3/metadata/",
                "/api/v3/metadata/a/b",
                "/api/v3/fs/",
                "/api/v3/fs//a",
                "/api/./v3/process",
                "/api/v3/x/../process",
                "/api/v3/proces%73",
                "/api%2Fv3/process",
                "http://localhost/api",
            })
    void knowsNoOtherPath(String path) {
        assertThat(router.match("GET", path)).isEqualTo(new Match.NotFound());
    }

    @ParameterizedTest
    @CsvSource({
        "DELETE, /api/v3/process",
        "PATCH, /api/v3/process/x",
        "POST, /api/v3/process/x",
        "HEAD, /api/v3/process",
        "HEAD, /api",
        "GET, /api/login",
        "POST, /ping",
        "get, /ping",
        "OPTIONS, /api/v3/process",
        "PUT, /api/v3/fs/mem",
        "DELETE, /api/v3/metadata/k",
        "PATCH, /api/v3/process/%zz",
    })
    void wrongMethodIsNotFound(String method, String path) {
        assertThat(router.match(method, path)).isEqualTo(new Match.NotFound());
    }

    @ParameterizedTest
    @CsvSource({
        "PATCH, /api/v3/fs/mem/a",
        "POST, /api/v3/fs/mem/",
        "OPTIONS, /api/v3/fs/mem/a/b",
        "POST, /api/v3/fs/mem/%zz"
    })
    void wrongMethodBelowWildcardTellsTheMethods(String method, String path) {
        Match match = router.match(method, path);
        assertThat(match)
                .isInstanceOfSatisfying(
                        Match.MethodNotAllowed.class,
                        refused -> assertThat(refused.header()).isEqualTo("OPTIONS, DELETE, GET, HEAD, PUT"));
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v3/process/a%2Fb%20c, a/b c",
        "/api/v3/process/restreamer-ui:ingest:1, restreamer-ui:ingest:1",
        "/api/v3/process/restreamer-ui%3Aingest%3a1, restreamer-ui:ingest:1",
        "/api/v3/process/100%25, 100%",
        "/api/v3/process/100%2525, 100%25",
        "/api/v3/process/a+b, a+b",
        "/api/v3/process/a%2Bb, a+b",
        "/api/v3/process/%C3%BC, ü",
        "/api/v3/process/%F0%9F%8E%A5, \uD83C\uDFA5",
        "/api/v3/process/%20, ' '",
        "/api/v3/process/.., ..",
        "/api/v3/process/;x=1, ;x=1",
    })
    void decodesParametersExactlyOnce(String path, String id) {
        assertThat(found("GET", path).params()).isEqualTo(Map.of("id", id));
    }

    @Test
    void takesRawBytesOfThePathAsUtf8() {
        String path = new String("/api/v3/process/ü".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        assertThat(found("GET", path).params()).containsEntry("id", "ü");
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v3/fs/mem/, ''",
        "/api/v3/fs/mem/a//b/, a//b/",
        "/api/v3/fs/mem/a%2Fb%252F, a/b%2F",
        "/api/v3/fs/mem/../../x, ../../x",
        "/api/v3/fs/mem//x, /x",
    })
    void wildcardTakesTheRestDecodedOnce(String path, String rest) {
        assertThat(found("GET", path).params()).isEqualTo(Map.of("name", "mem", "path", rest));
    }

    @Test
    void keepsSeveralParametersApart() {
        assertThat(found("GET", "/api/v3/process/a%2Fb/metadata/c%2Fd").params())
                .isEqualTo(Map.of("id", "a/b", "key", "c/d"));
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v3/process/%, has a '%' that is not followed by two hexadecimal digits",
        "/api/v3/process/a%2, has a '%' that is not followed by two hexadecimal digits",
        "/api/v3/process/%zz/config, has a '%' that is not followed by two hexadecimal digits",
        "/api/v3/process/%+1, has a '%' that is not followed by two hexadecimal digits",
        "/api/v3/process/%FF, is not valid UTF-8",
        "/api/v3/process/%C3, is not valid UTF-8",
        "/api/v3/process/%C0%AF, is not valid UTF-8",
        "/api/v3/process/%ED%A0%80, is not valid UTF-8",
        "/api/v3/process/\u20AC, has a character that was not percent-encoded",
    })
    void rejectsBrokenValues(String path, String reason) {
        assertThat(router.match("GET", path)).isEqualTo(new Match.Rejected("the value of 'id' in the path " + reason));
    }

    @Test
    void boundsTheDecodedLengthOfValues() {
        String longest = "/api/v3/process/" + "%C3%BC".repeat(PathRouter.MAX_PARAMETER_BYTES / 2);
        assertThat(found("GET", longest).params().get("id")).hasSize(PathRouter.MAX_PARAMETER_BYTES / 2);
        assertThat(router.match("GET", longest + "x"))
                .isEqualTo(new Match.Rejected("the value of 'id' in the path is longer than 4096 bytes"));
        assertThat(router.match("GET", "/api/v3/process/" + "x".repeat(10_000) + "/state"))
                .isEqualTo(new Match.Rejected("the value of 'id' in the path is longer than 4096 bytes"));
        assertThat(router.match("GET", "/api/v3/fs/mem/" + "a/".repeat(5_000)))
                .isEqualTo(new Match.Rejected("the value of 'path' in the path is longer than 4096 bytes"));
    }

    @Test
    void readOnlyModeHidesWhatWrites() {
        PathRouter readOnly = routerWith("api.auth.enable", "api.read_only");
        assertThat(readOnly.match("POST", "/api/v3/process")).isEqualTo(new Match.NotFound());
        assertThat(readOnly.match("DELETE", "/api/v3/process/x")).isEqualTo(new Match.NotFound());
        assertThat(readOnly.match("PUT", "/api/v3/fs/mem/a"))
                .isInstanceOfSatisfying(
                        Match.MethodNotAllowed.class,
                        refused -> assertThat(refused.header()).isEqualTo("OPTIONS, GET, HEAD"));
        assertThat(readOnly.match("POST", "/api/login")).isInstanceOf(Match.Found.class);
        assertThat(readOnly.match("GET", "/api/v3/process/x")).isInstanceOf(Match.Found.class);
    }

    @Test
    void loginNeedsAuthentication() {
        PathRouter open = routerWith();
        assertThat(open.match("POST", "/api/login")).isEqualTo(new Match.NotFound());
        assertThat(open.match("GET", "/api/login/refresh")).isEqualTo(new Match.NotFound());
        assertThat(open.match("POST", "/api/v3/process")).isInstanceOf(Match.Found.class);
    }

    @Test
    void literalSegmentsWinOverParametersButDoNotHideThem() {
        PathRouter overlapping = new PathRouter(List.of(
                operation("id", "GET", "/a/{id}", false),
                operation("literal", "GET", "/a/b", false),
                operation("put", "PUT", "/a/{id}", false),
                operation("deep", "GET", "/a/{id}/c", false),
                operation("rest", "GET", "/a/{rest}", true)));
        assertThat(idOf(overlapping.match("GET", "/a/b"))).isEqualTo("literal");
        assertThat(idOf(overlapping.match("GET", "/a/x"))).isEqualTo("id");
        assertThat(idOf(overlapping.match("PUT", "/a/b"))).isEqualTo("put");
        assertThat(idOf(overlapping.match("GET", "/a/b/c"))).isEqualTo("deep");
        assertThat(idOf(overlapping.match("GET", "/a/b/d"))).isEqualTo("rest");
    }

    @Test
    void refusesOperationsThatCanNotBeToldApart() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PathRouter(
                        List.of(operation("one", "GET", "/a/{x}", false), operation("two", "GET", "/a/{y}", false))))
                .withMessage("two and one have the same path");
    }

    private static PathRouter routerWith(String... settings) {
        Set<String> enabled = Set.of(settings);
        return new PathRouter(API.operations().stream()
                .filter(operation -> operation.availableWith(enabled::contains))
                .toList());
    }

    private Match.Found found(String method, String path) {
        Match match = router.match(method, path);
        assertThat(match).isInstanceOf(Match.Found.class);
        return (Match.Found) match;
    }

    private static String idOf(Match match) {
        assertThat(match).isInstanceOf(Match.Found.class);
        return ((Match.Found) match).operation().id();
    }

    private static Operation operation(String id, String method, String path, boolean wildcard) {
        return new Operation(
                id, method, path, wildcard, List.of(), Operation.Auth.NONE, false, Operation.Style.API, null);
    }
}
