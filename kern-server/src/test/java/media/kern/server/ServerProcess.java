package media.kern.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** The real server as a program of its own, which can be killed. Its working directory outlives it. */
public final class ServerProcess implements AutoCloseable {
    private static final Duration TIME_TO_END = Duration.ofSeconds(30);

    private final Process process;
    private final Path output;
    private final URI base;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    private ServerProcess(Path folder, int port, Map<String, String> environment) {
        base = URI.create("http://127.0.0.1:" + port);
        try {
            output = Files.createTempFile(folder, "server", ".log");
            // A JVM in the background of a script ignores SIGINT, and what it starts would, too.
            ProcessBuilder builder = new ProcessBuilder(
                            "/usr/bin/env",
                            "--default-signal=INT,TERM,HUP",
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "--enable-native-access=ALL-UNNAMED",
                            "--sun-misc-unsafe-memory-access=allow",
                            "-XX:TieredStopAtLevel=1",
                            "-XX:+UseSerialGC",
                            "-Xmx256m",
                            "-cp",
                            System.getProperty("java.class.path"),
                            Main.class.getName())
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            builder.environment().clear();
            builder.environment().put("PATH", System.getenv("PATH"));
            builder.environment().put("CORE_ADDRESS", "127.0.0.1:" + port);
            builder.environment().putAll(environment);
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Started, and ready for requests. */
    public static ServerProcess start(Path folder, Map<String, String> environment) {
        ServerProcess server = launch(folder, TestingKern.freePort(), environment);
        await().until(() -> server.ready());
        return server;
    }

    /** Started, and probably about to fail. */
    static ServerProcess launch(Path folder, int port, Map<String, String> environment) {
        return new ServerProcess(folder, port, environment);
    }

    public static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(50));
    }

    private boolean ready() {
        if (!process.isAlive()) {
            throw new IllegalStateException("the server under test does not start: " + output());
        }
        try {
            return send("GET", "/ping", "").statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /** What it has written to the console. */
    public String output() {
        try {
            return Files.readString(output, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @throws IOException if the server does not answer (any more) */
    public HttpResponse<String> send(String method, String path, String json) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(base.resolve(path))
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(json))
                .build();
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    public String get(String path) throws IOException {
        HttpResponse<String> response = send("GET", path, "");
        if (response.statusCode() != 200) {
            throw new AssertionError(path + " answers " + response.statusCode() + ": " + response.body());
        }
        return response.body();
    }

    /** As {@code kill -9}: it has no chance to do anything. */
    public void kill() {
        process.destroyForcibly();
        exitCode();
    }

    public void signal(String name) {
        try {
            new ProcessBuilder("kill", "-s", name, Long.toString(process.pid()))
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public long pid() {
        return process.pid();
    }

    public boolean running() {
        return process.isAlive();
    }

    /** Waits for the end. */
    int exitCode() {
        try {
            if (!process.waitFor(TIME_TO_END.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("still running: " + output());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The living processes that an installation has started. */
    public static List<Long> childrenOf(String installation) {
        List<Long> children = new ArrayList<>();
        try (Stream<Path> entries = Files.list(Path.of("/proc"))) {
            for (Path entry : (Iterable<Path>) entries::iterator) {
                String name = entry.getFileName().toString();
                if (name.chars().allMatch(Character::isDigit) && belongsTo(entry, installation)) {
                    children.add(Long.parseLong(name));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return children;
    }

    private static boolean belongsTo(Path entry, String installation) {
        try {
            // A zombie has no environment any more.
            String environment = Files.readString(entry.resolve("environ"), StandardCharsets.ISO_8859_1);
            return List.of(environment.split("\0")).contains("KERN_ID=" + installation);
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        client.close();
        process.destroyForcibly();
    }
}
