package media.kern.webrtc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What the system knows of the sockets and files of this JVM. */
final class Sockets {
    private static final String ESTABLISHED = "01";

    private Sockets() {}

    /** Connections that were made to a TCP port of this machine. */
    static long established(int port) {
        String local = String.format(Locale.ROOT, ":%04X", port);
        return Stream.of("/proc/self/net/tcp", "/proc/self/net/tcp6")
                .flatMap(file -> lines(Path.of(file)).stream())
                .map(line -> line.trim().split(" +"))
                .filter(fields -> fields[1].endsWith(local) && fields[3].equals(ESTABLISHED))
                .count();
    }

    private static List<String> lines(Path file) {
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Open files and sockets of this JVM. */
    static long descriptors() {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
