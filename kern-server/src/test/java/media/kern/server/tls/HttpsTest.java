package media.kern.server.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import media.kern.server.TestingKern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** HTTPS with a certificate from files. */
@Execution(ExecutionMode.CONCURRENT)
class HttpsTest {
    private static final int LARGE_FILE_BYTES = 50 * 1024 * 1024;

    @TempDir
    Path folder;

    private final TestingCa ca = new TestingCa();
    private final Map<String, String> environment = new HashMap<>();
    private TestingCa.Issued issued;
    private TestingKern kern;
    private HttpClient client;

    @BeforeEach
    void start() {
        issued = ca.issue("EC", "localhost", "127.0.0.1");
        restart(Map.of());
    }

    private void restart(Map<String, String> more) {
        stop();
        issued.store(folder.resolve("own.crt"), folder.resolve("own.key"));
        environment.putAll(Map.of(
                "CORE_TLS_ENABLE",
                "true",
                "CORE_TLS_ADDRESS",
                "127.0.0.1:" + TestingKern.freePort(),
                "CORE_TLS_CERT_FILE",
                folder.resolve("own.crt").toString(),
                "CORE_TLS_KEY_FILE",
                folder.resolve("own.key").toString()));
        environment.putAll(more);
        kern = TestingKern.start(environment);
        client = HttpClient.newBuilder().sslContext(ca.trust()).build();
    }

    @AfterEach
    void stop() {
        if (kern != null) {
            client.close();
            kern.close();
        }
    }

    private URI secure(String path) {
        return URI.create("https://127.0.0.1:" + kern.tlsPort() + path);
    }

    private HttpResponse<String> get(String path, HttpClient.Version version) throws Exception {
        return client.send(
                HttpRequest.newBuilder(secure(path)).version(version).build(), HttpResponse.BodyHandlers.ofString());
    }

    private SSLSocket connect(SSLContext trust, String... protocols) throws IOException {
        SSLSocket socket = (SSLSocket) trust.getSocketFactory().createSocket("localhost", kern.tlsPort());
        socket.setSoTimeout(10_000);
        socket.setEnabledProtocols(protocols);
        return socket;
    }

    @ParameterizedTest
    @EnumSource(
            value = HttpClient.Version.class,
            names = {"HTTP_1_1", "HTTP_2"})
    void answersWhatPlainHttpAnswers(HttpClient.Version version) throws Exception {
        kern.put("/memfs/a.txt", "hello".getBytes(StandardCharsets.US_ASCII));
        HttpResponse<String> answer = get("/memfs/a.txt", version);
        assertThat(answer.version()).isEqualTo(version);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("hello");
        assertThat(get("/api", version).body()).contains("\"id\"");
        assertThat(get("/nothing", version).statusCode()).isEqualTo(404);
        assertThat(kern.get("/memfs/a.txt").body()).isEqualTo("hello");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void speaksTheVersionsThatAreSafe(String version) throws Exception {
        try (SSLSocket socket = connect(ca.trust(), version)) {
            socket.startHandshake();
            assertThat(socket.getSession().getProtocol()).isEqualTo(version);
            assertThat(socket.getSession().getPeerCertificates()).containsExactlyElementsOf(issued.chain());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-tls1", "-tls1_1"})
    void refusesTheVersionsThatAreNot(String version) throws Exception {
        Process openssl = new ProcessBuilder(
                        "openssl",
                        "s_client",
                        "-connect",
                        "127.0.0.1:" + kern.tlsPort(),
                        version,
                        "-cipher",
                        "ALL:@SECLEVEL=0")
                .redirectErrorStream(true)
                .start();
        openssl.getOutputStream().close();
        String output = new String(openssl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(openssl.waitFor()).isNotZero();
        assertThat(output).contains("protocol version");
    }

    @Test
    void takesAnRsaKeyInItsOldForm() throws Exception {
        issued = ca.issue("RSA", "localhost", "127.0.0.1");
        restart(Map.of());
        // The writer knows PKCS#1 and SEC 1; -----BEGIN PRIVATE KEY----- is tested with the files.
        assertThat(Files.readString(folder.resolve("own.key"))).startsWith("-----BEGIN RSA PRIVATE KEY-----");
        assertThat(get("/ping", HttpClient.Version.HTTP_2).body()).isEqualTo("pong");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--http1.1", "--http2"})
    void curlAgrees(String version) throws Exception {
        Process curl = new ProcessBuilder(
                        "curl",
                        "-sS",
                        version,
                        "--cacert",
                        ca.storeRoot(folder.resolve("root.crt")).toString(),
                        "-w",
                        " %{http_version} %{ssl_verify_result}",
                        "https://localhost:" + kern.tlsPort() + "/ping",
                        "--resolve",
                        "localhost:" + kern.tlsPort() + ":127.0.0.1")
                .redirectErrorStream(true)
                .start();
        String output = new String(curl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(output).isEqualTo("pong " + (version.equals("--http2") ? "2" : "1.1") + " 0");
    }

    @ParameterizedTest
    @EnumSource(
            value = HttpClient.Version.class,
            names = {"HTTP_1_1", "HTTP_2"})
    void aLargeFileArrivesAsItIs(HttpClient.Version version) throws Exception {
        byte[] content = new byte[LARGE_FILE_BYTES];
        new Random(1).nextBytes(content);
        kern.put("/memfs/large.ts", content);
        Files.write(kern.folder().resolve("data/large.ts"), content);
        for (String path : List.of("/memfs/large.ts", "/large.ts")) {
            HttpResponse<byte[]> answer = client.send(
                    HttpRequest.newBuilder(secure(path)).version(version).build(),
                    HttpResponse.BodyHandlers.ofByteArray());
            assertThat(answer.headers().firstValue("Content-Length")).hasValue(Integer.toString(LARGE_FILE_BYTES));
            assertThat(sha256(answer.body())).isEqualTo(sha256(content));
        }
        HttpResponse<byte[]> part = client.send(
                HttpRequest.newBuilder(secure("/memfs/large.ts"))
                        .version(version)
                        .header("Range", "bytes=1000000-1299999")
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.body()).isEqualTo(Arrays.copyOfRange(content, 1_000_000, 1_300_000));
    }

    private static String sha256(byte[] content) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    }

    @ParameterizedTest
    @EnumSource(
            value = HttpClient.Version.class,
            names = {"HTTP_1_1", "HTTP_2"})
    void aLargeFileIsTaken(HttpClient.Version version) throws Exception {
        byte[] content = new byte[LARGE_FILE_BYTES / 5];
        new Random(2).nextBytes(content);
        HttpResponse<String> stored = client.send(
                HttpRequest.newBuilder(secure("/memfs/up.ts"))
                        .version(version)
                        .PUT(HttpRequest.BodyPublishers.ofByteArray(content))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(stored.statusCode()).isEqualTo(201);
        HttpResponse<byte[]> back = kern.send(
                HttpRequest.newBuilder(kern.uri("/memfs/up.ts")).build(), HttpResponse.BodyHandlers.ofByteArray());
        assertThat(sha256(back.body())).isEqualTo(sha256(content));
    }

    @Test
    void eachListenerHasItsOwnIpLists() throws Exception {
        restart(Map.of("CORE_API_ACCESS_HTTPS_BLOCK", "127.0.0.0/8"));
        assertThat(get("/api", HttpClient.Version.HTTP_2).statusCode()).isEqualTo(403);
        assertThat(get("/api", HttpClient.Version.HTTP_1_1).statusCode()).isEqualTo(403);
        assertThat(kern.get("/api").statusCode()).isEqualTo(200);
        restart(Map.of("CORE_API_ACCESS_HTTPS_BLOCK", "", "CORE_API_ACCESS_HTTP_ALLOW", "192.0.2.0/24"));
        assertThat(get("/api", HttpClient.Version.HTTP_2).statusCode()).isEqualTo(200);
        assertThat(kern.get("/api").statusCode()).isEqualTo(403);
    }

    @Test
    void aNewCertificateIsShownAndConnectionsGoOn() throws Exception {
        try (SSLSocket before = connect(ca.trust(), "TLSv1.3")) {
            assertThat(ping(before)).isEqualTo("pong");
            assertThat(shownSerial()).isEqualTo(issued.serial());
            TestingCa.Issued next = ca.issue("RSA", "localhost");
            next.store(folder.resolve("own.crt"), folder.resolve("own.key"));
            Awaitility.await().until(() -> shownSerial().equals(next.serial()));
            assertThat(ping(before)).isEqualTo("pong");
        }
    }

    @Test
    void aCertificateThatCannotBeUsedIsNotShown() throws Exception {
        Path certificate = folder.resolve("own.crt");
        TestingCa.replace(
                certificate, TestingCa.pem(ca.issue("EC", "localhost").chain().toArray()));
        Awaitility.await().until(() -> kern.certificates().getFirst().error().isPresent());
        assertThat(kern.certificates().getFirst().error().orElseThrow())
                .contains("does not belong to the first certificate", certificate.toString());
        assertThat(shownSerial()).isEqualTo(issued.serial());

        TestingCa.Issued good = ca.issue("EC", "localhost");
        good.store(certificate, folder.resolve("own.key"));
        Awaitility.await().until(() -> shownSerial().equals(good.serial()));
        assertThat(kern.certificates().getFirst().error()).isEmpty();
    }

    private BigInteger shownSerial() throws IOException {
        try (SSLSocket socket = connect(ca.trust(), "TLSv1.3")) {
            socket.startHandshake();
            X509Certificate shown = (X509Certificate) socket.getSession().getPeerCertificates()[0];
            return shown.getSerialNumber();
        }
    }

    private static String ping(Socket connection) throws IOException {
        connection
                .getOutputStream()
                .write("GET /ping HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        StringBuilder answer = new StringBuilder();
        while (answer.indexOf("\r\n\r\npong") < 0) {
            int next = connection.getInputStream().read();
            if (next < 0) {
                return "the connection ended after: " + answer;
            }
            answer.append((char) next);
        }
        return "pong";
    }

    @Test
    void aSessionIsResumedAfterTheCertificateHasChanged() throws Exception {
        Path session = folder.resolve("session.pem");
        assertThat(openssl("-sess_out", session.toString())).contains("New, TLSv1.3");
        TestingCa.Issued next = ca.issue("EC", "localhost");
        next.store(folder.resolve("own.crt"), folder.resolve("own.key"));
        Awaitility.await().until(() -> shownSerial().equals(next.serial()));
        assertThat(openssl("-sess_in", session.toString())).contains("Reused, TLSv1.3");
    }

    private String openssl(String... options) throws Exception {
        List<String> command = new ArrayList<>(
                List.of("openssl", "s_client", "-connect", "127.0.0.1:" + kern.tlsPort(), "-tls1_3", "-ign_eof"));
        command.addAll(List.of(options));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (OutputStream in = process.getOutputStream()) {
            in.write("GET /ping HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII));
            in.flush();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void headersOfHttp2HaveALimit() throws Exception {
        HttpRequest large = HttpRequest.newBuilder(secure("/ping"))
                .header("X-Large", "x".repeat(2_000_000))
                .build();
        assertThatThrownBy(() -> client.send(large, HttpResponse.BodyHandlers.ofString()))
                .isInstanceOf(IOException.class);
        assertThat(get("/ping", HttpClient.Version.HTTP_2).body()).isEqualTo("pong");
    }

    @Test
    void anUploadThatIsRefusedDoesNotEndTheOtherRequestsOfItsConnection() throws Exception {
        restart(Map.of("CORE_STORAGE_MEMORY_AUTH_ENABLE", "true"));
        byte[] large = new byte[LARGE_FILE_BYTES];
        Files.write(kern.folder().resolve("data/large.ts"), large);
        CompletableFuture<HttpResponse<byte[]>> download = client.sendAsync(
                HttpRequest.newBuilder(secure("/large.ts")).build(), HttpResponse.BodyHandlers.ofByteArray());
        HttpResponse<String> upload = client.send(
                HttpRequest.newBuilder(secure("/memfs/a.ts"))
                        .PUT(HttpRequest.BodyPublishers.ofByteArray(new byte[100_000]))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(upload.statusCode()).isEqualTo(401);
        assertThat(download.get(30, TimeUnit.SECONDS).body()).hasSameSizeAs(large);
    }

    @Test
    void theMetricsTellWhenTheCertificateEnds() {
        restart(Map.of("CORE_METRICS_ENABLE_PROMETHEUS", "true"));
        long end = issued.chain().getFirst().getNotAfter().toInstant().getEpochSecond();
        assertThat(kern.get("/metrics").body())
                .containsPattern("certificate_expiry_timestamp_seconds\\{core=\"[^\"]+\",host=\"\"} " + end + "\n")
                .containsPattern("certificate_failed\\{core=\"[^\"]+\",host=\"\"} 0\n");
    }

    @Test
    void whoDoesNotTrustTheAuthorityIsNotServed() {
        assertThatThrownBy(() -> {
                    try (SSLSocket socket = connect(new TestingCa().trust(), "TLSv1.3")) {
                        socket.startHandshake();
                    }
                })
                .isInstanceOf(SSLHandshakeException.class);
    }

    @Test
    void aConnectionThatSaysNothingOfItselfIsTolerated() throws Exception {
        try (Socket silent = new Socket(InetAddress.getLoopbackAddress(), kern.tlsPort());
                Socket noise = new Socket(InetAddress.getLoopbackAddress(), kern.tlsPort())) {
            noise.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            noise.setSoTimeout((int) Duration.ofSeconds(10).toMillis());
            assertThat(new String(noise.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                    .doesNotContain("200 OK");
            assertThat(get("/ping", HttpClient.Version.HTTP_2).body()).isEqualTo("pong");
            assertThat(silent.isConnected()).isTrue();
        }
    }
}
