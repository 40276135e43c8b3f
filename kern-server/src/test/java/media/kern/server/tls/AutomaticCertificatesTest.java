package media.kern.server.tls;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyManagementException;
import java.security.NoSuchAlgorithmException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import media.kern.server.TestingKern;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Certificates from an ACME server. */
@Execution(ExecutionMode.CONCURRENT)
class AutomaticCertificatesTest {
    private static final Duration LONG = Duration.ofDays(90);
    private static final Pace FAST =
            new Pace(Duration.ofMillis(50), Duration.ofMillis(100), Duration.ofMillis(200), Duration.ofSeconds(1));

    @TempDir
    Path folder;

    private final TestingCa ca = new TestingCa();

    private Pebble.Plan plan(Duration lifetime) {
        return Pebble.Plan.of(folder, ca, TestingKern.freePort(), TestingKern.freePort(), lifetime);
    }

    private static TestingKern start(Pebble.Plan plan, String... more) {
        Map<String, String> environment = new HashMap<>(plan.environment());
        for (int i = 0; i < more.length; i += 2) {
            environment.put(more[i], more[i + 1]);
        }
        return TestingKern.startIn(plan.folder(), environment);
    }

    private static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofSeconds(30));
    }

    private static void awaitCertificate(TestingKern kern) {
        await().until(() -> kern.certificates().getFirst().expires().isPresent());
    }

    private static String ping(TestingKern kern, SSLContext trust) throws Exception {
        try (HttpClient client = HttpClient.newBuilder().sslContext(trust).build()) {
            return client.send(
                            HttpRequest.newBuilder(URI.create("https://localhost:" + kern.tlsPort() + "/ping"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }

    /** What is shown, whoever has signed it. */
    private static X509Certificate shown(TestingKern kern) throws IOException {
        try (SSLSocket socket =
                (SSLSocket) trustingEverybody().getSocketFactory().createSocket("localhost", kern.tlsPort())) {
            socket.setSoTimeout(10_000);
            socket.startHandshake();
            return (X509Certificate) socket.getSession().getPeerCertificates()[0];
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http-01", "tls-alpn-01"})
    void aCertificateIsGotAndServesAtOnceAfterARestart(String challenge) throws Exception {
        Pebble.Plan plan = plan(LONG);
        SSLContext trust;
        BigInteger serial;
        try (Pebble pebble = Pebble.start(plan);
                TestingKern kern = start(plan, "CORE_TLS_ACME_CHALLENGES", challenge)) {
            awaitCertificate(kern);
            trust = pebble.trust();
            assertThat(ping(kern, trust)).isEqualTo("pong");
            serial = shown(kern).getSerialNumber();
        }
        try (TestingKern kern = start(plan)) {
            assertThat(ping(kern, trust)).isEqualTo("pong");
            assertThat(shown(kern).getSerialNumber()).isEqualTo(serial);
        }
    }

    @Test
    void theAnswerIsAlsoGivenOnAPortOfItsOwnThatIsOpenOnlyThen() throws Exception {
        Pebble.Plan plan = plan(LONG);
        int address = TestingKern.freePort();
        try (Pebble pebble = Pebble.start(plan);
                TestingKern kern = start(
                        plan,
                        "CORE_ADDRESS",
                        "127.0.0.1:" + address,
                        "CORE_TLS_ACME_CHALLENGES",
                        "http-01",
                        "CORE_TLS_ACME_HTTP_PORT",
                        Integer.toString(plan.httpPort()))) {
            awaitCertificate(kern);
            assertThat(ping(kern, pebble.trust())).isEqualTo("pong");
            await().until(() -> !Pebble.listens(plan.httpPort()));
        }
    }

    @Test
    void theHandshakeFailsForANameThatIsNotOneOfThisServer() {
        try (TestingKern kern = start(plan(LONG))) {
            assertThat(handshakeFor(kern, "LocalHost")).isTrue();
            assertThat(handshakeFor(kern, "other.example")).isFalse();
        }
    }

    private static boolean handshakeFor(TestingKern kern, String name) {
        try (SSLSocket socket =
                (SSLSocket) trustingEverybody().getSocketFactory().createSocket("localhost", kern.tlsPort())) {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setServerNames(List.of(new SNIHostName(name)));
            socket.setSSLParameters(parameters);
            socket.setSoTimeout(10_000);
            socket.startHandshake();
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void keysAndCertificatesAreKeptWhereTheCoreKeepsThemAndForNobodyElseToRead() throws Exception {
        Pebble.Plan plan = plan(LONG);
        try (Pebble _ = Pebble.start(plan);
                TestingKern kern = start(plan)) {
            awaitCertificate(kern);
        }
        String authority = "127.0.0.1-" + plan.port() + "-dir";
        Path kept = folder.resolve("config/cert");
        Path certificates = kept.resolve("certificates").resolve(authority).resolve("localhost");
        Path account = kept.resolve("acme").resolve(authority).resolve("users/operator@example.com");
        assertThat(certificates.resolve("localhost.key")).content().startsWith("-----BEGIN EC PRIVATE KEY-----");
        assertThat(certificates.resolve("localhost.crt")).content().startsWith("-----BEGIN CERTIFICATE-----");
        assertThat(certificates.resolve("localhost.json")).content().contains("\"sans\":[\"localhost\"]");
        assertThat(account.resolve("operator.key")).content().startsWith("-----BEGIN EC PRIVATE KEY-----");
        assertThat(account.resolve("operator.json")).content().contains("\"status\":\"valid\"", "\"location\":\"https");
        try (Stream<Path> files = Files.walk(kept)) {
            assertThat(files)
                    .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .isEqualTo(Files.isDirectory(file) ? "rwx------" : "rw-------"));
        }
    }

    @Test
    void aCertificateIsRenewedBeforeItEndsAndConnectionsGoOn() throws Exception {
        Pebble.Plan plan = plan(Duration.ofSeconds(6));
        try (Pebble pebble = Pebble.start(plan);
                TestingKern kern = start(plan)) {
            awaitCertificate(kern);
            BigInteger first = shown(kern).getSerialNumber();
            try (SSLSocket open =
                    (SSLSocket) pebble.trust().getSocketFactory().createSocket("localhost", kern.tlsPort())) {
                open.setSoTimeout(10_000);
                open.startHandshake();
                await().until(() -> !shown(kern).getSerialNumber().equals(first));
                open.getOutputStream()
                        .write("GET /ping HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                                .getBytes(StandardCharsets.US_ASCII));
                assertThat(new String(open.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                        .endsWith("pong");
            }
        }
    }

    @Test
    void untilThereIsACertificateHttpsAnswersWithOneThatIsSignedByNobody() throws Exception {
        Pebble.Plan plan = plan(LONG);
        try (TestingKern kern = start(plan)) {
            await().until(() -> kern.certificates().getFirst().error().isPresent());
            X509Certificate shown = shown(kern);
            assertThat(shown.getIssuerX500Principal()).isEqualTo(shown.getSubjectX500Principal());
            assertThat(ping(kern, trustingEverybody())).isEqualTo("pong");
            assertThat(kern.get("/ping").body()).isEqualTo("pong");
            // The ACME server comes, and is found.
            try (Pebble pebble = Pebble.start(plan)) {
                awaitCertificate(kern);
                assertThat(ping(kern, pebble.trust())).isEqualTo("pong");
                assertThat(kern.certificates().getFirst().error()).isEmpty();
            }
        }
    }

    @Test
    void aChallengeThatFailsIsToldAndTheOtherOneIsTried() throws Exception {
        int unused = TestingKern.freePort();
        Pebble.Plan served = plan(LONG);
        Pebble.Plan wrong = new Pebble.Plan(folder, ca, served.port(), unused, served.tlsPort(), LONG);
        try (Pebble pebble = Pebble.start(wrong)) {
            try (TestingKern kern = start(served, "CORE_TLS_ACME_CHALLENGES", "http-01")) {
                await().until(() -> kern.certificates().getFirst().error().isPresent());
                CertificateState state = kern.certificates().getFirst();
                assertThat(state.error().orElseThrow()).contains("http-01", "connection");
                assertThat(state.nextAttempt()).isPresent();
            }
            try (TestingKern kern = start(served)) {
                awaitCertificate(kern);
                assertThat(ping(kern, pebble.trust())).isEqualTo("pong");
            }
        }
    }

    @Test
    void aNameThatIsRefusedDoesNotKeepOthersFromTheirCertificate() throws Exception {
        Pebble.Plan plan = plan(LONG);
        AcmeSettings settings = new AcmeSettings(
                plan.directory(),
                Optional.of(ca.storeRoot(folder.resolve("acme-root.crt"))),
                "operator@example.com",
                List.of("blocked.example", "good.example"),
                List.of("http-01"),
                folder.resolve("cert"));
        try (Pebble _ = Pebble.start(plan);
                Certificates certificates = Certificates.automatic(settings, FAST, InstantSource.system())) {
            HttpServer http =
                    HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), plan.httpPort()), 0);
            http.createContext("/", exchange -> {
                byte[] answer = certificates
                        .httpChallenge(
                                exchange.getRequestHeaders().getFirst("Host"),
                                exchange.getRequestURI().getPath())
                        .orElse("nothing")
                        .getBytes(StandardCharsets.US_ASCII);
                exchange.sendResponseHeaders(200, answer.length);
                exchange.getResponseBody().write(answer);
                exchange.close();
            });
            http.start();
            try {
                certificates.start(ChallengePort.NONE);
                await().until(() -> certificates.states().getLast().expires().isPresent()
                        && certificates.states().getFirst().error().isPresent());
                assertThat(certificates.states().getFirst().expires()).isEmpty();
                assertThat(certificates.states().getFirst().error().orElseThrow())
                        .contains("blocked.example");
            } finally {
                http.stop(0);
            }
        }
    }

    private static SSLContext trustingEverybody() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new TrustEverybody()}, null);
            return context;
        } catch (NoSuchAlgorithmException | KeyManagementException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class TrustEverybody extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
