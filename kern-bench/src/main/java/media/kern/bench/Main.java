package media.kern.bench;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Runs the benchmarks that the arguments name, or all of them, and prints a table for each. Ends with 0 if every
 * benchmark came to its end, 1 if one failed, 2 if there is none of that name.
 */
public final class Main {
    private static final int FAILED = 1;
    private static final int UNKNOWN_BENCHMARK = 2;

    private Main() {}

    public static void main(String[] names) throws IOException {
        int status;
        try (Sandbox sandbox = new Sandbox()) {
            // The only way out that passes by the end of this block is a signal.
            Runtime.getRuntime().addShutdownHook(new Thread(sandbox::close));
            List<Benchmark> all = List.of(
                    FileBenchmark.segment(),
                    FileBenchmark.playlist(),
                    new TlsBenchmark(),
                    new ProcessListBenchmark(),
                    new CleanupBenchmark(),
                    new SupervisionBenchmark(),
                    new StartBenchmark(),
                    new FanoutBenchmark(),
                    new RtmpBenchmark());
            status = run(all, List.of(names), sandbox);
        }
        System.exit(status);
    }

    private static int run(List<Benchmark> all, List<String> names, Sandbox sandbox) throws IOException {
        List<Benchmark> chosen = all.stream()
                .filter(benchmark -> names.isEmpty() || names.contains(benchmark.name()))
                .toList();
        if (chosen.size() < names.stream().distinct().count()) {
            System.err.println("No such benchmark in " + names + "; there are "
                    + all.stream().map(Benchmark::name).collect(Collectors.joining(", ")));
            return UNKNOWN_BENCHMARK;
        }
        System.out.print(Machine.describe());
        int status = 0;
        for (Benchmark benchmark : chosen) {
            status = run(benchmark, sandbox) ? status : FAILED;
        }
        return status;
    }

    private static boolean run(Benchmark benchmark, Sandbox sandbox) {
        System.out.println();
        System.out.println(benchmark.name() + ": " + benchmark.title());
        try {
            System.out.print(benchmark.run(sandbox).indent(2));
            return true;
        } catch (IOException e) {
            System.out.println("  FAILED, no numbers: " + e.getMessage());
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            System.out.println("  FAILED, no numbers: interrupted");
            return false;
        }
    }
}
