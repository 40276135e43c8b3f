package media.kern.server.webrtc;

import static media.kern.server.webrtc.SdpOffer.BROWSER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import media.kern.server.TestingKern;
import media.kern.webrtc.net.Transport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What becomes of viewers when they leave, or what they watch ends. */
class WhepLifecycleTest {
    private static TestingKern kern;
    private static Transport transport;
    private static int tcpPort;

    @BeforeAll
    static void publish() {
        transport = Transport.start(1, true);
        tcpPort = TestingKern.freePort();
        kern = Whep.start(Map.of("CORE_WEBRTC_TCP_MUX_PORT", Integer.toString(tcpPort)));
        Whep.publish(kern, "cam");
    }

    @AfterAll
    static void stop() {
        kern.close();
        transport.close();
    }

    @Test
    void theListSaysWhoWatchesWhatAndHow() throws Exception {
        try (Player player = Player.watch(kern, "cam", transport).playing(2)) {
            await().atMost(Whep.PATIENCE).untilAsserted(() -> {
                JsonNode viewer = find(player);
                assertThat(viewer.path("stream").asText()).isEqualTo("cam");
                assertThat(viewer.path("state").asText()).isEqualTo("secured");
                assertThat(viewer.path("bytes").asLong()).isPositive();
                assertThat(viewer.path("packets").asLong()).isPositive();
                assertThat(viewer.path("since").asLong()).isPositive();
                JsonNode pair = viewer.path("candidate_pair");
                assertThat(pair.path("protocol").asText()).isEqualTo("udp");
                assertThat(pair.path("remote").asText()).startsWith("127.0.0.1");
            });
        }
    }

    private static JsonNode find(Player player) {
        for (JsonNode viewer : Whep.viewers(kern)) {
            if (player.location().endsWith(viewer.path("resource").asText())) {
                return viewer;
            }
        }
        throw new AssertionError("not listed: " + player.location());
    }

    @Test
    void aViewerWhoClosesTheConnectionIsGoneAtOnce() throws Exception {
        try (Player player = Player.watch(kern, "cam", transport).playing(2)) {
            player.client().leave();
            await().atMost(Whep.PATIENCE)
                    .untilAsserted(
                            () -> assertThat(kern.delete(player.location()).statusCode())
                                    .isEqualTo(204));
        }
    }

    @Test
    void whoIsEndedByDeleteIsToldSo() throws Exception {
        try (Player player = Player.watch(kern, "cam", transport).playing(2)) {
            assertThat(kern.delete(player.location()).statusCode()).isEqualTo(200);
            assertThat(player.ended().join()).contains("CLOSED_BY_PEER");
        }
    }

    static Stream<Arguments> endings() {
        return Stream.of(
                Arguments.of("stop", ending(id -> command(id, "stop")), 409),
                Arguments.of("restart", ending(id -> command(id, "restart")), 201),
                Arguments.of("update", ending(id -> update(id, Whep.process(id, ""))), 201),
                Arguments.of(
                        "update that switches WebRTC off",
                        ending(id ->
                                update(id, Whep.process(id, "").replace("\"enabled\": true", "\"enabled\": false"))),
                        404),
                Arguments.of("delete", ending(id -> kern.delete("/api/v3/process/" + id)), 404));
    }

    private static Consumer<String> ending(Consumer<String> ending) {
        return ending;
    }

    private static void command(String id, String command) {
        HttpResponse<String> answer =
                kern.putJson("/api/v3/process/" + id + "/command", "{\"command\": \"" + command + "\"}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private static void update(String id, String process) {
        HttpResponse<String> answer = kern.putJson("/api/v3/process/" + id, process);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("endings")
    void theEndOfAProcessEndsItsViewersAndOnlyThose(String name, Consumer<String> ending, int afterwards)
            throws Exception {
        String id = "process-" + name.length();
        Whep.publish(kern, id);
        try (Player other = Player.watch(kern, "cam", transport).playing(2);
                Player first = Player.watch(kern, id, transport).playing(2);
                Player second = Player.watch(kern, id, transport).playing(2)) {
            ending.accept(id);
            assertThat(first.ended().join()).as(name).contains("CLOSED_BY_PEER");
            assertThat(second.ended().join()).as(name).contains("CLOSED_BY_PEER");
            await().atMost(Whep.PATIENCE)
                    .untilAsserted(() -> assertThat(Whep.viewers(kern).findValuesAsText("stream"))
                            .doesNotContain(id));
            other.playing(2);
            await().atMost(Whep.PATIENCE)
                    .untilAsserted(() -> assertThat(Whep.post(kern, id, BROWSER).statusCode())
                            .isEqualTo(afterwards));
        } finally {
            kern.delete("/api/v3/process/" + id);
        }
    }

    @Test
    void theEndOfTheServerEndsItsViewers() throws Exception {
        Player player;
        try (TestingKern ending = Whep.start(Map.of())) {
            Whep.publish(ending, "cam");
            player = Player.watch(ending, "cam", transport).playing(2);
        }
        assertThat(player.ended().join()).contains("CLOSED_BY_PEER");
        player.client().close();
    }

    @Test
    void whoHasNoUdpWatchesOverTcp() throws Exception {
        try (Player player = Player.watchByTcp(kern, "cam", transport, UnaryOperator.identity())
                .playing(2)) {
            assertThat(player.answer().body()).contains(" tcp ").contains("tcptype passive");
            assertThat(find(player).path("candidate_pair").path("protocol").asText())
                    .isEqualTo("tcp");
            assertThat(kern.delete(player.location()).statusCode()).isEqualTo(200);
            assertThat(player.ended().join()).contains("CLOSED_BY_PEER");
        }
    }

    @Test
    void aViewerWhoseNetworkIsFullDelaysNobodyAndLosesOnlyPackets() throws Exception {
        try (TcpRelay relay = new TcpRelay(tcpPort);
                Player other = Player.watch(kern, "cam", transport).playing(2);
                Player slow = Player.watchByTcp(
                                kern,
                                "cam",
                                transport,
                                answer -> answer.replace(" " + tcpPort + " typ", " " + relay.port() + " typ"))
                        .playing(2)) {
            relay.fill();
            other.playing(2);
            HttpResponse<String> leave = kern.delete(slow.location());
            assertThat(leave.statusCode()).isEqualTo(200);
            other.playing(2);
        }
    }
}
