package media.kern.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import media.kern.server.TestingKern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StartPageTest {
    private static final Pattern REFERENCE = Pattern.compile("(?:src|href)=\"(/kern/[^\"]+)\"");
    private static final Pattern IMPORT = Pattern.compile("from '\\./([^']+)'");

    private static TestingKern kern;

    @BeforeAll
    static void start() {
        kern = TestingKern.start();
    }

    @AfterAll
    static void stop() {
        kern.close();
    }

    private static HttpResponse<String> asBrowser(TestingKern server, String path) {
        return server.get(path, "Accept", "text/html,application/xhtml+xml,*/*;q=0.8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/player.html"})
    void everythingAPageNeedsIsThereAndAllowed(String path) {
        HttpResponse<String> page = asBrowser(kern, path);

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).doesNotContain("style=", "onclick=", "<style").doesNotContainPattern("<script>");
        List<String> files = REFERENCE
                .matcher(page.body())
                .results()
                .map(found -> found.group(1))
                .toList();
        assertThat(files).isNotEmpty().allSatisfy(StartPageTest::isThereWithItsImports);
    }

    private static void isThereWithItsImports(String file) {
        HttpResponse<String> answer = kern.get(file);
        assertThat(answer.statusCode()).as(file).isEqualTo(200);
        if (file.endsWith(".js")) {
            IMPORT.matcher(answer.body()).results().forEach(found -> isThereWithItsImports("/kern/" + found.group(1)));
        }
    }

    @ParameterizedTest
    @CsvSource({"/, connect-src 'self'", "/player.html, connect-src http: https:"})
    void onlyThePlayerConnectsToOtherServers(String path, String allowed) {
        String policy = asBrowser(kern, path)
                .headers()
                .firstValue("Content-Security-Policy")
                .orElseThrow();
        assertThat(policy).contains("default-src 'none'", "script-src 'self';", allowed + ";");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/player.html"})
    void isNotThereForClientsThatAskForNoPage(String path) {
        assertThat(kern.get(path).statusCode()).isEqualTo(404);
    }

    @Test
    void aFileOfTheUserComesFirst() {
        try (TestingKern own = TestingKern.start()) {
            own.put("/api/v3/fs/disk/player.html", "mine".getBytes(StandardCharsets.UTF_8));

            assertThat(asBrowser(own, "/player.html").body()).isEqualTo("mine");
            assertThat(own.get("/player.html").body()).isEqualTo("mine");
        }
    }
}
