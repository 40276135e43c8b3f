package media.kern.server.playout;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands on the port of an input where the patched FFmpeg would, and answers what a test says. */
final class PlayoutPeer implements AutoCloseable {
    private final ServerSocket server;
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final AtomicInteger open = new AtomicInteger();
    private volatile Script script = (out, in) -> {};

    /**
     * What was asked.
     *
     * @param line the first line
     * @param head all lines, in lower case
     */
    record Request(String line, String head, String body) {}

    /** Answers a request that has been read; behind it the connection is closed. */
    @FunctionalInterface
    interface Script {
        void answer(OutputStream out, InputStream in) throws IOException;
    }

    PlayoutPeer() {
        try {
            server = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    /** From now on; forgets the requests there were. */
    void answerWith(Script next) {
        requests.clear();
        script = next;
    }

    /** A complete answer. */
    void answerWith(String head, String body) {
        answerWith((out, in) -> write(out, head + "\nContent-Length: " + body.length(), body));
    }

    /** Never answers, until the other side gives up. */
    void neverAnswer() {
        answerWith((out, in) -> in.transferTo(OutputStream.nullOutputStream()));
    }

    static void write(OutputStream out, String head, String body) throws IOException {
        out.write((head.replace("\n", "\r\n") + "\r\n\r\n" + body).getBytes(StandardCharsets.ISO_8859_1));
    }

    List<Request> requests() {
        return requests;
    }

    /** Connections that nobody has closed yet. */
    int openConnections() {
        return open.get();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                open.incrementAndGet();
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException e) {
                return; // The test is over.
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            requests.add(read(in));
            script.answer(socket.getOutputStream(), in);
        } catch (IOException e) {
            // The other side has gone, which is what some tests wait for.
        } finally {
            open.decrementAndGet();
        }
    }

    private static Request read(InputStream in) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        while (!bytes.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("the connection ended in " + bytes);
            }
            bytes.write(next);
        }
        String head = bytes.toString(StandardCharsets.ISO_8859_1);
        String lower = head.toLowerCase(Locale.ROOT);
        String name = "content-length: ";
        int length = lower.lines()
                .filter(line -> line.startsWith(name))
                .mapToInt(line -> Integer.parseInt(line.substring(name.length())))
                .findFirst()
                .orElse(0);
        String body = new String(in.readNBytes(length), StandardCharsets.ISO_8859_1);
        return new Request(head.lines().findFirst().orElse(""), lower, body);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
