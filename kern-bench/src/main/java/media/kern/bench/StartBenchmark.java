package media.kern.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;

/** Time to the first answer, and memory of a server that does nothing. */
final class StartBenchmark implements Benchmark {
    private static final int STARTS = 10;
    private static final Duration SETTLE = Duration.ofSeconds(5);

    @Override
    public String name() {
        return "start";
    }

    @Override
    public String title() {
        return "from the command to the first answer of GET /ping, 10 times in a new folder; memory 5 s later, idle";
    }

    @Override
    public String run(Sandbox sandbox) throws IOException, InterruptedException {
        double[] seconds = new double[STARTS];
        double cpuSeconds = 0;
        long residentBytes = 0;
        for (int i = 0; i < STARTS; i++) {
            try (Server kern = KernServer.start(sandbox)) {
                seconds[i] = Round.seconds(kern.startTime());
                if (i == STARTS - 1) {
                    cpuSeconds = Round.seconds(kern.tree().cpu());
                    Thread.sleep(SETTLE);
                    residentBytes = kern.tree().residentBytes();
                }
            }
        }
        return new Table("", "median s", "min s", "max s", "CPU-s", "idle MiB")
                .row(
                        "Kern",
                        text(Median.of(seconds)),
                        text(Arrays.stream(seconds).min().orElseThrow()),
                        text(Arrays.stream(seconds).max().orElseThrow()),
                        text(cpuSeconds),
                        Memory.mebibytes(residentBytes))
                .toString();
    }

    private static String text(double seconds) {
        return String.format(Locale.ROOT, "%.2f", seconds);
    }
}
