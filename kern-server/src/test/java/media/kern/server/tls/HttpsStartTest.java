package media.kern.server.tls;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import media.kern.server.TestingKern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Why a server with TLS does not start. */
@Execution(ExecutionMode.CONCURRENT)
class HttpsStartTest {
    @TempDir
    Path folder;

    private final TestingCa ca = new TestingCa();

    private void start(int port) {
        TestingKern.startIn(
                        folder,
                        Map.of(
                                "CORE_TLS_ENABLE", "true",
                                "CORE_TLS_ADDRESS", "127.0.0.1:" + port,
                                "CORE_TLS_CERT_FILE", "own.crt",
                                "CORE_TLS_KEY_FILE", "own.key"))
                .close();
    }

    @Test
    void aKeyThatIsNotThatOfTheCertificateIsNamed() {
        ca.issue("EC", "localhost").store(folder.resolve("other.crt"), folder.resolve("own.key"));
        ca.issue("EC", "localhost").store(folder.resolve("own.crt"), folder.resolve("other.key"));
        assertThatThrownBy(() -> start(TestingKern.freePort()))
                .hasMessageContaining("HTTPS server: certificate " + folder.resolve("own.crt"))
                .hasMessageContaining("does not belong to the first certificate");
    }

    @Test
    void aFileThatIsNoCertificateIsNamed() throws Exception {
        ca.issue("EC", "localhost").store(folder.resolve("own.crt"), folder.resolve("own.key"));
        Files.writeString(folder.resolve("own.crt"), "hello");
        assertThatThrownBy(() -> start(TestingKern.freePort()))
                .hasMessageContaining("HTTPS server: " + folder.resolve("own.crt"));
    }

    @Test
    void aPortThatIsTakenIsNamed() throws Exception {
        ca.issue("EC", "localhost").store(folder.resolve("own.crt"), folder.resolve("own.key"));
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> start(taken.getLocalPort()))
                    .hasMessageContaining("HTTPS server: listen tcp 127.0.0.1:" + taken.getLocalPort());
        }
    }
}
