package media.kern.rtmp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Nobody is waited for without end. A read of {@link RawClient} fails if the server does not close. */
@Execution(ExecutionMode.CONCURRENT)
class PatienceTest {
    @Test
    void closesWhoOnlyConnects() throws IOException {
        try (TestingServer server = new TestingServer(TestingServer.patience(1000));
                RawClient client = new RawClient(server.address())) {
            assertThat(client.readToEnd()).isEmpty();
        }
    }

    @Test
    void closesWhoStopsInTheHandshake() throws IOException {
        try (TestingServer server = new TestingServer(TestingServer.patience(1000));
                RawClient client = new RawClient(server.address())) {
            assertThat(client.send(new byte[] {3, 0, 0}).readToEnd()).isEmpty();
        }
    }

    @Test
    void closesWhoSaysNothingAfterTheHandshake() throws IOException {
        try (TestingServer server = new TestingServer(TestingServer.patience(1000));
                RawClient client = new RawClient(server.address())) {
            assertThat(client.handshake().readToEnd()).isEmpty();
        }
    }

    @Test
    void closesWhoConnectsButWantsNothing() throws IOException {
        try (TestingServer server = new TestingServer(TestingServer.patience(1000));
                RawClient client = new RawClient(server.address())) {
            byte[] answer = client.handshake().connect().readToEnd();
            assertThat(new String(answer, StandardCharsets.ISO_8859_1)).contains("NetConnection.Connect.Success");
        }
    }

    @Test
    void closesWhoPublishesNothing() throws IOException {
        try (TestingServer server = new TestingServer(TestingServer.patience(1000));
                RawClient client = new RawClient(server.address())) {
            byte[] answer = client.handshake().connect().call("publish", "cam").readToEnd();
            assertThat(new String(answer, StandardCharsets.ISO_8859_1)).contains("NetStream.Publish.Start");
            await().until(() -> server.server().streams().isEmpty());
            assertThat(server.events())
                    .containsExactly("PUBLISH /live/cam", "end of PUBLISH /live/cam: nothing received within PT1S");
        }
    }

    @Test
    void closesAPlayerWhoTakesNothing() throws IOException {
        Duration long_ = Duration.ofSeconds(20);
        try (TestingServer server = new TestingServer(options ->
                        options.withTimes(new RtmpOptions.Times(long_, long_, Duration.ofMillis(500), long_)));
                Publishing publisher = server.publish("cam")) {
            publisher.headers().keyframe(0, 0);
            try (Watching player = server.play("cam").awaitMedia("video key 0 0");
                    Watching other = server.play("cam")) {
                player.client().reading(false);
                int frame = 0;
                while (server.ended().isEmpty()) {
                    frame++;
                    int sent = frame;
                    publisher.large(true, frame * 40, frame, 200_000);
                    await().until(() -> other.media().stream().anyMatch(text -> text.endsWith(" " + sent)));
                }
                assertThat(server.events())
                        .contains("end of PLAY /live/cam: the player has taken nothing within PT0.5S");
                assertThat(other.client().isClosed()).isFalse();
            }
        }
    }
}
