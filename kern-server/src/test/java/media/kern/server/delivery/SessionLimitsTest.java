package media.kern.server.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import media.kern.server.TestingKern;
import org.junit.jupiter.api.Test;

/** At the limit newcomers are refused, and nobody gets around it. */
class SessionLimitsTest {
    private static final String LIVE = "/memfs/live.m3u8";
    private static final String TOO_MANY =
            "{\"code\":509,\"message\":\"Bandwith limit exceeded\",\"details\":[\"Number of sessions exceeded\"]}\n";
    private static final String TOO_MUCH =
            "{\"code\":509,\"message\":\"Bandwith limit exceeded\",\"details\":[\"Bitrate limit exceeded\"]}\n";

    private static TestingKern start(String limit, String value) {
        TestingKern kern = TestingKern.start(Map.of("CORE_SESSIONS_IP_IGNORELIST", "", limit, value));
        kern.put("/memfs/live_0.ts", new byte[2_000_000]);
        kern.put(LIVE, "#EXTM3U\n#EXTINF:2,\nlive_0.ts\n".getBytes(StandardCharsets.UTF_8));
        return kern;
    }

    private static ViewerClient viewer(int number) {
        return new ViewerClient("127.0." + number + ".1", "Player/1");
    }

    @Test
    void aCrowdGetsAsManyPlacesAsThereAre() {
        try (TestingKern kern = start("CORE_SESSIONS_MAX_SESSIONS", "10")) {
            List<ViewerClient> crowd = IntStream.rangeClosed(1, 50)
                    .mapToObj(SessionLimitsTest::viewer)
                    .toList();
            List<List<Integer>> statuses = crowd.parallelStream()
                    .map(viewer -> viewer.watch(kern, LIVE))
                    .toList();
            // Each step of those who got in was allowed; the others were told on a playlist, not in the middle.
            assertThat(statuses).filteredOn(List.of(200, 200, 200)::equals).hasSize(10);
            assertThat(statuses).filteredOn(each -> each.getLast() == 509).hasSize(40);
            crowd.forEach(ViewerClient::close);
        }
    }

    @Test
    void thoseInsideStayAndOthersFindNoWayAround() {
        try (TestingKern kern = start("CORE_SESSIONS_MAX_SESSIONS", "1");
                ViewerClient inside = viewer(1);
                ViewerClient outside = viewer(2)) {
            HttpResponse<byte[]> entry = inside.get(kern.uri(LIVE));
            HttpResponse<byte[]> list = inside.get(ViewerClient.names(entry).getFirst());
            assertThat(inside.get(ViewerClient.names(list).getFirst()).statusCode())
                    .isEqualTo(200);

            HttpResponse<byte[]> refused = outside.get(kern.uri(LIVE));
            assertThat(refused.statusCode()).isEqualTo(509);
            assertThat(new String(refused.body(), StandardCharsets.UTF_8)).isEqualTo(TOO_MANY);
            assertThat(outside.get(kern.uri(LIVE + "?session=YTsZ7SGKSdJUskoES2WCBL"))
                            .statusCode())
                    .isEqualTo(509);
            assertThat(outside.get(list.uri()).statusCode())
                    .as("the id of another")
                    .isEqualTo(509);
            assertThat(outside.get(ViewerClient.names(list).getFirst()).statusCode())
                    .isEqualTo(509);
            assertThat(outside.get(kern.uri("/memfs/live_0.ts")).statusCode()).isEqualTo(509);
            HttpResponse<String> forged = kern.get("/memfs/live_0.ts", "X-Forwarded-For", "10.0.0.1");
            assertThat(forged.statusCode()).as("a forged address").isEqualTo(509);
            assertThat(outside.get(kern.uri("/memfs/none.m3u8")).statusCode()).isEqualTo(404);

            assertThat(inside.get(list.uri()).statusCode()).isEqualTo(200);
            assertThat(inside.get(ViewerClient.names(list).getFirst()).statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void placesBecomeFreeAgain() {
        try (TestingKern kern = start("CORE_SESSIONS_MAX_SESSIONS", "1");
                ViewerClient first = viewer(1);
                ViewerClient second = viewer(2)) {
            // He asks and does not come back: his place is kept for some seconds only.
            first.get(kern.uri(LIVE + "?session=YTsZ7SGKSdJUskoES2WCBL"));
            assertThat(second.get(kern.uri(LIVE)).statusCode()).isEqualTo(509);
            await().until(() -> second.get(kern.uri(LIVE)).statusCode() == 200);
        }
    }

    @Test
    void newcomersAreRefusedAtTheLimitOfBandwidth() {
        try (TestingKern kern = start("CORE_SESSIONS_MAXBITRATE_MBIT", "1");
                ViewerClient inside = viewer(1);
                ViewerClient outside = viewer(2)) {
            assertThat(inside.watch(kern, LIVE)).containsOnly(200);
            await().untilAsserted(() -> {
                HttpResponse<byte[]> refused = outside.get(kern.uri(LIVE));
                assertThat(refused.statusCode()).isEqualTo(509);
                assertThat(new String(refused.body(), StandardCharsets.UTF_8)).isEqualTo(TOO_MUCH);
            });
            assertThat(inside.get(kern.uri("/memfs/live_0.ts?session=x")).statusCode())
                    .as("he brings no id: he is a newcomer")
                    .isEqualTo(509);
        }
    }
}
