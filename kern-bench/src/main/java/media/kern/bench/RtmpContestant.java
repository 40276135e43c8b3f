package media.kern.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** An RTMP server on loopback, as a process of its own, with one thread that moves bytes. */
final class RtmpContestant implements AutoCloseable {
    private static final Duration TIME_TO_START = Duration.ofSeconds(30);
    private static final Path NGINX_MODULE = Path.of("/usr/lib/nginx/modules/ngx_rtmp_module.so");

    private final String name;
    private final Sandbox sandbox;
    private final Process process;
    private final InetSocketAddress address;
    private final BufferedReader answers;
    private final boolean java;

    private RtmpContestant(String name, Sandbox sandbox, ProcessBuilder command, int port, boolean java)
            throws IOException {
        this.name = name;
        this.sandbox = sandbox;
        this.address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        this.java = java;
        this.process = sandbox.start(command.redirectError(ProcessBuilder.Redirect.INHERIT));
        this.answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        awaitListening();
    }

    static RtmpContestant kern(Sandbox sandbox) throws IOException {
        int port = Server.freePort();
        ProcessBuilder command = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Xms128m",
                "-Xmx128m",
                "-XX:+AlwaysPreTouch",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                RtmpHost.class.getName(),
                Integer.toString(port),
                "1");
        return new RtmpContestant("kern", sandbox, command, port, true);
    }

    static boolean hasNginx() {
        return Files.exists(NGINX_MODULE) && NginxServer.available();
    }

    static RtmpContestant nginx(Sandbox sandbox) throws IOException {
        int port = Server.freePort();
        Path folder = sandbox.folder(Path.of("/dev/shm"));
        Files.writeString(folder.resolve("nginx.conf"), """
                load_module %s;
                daemon off;
                worker_processes 1;
                pid nginx.pid;
                error_log error.log;
                events { worker_connections 4096; }
                rtmp { server { listen 127.0.0.1:%d; chunk_size 65536; access_log off; application live { live on; } } }
                """.formatted(NGINX_MODULE, port));
        ProcessBuilder command = new ProcessBuilder(
                NginxServer.program().toString(), "-p", folder.toString(), "-c", "nginx.conf", "-e", "error.log");
        return new RtmpContestant("nginx-rtmp", sandbox, command, port, false);
    }

    private void awaitListening() throws IOException {
        long begun = System.nanoTime();
        while (true) {
            try (Socket socket = new Socket()) {
                socket.connect(address, 1000);
                return;
            } catch (IOException notYet) {
                if (!process.isAlive() || System.nanoTime() - begun > TIME_TO_START.toNanos()) {
                    close();
                    throw new IOException(name + " does not listen on " + address, notYet);
                }
            }
        }
    }

    String name() {
        return name;
    }

    InetSocketAddress address() {
        return address;
    }

    ProcessTree tree() {
        return new ProcessTree(process.toHandle());
    }

    /** The heap in use, of Java; the rest of the memory of its process is not in the heap, which has a fixed size. */
    long heapBytes() throws IOException {
        if (!java) {
            return 0;
        }
        process.getOutputStream().write('\n');
        process.getOutputStream().flush();
        return Long.parseLong(answers.readLine());
    }

    @Override
    public void close() {
        sandbox.end(process);
    }
}
