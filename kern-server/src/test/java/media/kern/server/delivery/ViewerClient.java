package media.kern.server.delivery;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import media.kern.server.TestingKern;

/** A player of HLS: follows what playlists say, and counts what it gets. */
final class ViewerClient implements AutoCloseable {
    private final HttpClient client;
    private final String agent;
    private long bytes;

    /** @param address the loopback address from which it comes */
    ViewerClient(String address, String agent) {
        this.agent = agent;
        client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .localAddress(InetAddress.ofLiteral(address))
                .connectTimeout(Duration.ofSeconds(10))
                .build();
    }

    HttpResponse<byte[]> get(URI uri) {
        try {
            HttpResponse<byte[]> answer = client.send(
                    HttpRequest.newBuilder(uri)
                            .header("User-Agent", agent)
                            .header("Referer", "https://viewer:secret@page.example:8443/watch?x=1")
                            .timeout(Duration.ofSeconds(30))
                            .build(),
                    HttpResponse.BodyHandlers.ofByteArray());
            bytes += answer.body().length;
            return answer;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** What a playlist names. */
    static List<URI> names(HttpResponse<byte[]> playlist) {
        List<URI> names = new ArrayList<>();
        new String(playlist.body(), java.nio.charset.StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .forEach(line -> names.add(playlist.uri().resolve(line)));
        return names;
    }

    /** From the address that everybody has to the last segment. Returns the statuses of the answers. */
    List<Integer> watch(TestingKern kern, String path) {
        List<Integer> statuses = new ArrayList<>();
        List<URI> next = List.of(kern.uri(path));
        while (!next.isEmpty()) {
            List<URI> named = new ArrayList<>();
            for (URI uri : next) {
                HttpResponse<byte[]> answer = get(uri);
                statuses.add(answer.statusCode());
                if ((answer.statusCode() == 200) && uri.getPath().endsWith(".m3u8")) {
                    named.addAll(names(answer));
                }
            }
            next = named;
        }
        return statuses;
    }

    /** Bytes of bodies. */
    long bytes() {
        return bytes;
    }

    @Override
    public void close() {
        client.close();
    }
}
