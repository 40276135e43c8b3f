package media.kern.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * Sends the same GET again and again over keep-alive connections, on each the next as soon as the last is answered. One
 * thread does it all and reads into one buffer, so it leaves the rest of the machine to the server.
 */
final class LoadClient implements AutoCloseable {
    private static final int BUFFER_BYTES = 256 * 1024;
    private static final long STALL_MILLIS = 10_000;
    private static final long LIMIT_NANOS = Duration.ofMinutes(3).toNanos();

    private final Order order;
    private final Selector selector;
    private final List<Connection> connections = new ArrayList<>();
    private final long[] latencies;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private final ByteBuffer request;
    private int unsent;
    private int unanswered;
    private long bytes;

    /**
     * A load.
     *
     * @param requests on all connections together
     * @param bodyBytes of every answer, or {@link AnswerReader#ANY_LENGTH}
     * @param tls what a server is trusted by; nothing for plain HTTP
     */
    record Order(
            InetSocketAddress server,
            String path,
            int connections,
            int requests,
            long bodyBytes,
            Optional<SSLContext> tls) {}

    /**
     * What a load came to.
     *
     * @param bytes received, with headers
     * @param p99 the time from a request to the end of its answer that 99 % do not exceed
     * @param clientCpu what the client itself used
     */
    record Result(int requests, long bytes, Duration p99, Duration wall, Duration clientCpu) {}

    private LoadClient(Order order) throws IOException {
        this.order = order;
        this.selector = Selector.open();
        this.unsent = order.requests();
        this.unanswered = order.requests();
        this.latencies = new long[order.requests()];
        this.request = ByteBuffer.wrap(("GET " + order.path() + " HTTP/1.1\r\nHost: "
                        + order.server().getHostString() + ":" + order.server().getPort()
                        + "\r\nUser-Agent: kern-bench\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
    }

    /**
     * Loads a server.
     *
     * @throws BadAnswerException at the first answer that is not what was asked for
     */
    static Result run(Order order) throws IOException {
        long cpuBefore = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        long begun = System.nanoTime();
        try (LoadClient client = new LoadClient(order)) {
            client.work(begun);
            long ended = System.nanoTime();
            long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpuBefore;
            return new Result(
                    order.requests(),
                    client.bytes,
                    client.p99(),
                    Duration.ofNanos(ended - begun),
                    Duration.ofNanos(cpu));
        }
    }

    private void work(long begun) throws IOException {
        for (int i = 0; i < Math.min(order.connections(), order.requests()); i++) {
            connect();
        }
        for (Connection connection : connections) {
            send(connection);
        }
        List<IOException> failure = new ArrayList<>(1);
        while (unanswered > 0) {
            int ready = selector.select(
                    key -> {
                        try {
                            receive(key);
                        } catch (IOException e) {
                            failure.add(e);
                        }
                    },
                    STALL_MILLIS);
            if (!failure.isEmpty()) {
                throw failure.getFirst();
            }
            if (ready == 0) {
                throw new BadAnswerException(
                        "no byte came for " + STALL_MILLIS + " ms; " + unanswered + " answers are missing");
            }
            if (System.nanoTime() - begun > LIMIT_NANOS) {
                throw new BadAnswerException("gave up after 3 minutes; " + unanswered + " answers are missing");
            }
        }
    }

    private void connect() throws IOException {
        Connection connection = order.tls().isPresent()
                ? new TlsConnection(
                        order.server(), order.bodyBytes(), order.tls().get())
                : new Connection(order.server(), order.bodyBytes());
        connections.add(connection);
        connection.register(selector);
    }

    private void send(Connection connection) throws IOException {
        connection.send(request.clear());
        unsent--;
    }

    private void receive(SelectionKey key) throws IOException {
        Connection connection = (Connection) key.attachment();
        bytes += connection.receive(buffer);
        if (connection.isAnswered()) {
            unanswered--;
            latencies[unanswered] = connection.nanosSinceSent();
            if (unsent > 0) {
                send(connection);
            }
        }
    }

    private Duration p99() {
        Arrays.sort(latencies);
        return Duration.ofNanos(latencies[(int) Math.ceil(latencies.length * 0.99) - 1]);
    }

    @Override
    public void close() throws IOException {
        for (Connection connection : connections) {
            connection.close();
        }
        selector.close();
    }
}
