package media.kern.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** A server on loopback that runs as a child process, with a folder of its own. */
final class Server implements AutoCloseable {
    private static final long NANOS_TO_START = Duration.ofSeconds(60).toNanos();
    private static final long NANOS_BETWEEN_LOOKS = Duration.ofMillis(1).toNanos();
    private static final int MILLIS_TO_ANSWER = 5000;
    private static final int TAIL_CHARS = 2000;

    private final Plan plan;
    private final Sandbox sandbox;
    private final Process process;
    private final InetSocketAddress address;
    private final Duration startTime;

    /**
     * How a server is started.
     *
     * @param command its working directory and its log will be in {@code folder}
     * @param tlsPort 0 without TLS
     * @param readyPath answers 200 to a GET over plain HTTP when the server is ready
     */
    record Plan(String name, ProcessBuilder command, Path folder, int port, int tlsPort, String readyPath) {}

    private Server(Plan plan, Sandbox sandbox, Process process, InetSocketAddress address, Duration startTime) {
        this.plan = plan;
        this.sandbox = sandbox;
        this.process = process;
        this.address = address;
        this.startTime = startTime;
    }

    /** Starts a server and waits for its first answer. Nothing is left of one that does not start. */
    static Server start(Plan plan, Sandbox sandbox) throws IOException {
        Path log = plan.folder().resolve("server.log");
        plan.command()
                .directory(plan.folder().toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), plan.port());
        long begun = System.nanoTime();
        Process process = sandbox.start(plan.command());
        while (!answers(address, plan.readyPath())) {
            boolean late = System.nanoTime() - begun > NANOS_TO_START;
            if (late || !process.isAlive()) {
                sandbox.end(process);
                throw new IOException(
                        plan.name() + " did not start: " + plan.command().command() + "\n" + tail(log));
            }
            LockSupport.parkNanos(NANOS_BETWEEN_LOOKS);
        }
        Duration startTime = Duration.ofNanos(System.nanoTime() - begun);
        return new Server(plan, sandbox, process, address, startTime);
    }

    /** A port that nobody listens on. */
    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static boolean answers(InetSocketAddress address, String path) {
        try (Socket socket = new Socket()) {
            socket.connect(address, MILLIS_TO_ANSWER);
            socket.setSoTimeout(MILLIS_TO_ANSWER);
            socket.getOutputStream()
                    .write(("GET " + path + " HTTP/1.1\r\nHost: bench\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            byte[] status = socket.getInputStream().readNBytes("HTTP/1.1 200".length());
            return new String(status, StandardCharsets.US_ASCII).equals("HTTP/1.1 200");
        } catch (IOException notYet) {
            return false;
        }
    }

    private static String tail(Path log) throws IOException {
        String text = Files.readString(log, StandardCharsets.ISO_8859_1);
        return text.substring(Math.max(0, text.length() - TAIL_CHARS));
    }

    String name() {
        return plan.name();
    }

    InetSocketAddress address() {
        return address;
    }

    InetSocketAddress tlsAddress() {
        return new InetSocketAddress(address.getAddress(), plan.tlsPort());
    }

    /** Its working directory. */
    Path folder() {
        return plan.folder();
    }

    /** From the start of the command to the first answer. */
    Duration startTime() {
        return startTime;
    }

    long pid() {
        return process.pid();
    }

    ProcessTree tree() {
        return new ProcessTree(process.toHandle());
    }

    @Override
    public void close() throws IOException {
        sandbox.end(process);
        sandbox.delete(plan.folder());
    }
}
