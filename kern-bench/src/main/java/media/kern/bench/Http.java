package media.kern.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Single requests, to prepare a server and to look at what it answers before it is measured. */
final class Http implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Server server;

    Http(Server server) {
        this.server = server;
    }

    byte[] get(String path) throws IOException, InterruptedException {
        return send(request(path).GET());
    }

    void put(String path, byte[] body) throws IOException, InterruptedException {
        send(request(path).PUT(HttpRequest.BodyPublishers.ofByteArray(body)));
    }

    void postJson(String path, String body) throws IOException, InterruptedException {
        send(request(path).header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    void putJson(String path, String body) throws IOException, InterruptedException {
        send(request(path).header("Content-Type", "application/json").PUT(HttpRequest.BodyPublishers.ofString(body)));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://" + server.address().getHostString() + ":"
                        + server.address().getPort() + path))
                .timeout(LIMIT);
    }

    private byte[] send(HttpRequest.Builder builder) throws IOException, InterruptedException {
        HttpRequest request = builder.build();
        HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        if (response.statusCode() / 100 != 2) {
            throw new BadAnswerException(request.method() + " " + request.uri() + " was answered with "
                    + response.statusCode() + " " + new String(response.body(), StandardCharsets.UTF_8));
        }
        return response.body();
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
