package media.kern.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * nginx with files on tmpfs, a worker for each CPU and sendfile, started by the command of the system property
 * {@code nginx.command}, by default {@code /usr/sbin/nginx}.
 */
final class NginxServer {
    private static final Path TMPFS = Path.of("/dev/shm");

    private NginxServer() {}

    static boolean available() {
        return Files.isExecutable(program());
    }

    static Path program() {
        return Path.of(System.getProperty("nginx.command", "/usr/sbin/nginx"));
    }

    /** Starts a server whose root holds one file. */
    static Server start(Sandbox sandbox, String fileName, byte[] content) throws IOException {
        return start(sandbox, fileName, content, 0, "");
    }

    /** As {@link #start}, and with TLS beside. */
    static Server startWithTls(Sandbox sandbox, String fileName, byte[] content, BenchCertificate certificate)
            throws IOException {
        int port = Server.freePort();
        String tls = """
                        listen 127.0.0.1:%d ssl backlog=1024;
                        ssl_certificate %s;
                        ssl_certificate_key %s;
                        ssl_protocols TLSv1.3;
                """.formatted(port, certificate.certificate(), certificate.key());
        return start(sandbox, fileName, content, port, tls);
    }

    private static Server start(Sandbox sandbox, String fileName, byte[] content, int tlsPort, String tls)
            throws IOException {
        Path folder = sandbox.folder(TMPFS);
        int port = Server.freePort();
        Files.write(Files.createDirectories(folder.resolve("www")).resolve(fileName), content);
        Files.writeString(folder.resolve("nginx.conf"), configuration(folder, port, tls));
        ProcessBuilder command = new ProcessBuilder(
                program().toString(), "-p", folder.toString(), "-c", "nginx.conf", "-e", "error.log");
        return Server.start(new Server.Plan("nginx", command, folder, port, tlsPort, "/" + fileName), sandbox);
    }

    /** Keep-alive without limit: by default nginx would close a connection after 1,000 requests. */
    private static String configuration(Path folder, int port, String tls) {
        return """
                daemon off;
                worker_processes %d;
                pid nginx.pid;
                error_log error.log;
                events { worker_connections 1024; }
                http {
                    sendfile on;
                    tcp_nopush on;
                    access_log off;
                    keepalive_requests 1000000000;
                    types { video/MP2T ts; application/vnd.apple.mpegurl m3u8; }
                    client_body_temp_path tmp-body;
                    proxy_temp_path tmp-proxy;
                    fastcgi_temp_path tmp-fastcgi;
                    uwsgi_temp_path tmp-uwsgi;
                    scgi_temp_path tmp-scgi;
                    server {
                        listen 127.0.0.1:%d;
                        %s
                        root %s;
                    }
                }
                """.formatted(Runtime.getRuntime().availableProcessors(), port, tls, folder.resolve("www"));
    }
}
