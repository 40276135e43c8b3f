package media.kern.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** Where the numbers come from: they mean nothing without it. */
final class Machine {
    private Machine() {}

    static String describe() throws IOException {
        return new Table("date", LocalDate.now(ZoneOffset.UTC).toString())
                .row("CPU", model() + ", " + Runtime.getRuntime().availableProcessors() + " in use")
                .row("load before", loadAverage())
                .row("kernel", System.getProperty("os.name") + " " + System.getProperty("os.version"))
                .row("Java of the benchmark", Runtime.version().toString())
                .toString();
    }

    private static String model() throws IOException {
        return Files.readString(Path.of("/proc/cpuinfo"))
                .lines()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElseGet(() -> System.getProperty("os.arch"));
    }

    /** Of the last minute: a machine that is busy with something else measures that as well. */
    private static String loadAverage() throws IOException {
        String text = Files.readString(Path.of("/proc/loadavg"));
        return text.substring(0, text.indexOf(' '));
    }
}
