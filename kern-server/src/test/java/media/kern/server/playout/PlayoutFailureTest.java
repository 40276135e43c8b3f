package media.kern.server.playout;

import static media.kern.server.playout.TestingPlayout.INPUT;
import static media.kern.server.playout.TestingPlayout.assertError;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** FFmpeg is broken, or somebody else listens on its port; and clients that do not wait. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Execution(ExecutionMode.SAME_THREAD) // There is one peer.
class PlayoutFailureTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final TestingPlayout playout = new TestingPlayout();
    private final PlayoutPeer ffmpeg = playout.ffmpeg;

    @AfterEach
    void noConnectionStaysBehind() {
        await().atMost(PATIENCE).until(() -> ffmpeg.openConnections() == 0);
    }

    @AfterAll
    void close() throws IOException {
        playout.close();
    }

    private static Socket ask(TestingPlayout playout, String request) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), playout.kern.port());
        socket.getOutputStream()
                .write((request + " HTTP/1.1\r\nHost: kern\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static void forever(OutputStream out, byte[] bytes) throws IOException {
        while (!Thread.currentThread().isInterrupted()) {
            out.write(bytes);
        }
    }

    @Test
    void saysThatNobodyListens() throws IOException {
        try (TestingPlayout other = new TestingPlayout()) {
            other.ffmpeg.close();

            other.assertFailed(
                    other.get(INPUT + "/status"),
                    "Get /v1/status",
                    "dial tcp 127.0.0.1:" + other.ffmpeg.port() + ": connect: connection refused");
            other.assertFailed(
                    other.send("PUT", INPUT + "/stream", BodyPublishers.ofString("x")),
                    "Put /v1/stream",
                    "dial tcp 127.0.0.1:" + other.ffmpeg.port() + ": connect: connection refused");
        }
    }

    @Test
    void saysThatTheConnectionWasClosedBeforeTheAnswer() {
        ffmpeg.answerWith((out, in) -> {});

        playout.assertFailed(playout.get(INPUT + "/status"), "Get /v1/status", "Connection was closed");
    }

    @Test
    void saysThatTheConnectionWasClosedInTheMiddleOfTheAnswer() {
        ffmpeg.answerWith((out, in) -> PlayoutPeer.write(out, "HTTP/1.1 200 OK\nContent-Length: 100", "half"));

        playout.assertFailed(playout.get(INPUT + "/reopen"), "Get /v1/reopen", "Connection was closed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rubbish",
                "HTTP/1.1 99 Low",
                "HTTP/1.1 101 Switching Protocols",
                "HTTP/1.1 600 High",
                "HTTP/1.1 200 OK\nContent-Type: a\u0000b",
                "HTTP/1.1 200 OK\nContent-Length: x",
                "HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\nzz"
            })
    void refusesWhatIsNoAnswer(String head) {
        ffmpeg.answerWith((out, in) -> PlayoutPeer.write(out, head, ""));

        assertThat(playout.get(INPUT + "/reopen").statusCode()).isEqualTo(500);
    }

    @Test
    void refusesAHeaderThatDoesNotEnd() {
        ffmpeg.answerWith((out, in) -> {
            out.write("HTTP/1.1 200 OK\r\n".getBytes(StandardCharsets.US_ASCII));
            forever(out, "X: y\r\n".repeat(1000).getBytes(StandardCharsets.US_ASCII));
        });

        assertThat(playout.get(INPUT + "/reopen").statusCode()).isEqualTo(500);
    }

    @Test
    void refusesABodyThatDoesNotEnd() {
        ffmpeg.answerWith((out, in) -> {
            PlayoutPeer.write(out, "HTTP/1.1 200 OK\nContent-Type: image/jpeg", "");
            forever(out, new byte[64 * 1024]);
        });

        playout.assertFailed(
                playout.get(INPUT + "/keyframe/x.jpg"),
                "Get /v1/keyframe/last.jpg",
                "the answer is larger than 16777216 bytes");
        playout.assertFailed(
                playout.get(INPUT + "/status"), "Get /v1/status", "the answer is larger than 1048576 bytes");
    }

    @Test
    void passesOnTheLargestBody() {
        ffmpeg.answerWith("HTTP/1.1 200 OK\nContent-Type: image/png", "x".repeat(16 * 1024 * 1024));

        assertThat(playout.get(INPUT + "/keyframe/x.png").body()).hasSize(16 * 1024 * 1024);
    }

    /** Both take their ten seconds, so they wait together. */
    @Test
    void waitsTenSecondsForTheWholeAnswer() throws Exception {
        ffmpeg.answerWith((out, in) -> {
            if (ffmpeg.requests().size() > 1) {
                PlayoutPeer.write(out, "HTTP/1.1 200 OK\nContent-Length: 1000000", "a part");
            }
            in.transferTo(OutputStream.nullOutputStream());
        });
        List<HttpResponse<String>> answers = new ArrayList<>();

        Thread silent = Thread.ofVirtual().start(() -> add(answers));
        Thread slow = Thread.ofVirtual().start(() -> add(answers));
        assertThat(silent.join(PATIENCE)).isTrue();
        assertThat(slow.join(PATIENCE)).isTrue();

        assertThat(answers).hasSize(2);
        for (HttpResponse<String> answer : answers) {
            playout.assertFailed(answer, "Get /v1/reopen", "no complete answer within 10 seconds");
        }
    }

    private void add(List<HttpResponse<String>> answers) {
        HttpResponse<String> answer = playout.get(INPUT + "/reopen");
        synchronized (answers) {
            answers.add(answer);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET " + INPUT + "/keyframe/x", "POST " + INPUT + "/reopen"})
    void givesTheCallUpWhenTheClientGoesAway(String request) throws IOException {
        ffmpeg.neverAnswer();

        Socket client = ask(playout, request);
        await().atMost(PATIENCE).until(() -> ffmpeg.requests().size() == 1);
        client.close();

        await().atMost(Duration.ofSeconds(8)).until(() -> ffmpeg.openConnections() == 0);
    }

    @Test
    void refusesMoreCallsThanCanWait() throws IOException {
        int tooMany = 20;
        ffmpeg.neverAnswer();
        List<Socket> clients = new ArrayList<>();
        try {
            for (int i = 0; i < PlayoutClient.CALLS_AT_A_TIME + PlayoutClient.WAITING_CALLS + tooMany; i++) {
                clients.add(ask(playout, "GET " + INPUT + "/reopen"));
            }
            await().atMost(Duration.ofSeconds(8)).until(() -> answered(clients).size() == tooMany);
            for (Socket refused : answered(clients)) {
                assertThat(new String(refused.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                        .isEqualTo("HTTP/1.1 503");
            }
            assertThat(ffmpeg.requests()).hasSize(PlayoutClient.CALLS_AT_A_TIME);
        } finally {
            for (Socket client : clients) {
                client.close();
            }
        }
        await().atMost(PATIENCE).until(() -> ffmpeg.openConnections() == 0);
        ffmpeg.answerWith("HTTP/1.1 200 OK", "works again");
        assertThat(playout.get(INPUT + "/reopen").body()).isEqualTo("works again");
    }

    private static List<Socket> answered(List<Socket> clients) throws IOException {
        List<Socket> answered = new ArrayList<>();
        for (Socket client : clients) {
            if (client.getInputStream().available() > 0) {
                answered.add(client);
            }
        }
        return answered;
    }

    @Test
    void refusesABodyThatIsTooLarge() throws IOException {
        try (TestingPlayout small = new TestingPlayout(Map.of("CORE_API_MAX_BODY_MBYTES", "1"))) {
            small.add("po", "{\"id\":\"in1\",\"address\":\"playout:x\"}");

            assertError(
                    small.send("PUT", INPUT + "/stream", BodyPublishers.ofByteArray(new byte[1024 * 1024 + 1])),
                    413,
                    "Request Entity Too Large",
                    "the request body is larger than 1048576 bytes (setting api.max_body_mbytes)");
            assertThat(small.ffmpeg.requests()).isEmpty();
        }
    }
}
