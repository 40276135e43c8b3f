package media.kern.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class LoadClientTest {
    private static final int BODY_BYTES = 300_000;

    private final AtomicInteger asked = new AtomicInteger();
    private final HttpServer server;

    LoadClientTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    @BeforeEach
    void serve() {
        server.createContext("/", exchange -> {
            int status = asked.incrementAndGet() == 7
                            && exchange.getRequestURI().getPath().equals("/7")
                    ? 500
                    : 200;
            exchange.sendResponseHeaders(status, BODY_BYTES);
            exchange.getResponseBody().write(new byte[BODY_BYTES]);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void end() {
        server.stop(0);
    }

    @Test
    void asksExactlyAsOftenAsOrdered() throws IOException {
        LoadClient.Result result = LoadClient.run(order("/", BODY_BYTES));
        assertThat(asked).hasValue(50);
        assertThat(result.requests()).isEqualTo(50);
        assertThat(result.bytes()).isBetween(50L * BODY_BYTES, 50L * (BODY_BYTES + 500));
        assertThat(result.wall()).isPositive();
    }

    @Test
    void endsAtTheFirstWrongAnswer() {
        assertThatThrownBy(() -> LoadClient.run(order("/7", BODY_BYTES)))
                .isInstanceOf(BadAnswerException.class)
                .hasMessageContaining("500");
        assertThatThrownBy(() -> LoadClient.run(order("/", BODY_BYTES + 1))).isInstanceOf(BadAnswerException.class);
    }

    private LoadClient.Order order(String path, long bodyBytes) {
        return new LoadClient.Order(server.getAddress(), path, 4, 50, bodyBytes, Optional.empty());
    }
}
