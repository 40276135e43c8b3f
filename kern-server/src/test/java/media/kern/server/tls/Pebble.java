package media.kern.server.tls;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.SSLContext;
import media.kern.server.TestingKern;
import org.awaitility.Awaitility;

/** Let's Encrypt's ACME server for tests, on loopback, with a name server that leads every name to 127.0.0.1. */
final class Pebble implements AutoCloseable {
    private final Plan plan;
    private final Process nameServer;
    private final Process server;
    private final int managementPort;

    /**
     * Where it listens, and where it looks for answers to its challenges.
     *
     * @param lifetime of certificates
     */
    record Plan(Path folder, TestingCa ca, int port, int httpPort, int tlsPort, Duration lifetime) {
        static Plan of(Path folder, TestingCa ca, int httpPort, int tlsPort, Duration lifetime) {
            return new Plan(folder, ca, TestingKern.freePort(), httpPort, tlsPort, lifetime);
        }

        URI directory() {
            return URI.create("https://127.0.0.1:" + port + "/dir");
        }

        /** For the settings of the server under test. */
        Map<String, String> environment() {
            return Map.of(
                    "CORE_ADDRESS", "127.0.0.1:" + httpPort,
                    "CORE_TLS_ENABLE", "true",
                    "CORE_TLS_ADDRESS", "127.0.0.1:" + tlsPort,
                    "CORE_TLS_AUTO", "true",
                    "CORE_TLS_EMAIL", "Operator@example.com",
                    "CORE_HOST_NAME", "localhost",
                    "CORE_TLS_ACME_DIRECTORY", directory().toString(),
                    "CORE_TLS_ACME_TRUST_FILE",
                            ca.storeRoot(folder.resolve("acme-root.crt")).toString(),
                    "CORE_TLS_ACME_HTTP_PORT", "0");
        }
    }

    private Pebble(Plan plan, Process nameServer, Process server, int managementPort) {
        this.plan = plan;
        this.nameServer = nameServer;
        this.server = server;
        this.managementPort = managementPort;
    }

    static Pebble start(Plan plan) {
        Path certificate = plan.folder().resolve("pebble.crt");
        Path key = plan.folder().resolve("pebble.key");
        plan.ca().issue("EC", "localhost", "127.0.0.1").store(certificate, key);
        int management = TestingKern.freePort();
        int names = TestingKern.freePort();
        TestingCa.replace(plan.folder().resolve("pebble.json"), """
                {"pebble": {"listenAddress": "127.0.0.1:%d", "managementListenAddress": "127.0.0.1:%d",
                 "certificate": "%s", "privateKey": "%s", "httpPort": %d, "tlsPort": %d,
                 "domainBlocklist": ["blocked.example"], "certificateValidityPeriod": %d}}
                """.formatted(
                        plan.port(),
                        management,
                        certificate,
                        key,
                        plan.httpPort(),
                        plan.tlsPort(),
                        plan.lifetime().toSeconds()));
        Process nameServer = launch(
                plan.folder(),
                "names.log",
                "pebble-challtestsrv",
                "-defaultIPv4",
                "127.0.0.1",
                "-defaultIPv6",
                "",
                "-dns01",
                "127.0.0.1:" + names,
                "-http01",
                "",
                "-https01",
                "",
                "-tlsalpn01",
                "",
                "-management",
                "127.0.0.1:" + TestingKern.freePort());
        Process server = launch(
                plan.folder(), "pebble.log", "pebble", "-config", "pebble.json", "-dnsserver", "127.0.0.1:" + names);
        Pebble pebble = new Pebble(plan, nameServer, server, management);
        Awaitility.await().until(() -> listens(plan.port()) && listens(management) && listens(names));
        return pebble;
    }

    private static Process launch(Path folder, String log, String... command) {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(log).toFile());
        builder.environment().put("PEBBLE_VA_NOSLEEP", "1");
        builder.environment().put("PEBBLE_AUTHZREUSE", "0");
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static boolean listens(int port) {
        try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** For clients that trust what it issues. */
    SSLContext trust() {
        URI root = URI.create("https://127.0.0.1:" + managementPort + "/roots/0");
        try (HttpClient client =
                HttpClient.newBuilder().sslContext(plan.ca().trust()).build()) {
            HttpResponse<java.io.InputStream> answer =
                    client.send(HttpRequest.newBuilder(root).build(), HttpResponse.BodyHandlers.ofInputStream());
            return TestingCa.trusting(
                    (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(answer.body()));
        } catch (IOException | CertificateException e) {
            throw new IllegalStateException(log(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    String log() {
        try {
            return Files.readString(plan.folder().resolve("pebble.log"), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        server.destroyForcibly();
        nameServer.destroyForcibly();
    }
}
