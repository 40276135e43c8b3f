package media.kern.server.supervision;

import static media.kern.server.supervision.Faults.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import media.kern.server.ServerProcess;
import media.kern.server.TestingKern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A probe of inputs that do not answer. */
@Execution(ExecutionMode.CONCURRENT)
class ProbeTest {
    @Test
    void endsWithTheClientThatAskedForIt() throws Exception {
        String installation = UUID.randomUUID().toString();
        try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
                TestingKern kern = TestingKern.start(Map.of("CORE_ID", installation))) {
            String address = "tcp://127.0.0.1:" + silent.getLocalPort();
            assertThat(kern.postJson("/api/v3/process", """
                            {"id":"silent","autostart":false,"output":[{"id":"out","address":"-","options":["-f","null"]}],
                             "input":[{"id":"a","address":"%s"},{"id":"b","address":"%s"}]}
                            """.formatted(address, address))
                            .statusCode())
                    .isEqualTo(200);
            Socket client = new Socket(InetAddress.getLoopbackAddress(), kern.port());
            try {
                client.getOutputStream()
                        .write("GET /api/v3/process/silent/probe HTTP/1.1\r\nHost: x\r\n\r\n"
                                .getBytes(StandardCharsets.US_ASCII));
                // Both inputs are asked at the same time.
                try (Socket first = silent.accept();
                        Socket second = silent.accept()) {
                    assertThat(ServerProcess.childrenOf(installation)).hasSize(2);

                    client.close();

                    assertThat(first.getInputStream().readAllBytes()).isEmpty();
                    assertThat(second.getInputStream().readAllBytes()).isEmpty();
                }
            } finally {
                client.close();
            }
            await().until(() -> ServerProcess.childrenOf(installation).isEmpty());
        }
    }
}
