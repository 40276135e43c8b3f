package media.kern.server.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

/** Any request line: the router finds a route or says why not, and what it has decoded leads back to where it was. */
class PathRouterFuzzTest {

    private static final PathRouter ROUTER = new PathRouter(OpenApi.load().operations());

    @FuzzTest
    void decodedValuesLeadBackToTheSameOperation(byte[] requestLine) {
        String line = new String(requestLine, StandardCharsets.ISO_8859_1);
        int space = line.indexOf(' ');
        String method = space < 0 ? "GET" : line.substring(0, space);
        String path = line.substring(space + 1);

        if (ROUTER.match(method, path) instanceof Match.Found found) {
            Operation operation = found.operation();
            assertThat(operation.method()).isEqualTo(method);
            assertThat(found.params())
                    .allSatisfy((name, value) -> assertThat(value.getBytes(StandardCharsets.UTF_8))
                            .hasSizeLessThanOrEqualTo(PathRouter.MAX_PARAMETER_BYTES));
            assertThat(ROUTER.match(method, fill(found))).isEqualTo(found);
        }
    }

    private static String fill(Match.Found found) {
        String path = found.operation().path();
        for (var param : found.params().entrySet()) {
            path = path.replace("{" + param.getKey() + "}", encode(param.getValue()));
        }
        return path;
    }

    private static String encode(String value) {
        StringBuilder encoded = new StringBuilder();
        for (byte b : value.getBytes(StandardCharsets.UTF_8)) {
            encoded.append('%').append(String.format("%02X", b));
        }
        return encoded.toString();
    }
}
