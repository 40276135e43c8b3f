package media.kern.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Kern, started by the command of the system property {@code kern.command}, by default {@code bin/kern} of the working
 * directory. All its settings are defaults but the address and that files in memory can be stored without a password.
 */
final class KernServer {
    private static final String COMMAND_PROPERTY = "kern.command";
    private static final String DEFAULT_COMMAND = "bin/kern";

    private KernServer() {}

    static Server start(Sandbox sandbox) throws IOException {
        return start(sandbox, Map.of());
    }

    /** @param variables more of the environment */
    static Server start(Sandbox sandbox, Map<String, String> variables) throws IOException {
        return start(sandbox, variables, 0);
    }

    static Server startWithTls(Sandbox sandbox, BenchCertificate certificate) throws IOException {
        int port = Server.freePort();
        Map<String, String> variables = Map.of(
                "CORE_TLS_ENABLE",
                "true",
                "CORE_TLS_ADDRESS",
                "127.0.0.1:" + port,
                "CORE_TLS_CERT_FILE",
                certificate.certificate().toString(),
                "CORE_TLS_KEY_FILE",
                certificate.key().toString());
        return start(sandbox, variables, port);
    }

    private static Server start(Sandbox sandbox, Map<String, String> variables, int tlsPort) throws IOException {
        Path folder = sandbox.folder(Path.of(System.getProperty("java.io.tmpdir")));
        Files.createDirectories(folder.resolve("config"));
        Files.createDirectories(folder.resolve("data"));
        int port = Server.freePort();
        ProcessBuilder command = new ProcessBuilder(command());
        Map<String, String> environment = command.environment();
        environment.keySet().removeIf(name -> name.startsWith("CORE_") || name.startsWith("KERN_"));
        environment.put("CORE_ADDRESS", "127.0.0.1:" + port);
        environment.put("CORE_STORAGE_MEMORY_AUTH_ENABLE", "false");
        environment.putAll(variables);
        return Server.start(new Server.Plan("Kern", command, folder, port, tlsPort, "/ping"), sandbox);
    }

    /** The program is given relative to where the benchmark runs, but started elsewhere. */
    private static List<String> command() {
        String[] words =
                System.getProperty(COMMAND_PROPERTY, DEFAULT_COMMAND).strip().split("\\s+");
        if (words[0].contains("/")) {
            words[0] = Path.of(words[0]).toAbsolutePath().toString();
        }
        return Arrays.asList(words);
    }
}
