package media.kern.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Map;
import media.kern.server.TestingKern;
import org.junit.jupiter.api.Test;

class PrometheusPageTest {
    private static final String PROCESS = """
            {"id": "a\\"b", "autostart": false, "input": [{"address": "testsrc", "options": ["-f", "lavfi"]}],
             "output": [{"address": "-", "options": ["-f", "null"]}]}
            """;

    @Test
    void showsTheStatesOfTheProcesses() {
        try (TestingKern kern = TestingKern.start(Map.of("CORE_METRICS_ENABLE_PROMETHEUS", "true", "CORE_ID", "me"))) {
            assertThat(kern.postJson("/api/v3/process", PROCESS).statusCode()).isEqualTo(200);

            HttpResponse<String> page = kern.get("/metrics");

            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.headers().firstValue("Content-Type").orElse("")).startsWith("text/plain; version=0.0.4");
            assertThat(page.body().lines())
                    .contains("ffmpeg_states{core=\"me\",state=\"finished\"} 1")
                    .contains("ffmpeg_states{core=\"me\",state=\"running\"} 0")
                    .contains("ffmpeg_process_states{core=\"me\",process=\"a\\\"b\",state=\"running\"} 0")
                    .anyMatch(line -> line.matches("mem_total_bytes\\{core=\"me\"} [1-9][0-9]+\\.000"))
                    .anyMatch(line -> line.matches("mem_free_bytes\\{core=\"me\"} [1-9][0-9]+\\.000"))
                    .anyMatch(line ->
                            line.startsWith("ffmpeg_process{core=\"me\",process=\"a\\\"b\",state=\"finished\""));
        }
    }

    @Test
    void isAFileThatIsNotThereUnlessSwitchedOn() {
        try (TestingKern kern = TestingKern.start()) {
            assertThat(kern.get("/metrics").statusCode()).isEqualTo(404);
        }
    }
}
