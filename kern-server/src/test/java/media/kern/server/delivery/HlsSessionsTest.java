package media.kern.server.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import media.kern.server.TestingKern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the session API tells of viewers and publishers, and what viewers notice of it. */
class HlsSessionsTest {
    private static final String LIVE = "/memfs/cam/live.m3u8";
    private static final String PLAYLIST = """
            #EXTM3U
            #EXT-X-TARGETDURATION:2
            #EXTINF:2.0,
            live_0.ts
            #EXTINF:2.0,
            live_1.ts
            """;
    private static final int SEGMENT_BYTES = 200_000;

    private TestingKern kern;

    @BeforeEach
    void start() {
        kern = publish("CORE_SESSIONS_ENABLE", "true");
    }

    private static TestingKern publish(String setting, String value) {
        Map<String, String> environment = new HashMap<>(Map.of("CORE_SESSIONS_IP_IGNORELIST", ""));
        environment.put(setting, value);
        TestingKern kern = TestingKern.start(environment);
        kern.put("/memfs/cam/live_0.ts", new byte[SEGMENT_BYTES]);
        kern.put("/memfs/cam/live_1.ts", new byte[SEGMENT_BYTES]);
        kern.put(LIVE, PLAYLIST.getBytes(StandardCharsets.UTF_8), "User-Agent", "Encoder/1");
        return kern;
    }

    private void restartWith(String setting, String value) {
        kern.close();
        kern = publish(setting, value);
    }

    @AfterEach
    void stop() {
        kern.close();
    }

    private JsonNode sessions(String collector) {
        return json("/api/v3/session?collectors=" + collector).get(collector);
    }

    private JsonNode json(String path) {
        try {
            return new ObjectMapper().readTree(kern.get(path).body());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    private static ViewerClient viewer(int number) {
        return new ViewerClient("127.0." + number + ".1", "Player/" + number);
    }

    @Test
    void aPlayerGetsASessionAndKeepsIt() {
        try (ViewerClient viewer = viewer(1)) {
            HttpResponse<byte[]> entry = viewer.get(kern.uri(LIVE + "?a=b"));
            assertThat(text(entry))
                    .matches("#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-STREAM-INF:BANDWIDTH=\\d+\n"
                            + "live\\.m3u8\\?a=b&session=[2-9A-HJ-NP-Za-km-z]{22}\n?");
            assertThat(entry.headers().firstValue("Cache-Control")).contains("private");
            assertThat(sessions("hls").at("/active/sessions").asInt()).isZero();

            HttpResponse<byte[]> list = viewer.get(ViewerClient.names(entry).getFirst());
            String id = list.uri().getQuery().replaceAll(".*session=", "");
            assertThat(text(list)).isEqualTo(PLAYLIST.replace(".ts", ".ts?session=" + id));
            assertThat(list.headers().firstValue("Cache-Control")).contains("private");
            assertThat(list.headers().firstValue("ETag")).isEmpty();
            assertThat(sessions("hls").at("/active/sessions").asInt()).isZero();

            viewer.get(ViewerClient.names(list).getFirst());
            await().untilAsserted(() -> {
                JsonNode session = sessions("hls").at("/active/list/0");
                assertThat(session.get("id").asText()).isEqualTo(id);
                assertThat(session.get("reference").asText()).isEqualTo("live");
                assertThat(session.get("local").asText()).isEqualTo(LIVE);
                assertThat(session.get("remote").asText()).isEqualTo("page.example:8443");
                assertThat(session.get("extra").asText()).isEqualTo("[127.0.1.0] Player/1");
                // Both playlists with their headers and the segment, once.
                assertThat(session.get("bytes_tx").asLong()).isBetween(SEGMENT_BYTES + 200L, SEGMENT_BYTES + 2000L);
            });
        }
    }

    @Test
    void fiftyViewersAreFiftySessionsWithTheBytesTheyGot() {
        List<ViewerClient> viewers =
                IntStream.rangeClosed(1, 50).mapToObj(HlsSessionsTest::viewer).toList();
        viewers.parallelStream()
                .forEach(viewer -> assertThat(viewer.watch(kern, LIVE)).containsExactly(200, 200, 200, 200));

        await().untilAsserted(() -> {
            JsonNode active = json("/api/v3/session/active?collectors=hls").get("hls");
            assertThat(active).hasSize(50);
            long counted = 0;
            for (JsonNode session : active) {
                counted += session.get("bytes_tx").asLong();
            }
            long got = viewers.stream().mapToLong(ViewerClient::bytes).sum();
            assertThat((double) counted / got).isBetween(0.99, 1.01);
        });
        viewers.forEach(ViewerClient::close);
    }

    @Test
    void aViewerOfSeveralQualitiesIsOneSession() {
        String master = """
                #EXTM3U
                #EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="a",URI="live.m3u8?sound"
                #EXT-X-STREAM-INF:BANDWIDTH=1
                live.m3u8
                #EXT-X-STREAM-INF:BANDWIDTH=2
                live.m3u8?high
                """;
        kern.put("/memfs/cam/master.m3u8", master.getBytes(StandardCharsets.UTF_8));
        try (ViewerClient viewer = viewer(1)) {
            assertThat(viewer.watch(kern, "/memfs/cam/master.m3u8")).hasSize(7).containsOnly(200);
            await().untilAsserted(
                            () -> assertThat(sessions("hls").at("/active/list").findValuesAsText("reference"))
                                    .containsExactly("live"));
        }
    }

    @Test
    void anIdIsGoodForOneNetworkOnly() {
        try (ViewerClient first = viewer(1);
                ViewerClient second = viewer(2)) {
            URI shared = kern.uri(LIVE + "?session=YTsZ7SGKSdJUskoES2WCBL");
            for (ViewerClient viewer : List.of(first, second, first, second)) {
                viewer.get(ViewerClient.names(viewer.get(shared)).getFirst());
            }
            await().untilAsserted(() -> {
                JsonNode list = sessions("hls").at("/active/list");
                assertThat(list.findValuesAsText("extra"))
                        .containsExactly("[127.0.1.0] Player/1", "[127.0.2.0] Player/2");
                assertThat(list.findValuesAsText("id"))
                        .contains("YTsZ7SGKSdJUskoES2WCBL")
                        .doesNotHaveDuplicates();
            });
        }
    }

    @Test
    void mediaWithoutASessionIsCountedAllTheSame() {
        try (ViewerClient viewer = viewer(1)) {
            viewer.get(kern.uri("/memfs/cam/live_0.ts"));
            viewer.get(kern.uri("/memfs/cam/live_1.ts?session=nonsense"));
            assertThat(viewer.get(kern.uri("/memfs/cam/live_9.ts")).statusCode())
                    .isEqualTo(404);
            await().untilAsserted(() -> {
                JsonNode list = sessions("hls").at("/active/list");
                assertThat(list.findValuesAsText("local")).containsExactly("/memfs/cam/live");
                assertThat(list.at("/0/reference").asText()).isEqualTo("live");
                assertThat(list.at("/0/bytes_tx").asLong()).isGreaterThan(2 * SEGMENT_BYTES);
            });
        }
    }

    @Test
    void whoIsIgnoredGetsFilesAsTheyAre() {
        restartWith("CORE_SESSIONS_IP_IGNORELIST", "127.0.0.0/8");
        try (ViewerClient viewer = viewer(1)) {
            assertThat(text(viewer.get(kern.uri(LIVE)))).isEqualTo(PLAYLIST);
            assertThat(viewer.watch(kern, LIVE)).containsOnly(200);
            assertThat(sessions("hls").at("/active/sessions").asInt()).isZero();
        }
    }

    @Test
    void nothingIsTouchedWhileSessionsAreOff() {
        restartWith("CORE_SESSIONS_ENABLE", "false");
        try (ViewerClient viewer = viewer(1)) {
            assertThat(text(viewer.get(kern.uri(LIVE)))).isEqualTo(PLAYLIST);
            assertThat(sessions("http").at("/active/sessions").asInt()).isZero();
        }
    }

    @Test
    void refusesWhatIsNoIdAndWhatIsNotThere() {
        try (ViewerClient viewer = viewer(1)) {
            HttpResponse<byte[]> malformed = viewer.get(kern.uri(LIVE + "?session=0O1l"));
            assertThat(malformed.statusCode()).isEqualTo(403);
            assertThat(malformed.headers().firstValue("Content-Type")).contains("application/json");
            assertThat(viewer.get(kern.uri("/memfs/none.m3u8")).statusCode()).isEqualTo(404);
        }
    }

    @Test
    void countsUploadsByThePlaylistThatNamesThem() {
        await().untilAsserted(() -> {
            JsonNode session = sessions("hlsingress").at("/active/list/0");
            assertThat(session.get("id").asText()).isEqualTo(LIVE);
            assertThat(session.get("reference").asText()).isEqualTo("live");
            assertThat(session.get("remote").asText()).isEqualTo("unknown");
            assertThat(session.get("extra").asText()).isEqualTo("Encoder/1");
            assertThat(session.get("bytes_rx").asLong()).isBetween(2L * SEGMENT_BYTES, 2L * SEGMENT_BYTES + 2000);
        });
        kern.put("/memfs/cam/stray.ts", new byte[1000]);
        await().untilAsserted(() -> assertThat(
                        sessions("hlsingress").at("/active/sessions").asInt())
                .isEqualTo(1));
    }

    @Test
    void countsAllRequestsTogether() {
        await().untilAsserted(() -> {
            JsonNode session = sessions("http").at("/active/list/0");
            assertThat(session.get("id").asText()).isEqualTo("HTTP");
            assertThat(session.get("local").asText()).isEqualTo("any");
            assertThat(session.get("bytes_rx").asLong()).isGreaterThan(2 * SEGMENT_BYTES);
            assertThat(session.get("bytes_tx").asLong()).isGreaterThan(100);
        });
        assertThat(sessions("https").at("/active/sessions").asInt()).isZero();
    }

    @Test
    void tellsThePublicHowManyWatch() {
        kern.postJson("/api/v3/process", """
                {"id": "p", "reference": "li", "autostart": false,
                 "input": [{"id": "i", "address": "in.ts"}], "output": [{"id": "o", "address": "{diskfs}/o.ts"}]}
                """);
        try (ViewerClient viewer = viewer(1)) {
            viewer.watch(kern, LIVE);
            await().untilAsserted(() -> assertThat(json("/api/v3/widget/process/p")
                            .get("current_sessions")
                            .asInt())
                    .isEqualTo(1));
        }
    }
}
