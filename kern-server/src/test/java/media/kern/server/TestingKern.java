package media.kern.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import media.kern.server.config.ConfigStore;
import media.kern.server.log.KernLog;
import media.kern.server.tls.CertificateState;
import media.kern.server.tls.Pace;

/**
 * The real server in this JVM, on a free port of the loopback address, with its own folder. Tests talk to it as a client
 * would.
 */
public final class TestingKern implements AutoCloseable {
    private static final KernLog LOG = KernLog.configure("info", List.of(), 1000, System.err, false);

    /** What happens once in some seconds or minutes happens at once. */
    private static final Pace FAST =
            new Pace(Duration.ofMillis(50), Duration.ofMillis(100), Duration.ofMillis(200), Duration.ofSeconds(1));

    private final Path folder;
    private final boolean ownFolder;
    private final Kern kern;
    private final URI base;
    private final HttpClient client;

    private TestingKern(Path folder, boolean ownFolder, Map<String, String> environment) {
        this.folder = folder;
        this.ownFolder = ownFolder;
        String address = "127.0.0.1:" + freePort();
        Map<String, String> settings = new HashMap<>(environment);
        settings.putIfAbsent("CORE_ADDRESS", address);
        settings.putIfAbsent("CORE_STORAGE_MEMORY_AUTH_ENABLE", "false");
        settings.put("PATH", System.getenv("PATH"));
        try {
            ConfigStore config = ConfigStore.load(settings, folder);
            config.createDirectories();
            kern = Kern.start(
                    config,
                    LOG.buffer(),
                    new Kern.Surroundings(folder, System.getenv("PATH"), InstantSource.system(), FAST));
        } catch (Exception e) {
            throw new IllegalStateException("the server under test does not start: " + e.getMessage(), e);
        }
        base = URI.create("http://127.0.0.1:" + kern.port());
        client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(10))
                .build();
    }

    /** With defaults, but no password for writing to memory. */
    public static TestingKern start() {
        return start(Map.of());
    }

    /** With variables of the environment as a user would set them. */
    public static TestingKern start(Map<String, String> environment) {
        try {
            return new TestingKern(Files.createTempDirectory("kern-test"), true, environment);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** In a folder that stays when the server ends, for restarts. */
    public static TestingKern startIn(Path folder, Map<String, String> environment) {
        return new TestingKern(folder, false, environment);
    }

    public static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Path folder() {
        return folder;
    }

    public int port() {
        return kern.port();
    }

    public int tlsPort() {
        return kern.tlsPort();
    }

    public List<CertificateState> certificates() {
        return kern.certificates();
    }

    /** The address of a path, which has to be encoded already. */
    public URI uri(String path) {
        return URI.create(base + path);
    }

    public HttpResponse<String> get(String path, String... headers) {
        return send("GET", path, HttpRequest.BodyPublishers.noBody(), headers);
    }

    public HttpResponse<String> delete(String path, String... headers) {
        return send("DELETE", path, HttpRequest.BodyPublishers.noBody(), headers);
    }

    public HttpResponse<String> postJson(String path, String json, String... headers) {
        return send("POST", path, HttpRequest.BodyPublishers.ofString(json), withJson(headers));
    }

    public HttpResponse<String> putJson(String path, String json, String... headers) {
        return send("PUT", path, HttpRequest.BodyPublishers.ofString(json), withJson(headers));
    }

    public HttpResponse<String> put(String path, byte[] body, String... headers) {
        return send("PUT", path, HttpRequest.BodyPublishers.ofByteArray(body), headers);
    }

    public HttpResponse<String> send(String method, String path, HttpRequest.BodyPublisher body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path))
                .timeout(Duration.ofSeconds(30))
                .method(method, body);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** Any request to an address of {@link #uri}; redirects are answers. */
    public <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        try {
            return client.send(request, handler);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String[] withJson(String... headers) {
        return Stream.concat(Stream.of("Content-Type", "application/json"), Stream.of(headers))
                .toArray(String[]::new);
    }

    @Override
    public void close() {
        client.close();
        kern.close();
        if (ownFolder) {
            deleteFolder();
        }
    }

    private void deleteFolder() {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
