package media.kern.server.e2e;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A WHEP server of another origin, which answers what it is told to and remembers what it was asked. It has no media. */
final class ScriptedWhepServer implements AutoCloseable {
    private final HttpServer server;
    private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();

    /** @param body null to accept the offer */
    record Answer(
            int status,
            Map<String, String> headers,
            @Nullable String body) {
        static Answer accepted(Map<String, String> headers) {
            return new Answer(201, headers, null);
        }

        static Answer refused(int status, String type, String body, String... headers) {
            Map<String, String> all = new java.util.HashMap<>(Map.of("Content-Type", type));
            for (int i = 0; i < headers.length; i += 2) {
                all.put(headers[i], headers[i + 1]);
            }
            return new Answer(status, all, body);
        }
    }

    record Request(String method, String target, Headers headers, String body) {
        @Nullable
        String header(String name) {
            return headers.getFirst(name);
        }
    }

    ScriptedWhepServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
        server.createContext("/", this::answer);
        server.start();
    }

    /** What the next POSTs get, one after the other; then it is 404. */
    ScriptedWhepServer will(Answer... next) {
        answers.addAll(List.of(next));
        return this;
    }

    String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    List<Request> requests(String method) {
        return requests.stream()
                .filter(request -> request.method().equals(method))
                .toList();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String method = exchange.getRequestMethod();
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            Headers headers = exchange.getResponseHeaders();
            headers.set("Access-Control-Allow-Origin", "*");
            headers.set("Access-Control-Allow-Methods", "POST, PATCH, DELETE, OPTIONS");
            headers.set("Access-Control-Allow-Headers", "Content-Type, Authorization, If-Match");
            headers.set("Access-Control-Expose-Headers", "Location, ETag, Link, Retry-After");
            if (method.equals("OPTIONS")) {
                exchange.sendResponseHeaders(204, -1);
                return;
            }
            requests.add(new Request(method, exchange.getRequestURI().toString(), exchange.getRequestHeaders(), body));
            if (method.equals("POST")) {
                Answer next = answers.poll();
                send(exchange, next == null ? Answer.refused(404, "text/plain", "") : next, body);
            } else {
                exchange.sendResponseHeaders(204, -1);
            }
        }
    }

    private static void send(HttpExchange exchange, Answer answer, String offer) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/sdp");
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        byte[] body = (answer.body() == null ? accept(offer) : answer.body()).getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    /** Takes the first payload type of each media description, and has no candidates. */
    private static String accept(String offer) {
        StringBuilder answer = new StringBuilder("v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n");
        answer.append(first(offer, "a=group:BUNDLE")).append("\r\n");
        for (String section : offer.split("(?m)^(?=m=)", -1)) {
            if (section.startsWith("m=")) {
                List<String> media = List.of(first(section, "m=").split(" ", -1));
                answer.append(String.join(" ", media.subList(0, 4))).append("\r\n");
                answer.append("c=IN IP4 0.0.0.0\r\n");
                answer.append(first(section, "a=mid:")).append("\r\n");
                answer.append(first(section, "a=rtpmap:" + media.get(3) + " ")).append("\r\n");
                answer.append("a=sendonly\r\na=rtcp-mux\r\na=setup:passive\r\n");
                answer.append("a=ice-ufrag:serverside\r\na=ice-pwd:serversideserversideserver\r\n");
                answer.append("a=fingerprint:sha-256 ").append("AB:".repeat(31)).append("AB\r\n");
            }
        }
        return answer.toString();
    }

    private static String first(String sdp, String beginning) {
        return sdp.lines()
                .filter(line -> line.startsWith(beginning))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no " + beginning + " in " + sdp));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
