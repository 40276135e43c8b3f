package media.kern.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/** What it costs to look after many files, once a second, when there is nothing to remove. */
final class CleanupBenchmark implements Benchmark {
    private static final int PROCESSES = 1_000;
    private static final int FILES = 10;
    private static final Duration SETTLE = Duration.ofSeconds(20);
    private static final Duration MEASURED = Duration.ofSeconds(20);

    /** Where the files are. */
    private enum Place {
        NOWHERE("no rules", ""),
        MEMORY("memory", "memfs:/bench_%1$d_*.ts"),
        FOLDERS("disk, a folder for each rule", "diskfs:/bench_%1$d/bench_%1$d_*.ts"),
        FOLDER("disk, one folder", "diskfs:/bench_%1$d_*.ts");

        private final String title;
        private final String pattern;

        Place(String title, String pattern) {
            this.title = title;
            this.pattern = pattern;
        }

        void write(Server kern, Http http, int process, int file) throws IOException, InterruptedException {
            String name = "bench_" + process + "_" + file + ".ts";
            switch (this) {
                case NOWHERE -> {}
                case MEMORY -> http.put("/memfs/" + name, new byte[] {'x'});
                case FOLDERS -> {
                    Path folder = Files.createDirectories(kern.folder().resolve("data/bench_" + process));
                    Files.createFile(folder.resolve(name));
                }
                case FOLDER -> Files.createFile(kern.folder().resolve("data").resolve(name));
            }
        }
    }

    @Override
    public String name() {
        return "cleanup";
    }

    @Override
    public String title() {
        return "1,000 stopped processes with a cleanup rule for 10 files each, all of which may stay;"
                + " CPU during 20 s, a pass per second";
    }

    @Override
    public String run(Sandbox sandbox) throws IOException, InterruptedException {
        Table table = new Table("", "CPU ms/s", "ms/s more than without rules");
        double idle = 0;
        for (Place place : Place.values()) {
            double cost = measure(place, sandbox);
            idle = place == Place.NOWHERE ? cost : idle;
            table.row(place.title, text(cost), text(cost - idle));
        }
        return table.toString();
    }

    private static double measure(Place place, Sandbox sandbox) throws IOException, InterruptedException {
        try (Server kern = KernServer.start(sandbox);
                Http http = new Http(kern)) {
            for (int process = 0; process < PROCESSES; process++) {
                http.postJson("/api/v3/process", process(process, place.pattern));
                for (int file = 0; file < FILES; file++) {
                    place.write(kern, http, process, file);
                }
            }
            // One file too many shows that the rules are at work; compilers are at work meanwhile.
            place.write(kern, http, 0, FILES);
            Thread.sleep(SETTLE);
            requireAtWork(place, http);
            Duration before = kern.tree().cpu();
            Thread.sleep(MEASURED);
            Duration used = kern.tree().cpu().minus(before);
            return used.toMillis() / Round.seconds(MEASURED);
        }
    }

    private static void requireAtWork(Place place, Http http) throws IOException, InterruptedException {
        String fileSystem = place == Place.MEMORY ? "mem" : "disk";
        String list = new String(http.get("/api/v3/fs/" + fileSystem), StandardCharsets.UTF_8);
        long files = list.split("bench_\\d+_\\d+\\.ts", -1).length - 1L;
        long expected = place == Place.NOWHERE ? 0 : PROCESSES * FILES;
        if (files != expected) {
            throw new BadAnswerException("there are " + files + " files instead of " + expected);
        }
    }

    private static String process(int number, String pattern) {
        return """
                {
                  "id": "bench-%1$d", "reference": "bench", "autostart": false,
                  "input": [{"id": "in", "address": "testsrc2", "options": ["-f", "lavfi", "-re"]}],
                  "output": [{"id": "out", "address": "-", "options": ["-f", "null"],
                    "cleanup": [{"pattern": "%2$s", "max_files": %3$d, "max_file_age_seconds": 86400}]}]
                }
                """.formatted(number, pattern.formatted(number), FILES);
    }

    private static String text(double millis) {
        return String.format(Locale.ROOT, "%.1f", millis);
    }
}
