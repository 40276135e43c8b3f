package media.kern.server.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.util.Map;
import media.kern.server.TestingKern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Users of the API reach only the files that they may. */
class ConfinementTest {
    private static TestingKern kern;

    @BeforeAll
    static void start() {
        kern = TestingKern.start(Map.of("CORE_FFMPEG_ACCESS_INPUT_CONFINE", "true"));
    }

    @AfterAll
    static void stop() {
        kern.close();
    }

    private static HttpResponse<String> add(
            String id, String options, String inputOptions, String input, String output) {
        return kern.postJson("/api/v3/process", """
                {"id": "%s", "options": [%s], "autostart": true,
                 "input": [{"id": "in", "address": "%s", "options": [%s]}],
                 "output": [{"id": "out", "address": "-", "options": [%s]}]}
                """.formatted(id, options, input, inputOptions, output)
                .replace('`', '"'));
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " ; ", quoteCharacter = '~', textBlock = """
            `-progress`,`/etc/x` ; `-re` ; udp://127.0.0.1:1 ; ~~ ; the option '-progress' of the process 'bad' is invalid: /etc/x is not inside of
            ~~ ; `/etc/x` ; udp://127.0.0.1:1 ; ~~ ; the address '/etc/x' among the options of input '#bad:in' is invalid: /etc/x is not
            ~~ ; ~~ ; udp://127.0.0.1:1 ; `-vf`,`metadata=print:file=/etc/x` ; the option '-vf' of output '#bad:out' is invalid: /etc/x is not
            ~~ ; ~~ ; /etc/passwd ; ~~ ; the address for input '#bad:in' (/etc/passwd) is invalid: /etc/passwd is not inside of
            `-f`,`lavfi` ; ~~ ; movie=/etc/passwd ; ~~ ; the address for input '#bad:in' (movie=/etc/passwd) is invalid: /etc/passwd is not
            """)
    void rejectsAProcessThatReachesOtherFiles(
            String options, String inputOptions, String input, String output, String message) {
        HttpResponse<String> answer = add("bad", options, inputOptions, input, output);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("Invalid process config").contains(message);
        assertThat(kern.get("/api/v3/process/bad").statusCode()).isEqualTo(404);
    }

    @Test
    void rejectsTheUpdateOfAProcess() {
        assertThat(add("good", "", "`-f`,`lavfi`,`-re`", "testsrc2=size=64x64:rate=5", "`-f`,`null`")
                        .statusCode())
                .isEqualTo(200);
        HttpResponse<String> answer = kern.putJson("/api/v3/process/good", "{\"options\": [\"-report\"]}");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("the option '-report' of the process 'good' is invalid: ");
        await().until(() -> kern.get("/api/v3/process/good/state").body().contains("\"exec\":\"running\""));
    }
}
