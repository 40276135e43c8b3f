package media.kern.server.webrtc;

import static media.kern.server.webrtc.SdpOffer.BROWSER;
import static media.kern.server.webrtc.WhepErrorsTest.assertOpenToEverybody;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import media.kern.server.TestingKern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Four viewers at most, three of them of the same process. */
class WhepLimitsTest {
    private static TestingKern kern;

    @BeforeAll
    static void publish() {
        kern = Whep.start(Map.of("CORE_WEBRTC_MAX_PEERS", "4", "CORE_WEBRTC_MAX_PEERS_PER_STREAM", "3"));
        Whep.publish(kern, "cam");
        Whep.publish(kern, "door");
    }

    @AfterAll
    static void stop() {
        kern.close();
    }

    @AfterEach
    void everybodyLeaves() {
        Whep.viewers(kern)
                .forEach(viewer ->
                        kern.delete("/api/v3/whep/" + viewer.path("stream").asText() + "/"
                                + viewer.path("resource").asText()));
        assertThat(Whep.viewers(kern)).isEmpty();
    }

    private static HttpResponse<String> watch(String id) {
        return Whep.post(kern, id, BROWSER);
    }

    @Test
    void theLimitOfAProcessAndTheOneOfAllHaveTextsOfTheirOwn() {
        for (int i = 0; i < 3; i++) {
            assertThat(watch("cam").statusCode()).isEqualTo(201);
        }
        HttpResponse<String> ofProcess = watch("cam");
        assertRefused(ofProcess, "webrtc.max_peers_per_stream", "3");

        HttpResponse<String> fourth = watch("door");
        assertThat(fourth.statusCode()).isEqualTo(201);
        HttpResponse<String> ofAll = watch("door");
        assertRefused(ofAll, "(webrtc.max_peers)", "4");
        assertThat(ofAll.body()).isNotEqualTo(ofProcess.body());

        assertThat(kern.delete(Whep.header(fourth, "Location")).statusCode()).isEqualTo(200);
        assertThat(watch("door").statusCode()).isEqualTo(201);
    }

    private static void assertRefused(HttpResponse<String> answer, String setting, String limit) {
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).contains(setting).contains(limit);
        assertThat(Integer.parseInt(Whep.header(answer, "Retry-After"))).isPositive();
        assertOpenToEverybody(answer);
    }

    @Test
    void theLastPlaceIsGivenOnce() throws Exception {
        assertThat(watch("cam").statusCode()).isEqualTo(201);
        assertThat(watch("cam").statusCode()).isEqualTo(201);
        Callable<Integer> request = () -> watch("cam").statusCode();
        try (ExecutorService crowd = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> answers =
                    crowd.invokeAll(Stream.generate(() -> request).limit(50).toList());
            assertThat(answers.stream().map(Future::resultNow))
                    .containsOnly(201, 503)
                    .containsOnlyOnce(201);
        }
        assertThat(Whep.viewers(kern)).hasSize(3);
    }

    @Test
    void whoeverIsRefusedTakesNoPlace() {
        for (int i = 0; i < 10; i++) {
            assertThat(Whep.post(kern, "cam", BROWSER.replace("H264/", "H261/")).statusCode())
                    .isEqualTo(406);
        }
        for (int i = 0; i < 3; i++) {
            assertThat(watch("cam").statusCode()).isEqualTo(201);
        }
    }
}
