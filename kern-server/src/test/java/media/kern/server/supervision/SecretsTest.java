package media.kern.server.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import media.kern.server.TestingKern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Credentials are shown by the configuration of a process and by nothing else. */
@Execution(ExecutionMode.CONCURRENT)
class SecretsTest {
    private static final String HIDDEN = "hidden-word";
    private static final String RTMP_TOKEN = "rtmp-token-of-the-server";
    private static final String PATH = "/api/v3/process/secret";

    @Test
    void noAnswerButTheConfigurationShowsThem() throws Exception {
        try (Faults faults = new Faults(TestingKern.start(Map.of(
                "CORE_RTMP_TOKEN",
                RTMP_TOKEN,
                "CORE_STORAGE_MEMORY_AUTH_ENABLE",
                "true",
                "CORE_STORAGE_MEMORY_AUTH_USERNAME",
                "writer",
                "CORE_STORAGE_MEMORY_AUTH_PASSWORD",
                HIDDEN)))) {
            TestingKern kern = faults.kern();
            faults.add(
                    "secret",
                    "http://user:" + HIDDEN + "@127.0.0.1:1/in?token=" + HIDDEN,
                    "[\"-headers\",\"Authorization: Bearer " + HIDDEN + "\"]",
                    "{rtmp,name=x}",
                    "[\"-f\",\"flv\",\"-rtmp_conn\",\"S:" + RTMP_TOKEN + "\"]",
                    "");
            faults.awaitExec("secret", "failed");

            assertThat(kern.get(PATH + "/config").body()).contains(HIDDEN);
            for (String part : new String[] {"/state", "/report", "/probe", "?filter=state,report"}) {
                assertThat(kern.get(PATH + part).body())
                        .as(part)
                        .contains("***")
                        .doesNotContain(HIDDEN)
                        .doesNotContain(RTMP_TOKEN);
            }
            assertThat(kern.get(PATH + "/state").body())
                    .contains("http://user:***@127.0.0.1:1/in?token=***", "rtmp://localhost:1935/x?token=***");
            assertThat(kern.get(PATH + "/report").body()).contains("Connection refused");
        }
    }
}
