package media.kern.server.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import media.kern.server.TestingKern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Redirects, directories and the user interface of the configuration. */
class RoutesTest {
    @TempDir
    Path folder;

    private TestingKern start(String routes) throws IOException {
        Path ui = Files.createDirectories(folder.resolve("ui/sub"));
        Files.writeString(folder.resolve("ui/index.html"), "<title>UI</title>");
        Files.writeString(folder.resolve("ui/app.js"), "let a;" + " ".repeat(2000));
        Files.writeString(ui.resolve("index.html"), "sub");
        Files.writeString(folder.resolve("secret.txt"), "secret");
        return TestingKern.startIn(folder, Map.of("CORE_ROUTER_ROUTES", routes, "CORE_ROUTER_UI_PATH", folder + "/ui"));
    }

    @Test
    void redirectsExactPaths() throws IOException {
        try (TestingKern kern = start("/old:/new/./page /away:http://elsewhere/ /a%20b:/c")) {
            HttpResponse<String> answer = kern.get("/old?x=1");
            assertThat(answer.statusCode()).isEqualTo(301);
            assertThat(answer.headers().firstValue("Location")).contains("/new/page");
            assertThat(answer.body()).isEmpty();
            assertThat(kern.delete("/old").statusCode()).isEqualTo(301);
            assertThat(kern.get("/old/").statusCode()).isEqualTo(404);
            assertThat(kern.get("/away").statusCode())
                    .as("no way out of this server")
                    .isEqualTo(404);
            assertThat(kern.get("/api/v3/log").body()).contains("A route of router.routes is ignored");
        }
    }

    @Test
    void servesDirectories() throws IOException {
        try (TestingKern kern = start("/docs/*:./ui /later/*:./later")) {
            HttpResponse<String> bare = kern.get("/docs?a=b");
            assertThat(bare.statusCode()).isEqualTo(301);
            assertThat(bare.headers().firstValue("Location")).contains("/docs/?a=b");

            HttpResponse<String> index = kern.get("/docs/");
            assertThat(index.body()).isEqualTo("<title>UI</title>");
            assertThat(index.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
            assertThat(index.headers().firstValue("Accept-Ranges")).contains("bytes");
            assertThat(kern.get("/docs/sub").body()).isEqualTo("sub");
            assertThat(kern.get("/docs/app.js", "Range", "bytes=0-2").body()).isEqualTo("let");
            assertThat(kern.get("/docs/app.js", "Accept-Encoding", "gzip")
                            .headers()
                            .firstValue("Content-Encoding"))
                    .contains("gzip");
            String tag = index.headers().firstValue("ETag").orElseThrow();
            assertThat(kern.get("/docs/", "If-None-Match", tag).statusCode()).isEqualTo(304);

            HttpResponse<String> missing = kern.get("/docs/none", "Accept", "text/html");
            assertThat(missing.statusCode()).isEqualTo(404);
            assertThat(missing.body())
                    .isEqualTo("{\"code\":404,\"message\":\"Not Found\",\"details\":[\"Not Found\"]}\n");
            assertThat(kern.get("/docs/../secret.txt").statusCode()).isEqualTo(404);
            assertThat(kern.get("/docs/%2e%2e/secret.txt").statusCode()).isEqualTo(404);

            assertThat(kern.get("/later/a.txt").statusCode()).isEqualTo(404);
            Files.createDirectories(folder.resolve("later"));
            Files.writeString(folder.resolve("later/a.txt"), "now");
            assertThat(kern.get("/later/a.txt").body()).isEqualTo("now");
        }
    }

    @Test
    void servesTheUserInterfaceAsAnApplication() throws IOException {
        try (TestingKern kern = start("")) {
            assertThat(kern.get("/ui").headers().firstValue("Location")).contains("/ui/");
            assertThat(kern.get("/ui/").body()).isEqualTo("<title>UI</title>");
            assertThat(kern.get("/ui/ui").statusCode()).isEqualTo(404);
            assertThat(kern.get("/ui/processes/7", "Accept", "text/html,*/*").body())
                    .isEqualTo("<title>UI</title>");
            assertThat(kern.get("/ui/none.js", "Accept", "text/html").statusCode())
                    .isEqualTo(404);
            assertThat(kern.get("/uix").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void keepsWhatBelongsToTheServer() {
        assertThatThrownBy(() -> start("/api/x:/y"))
                .hasMessageContaining("incorrect routes provided: the prefix of the route /api/x is blocked");
        assertThatThrownBy(() -> start("/ui/x:/y"))
                .hasMessageContaining("incorrect routes provided: the prefix of the route /ui/x is blocked");
    }
}
