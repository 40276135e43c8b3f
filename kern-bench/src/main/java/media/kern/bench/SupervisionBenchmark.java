package media.kern.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * What it costs to supervise many processes that report their progress twice a second, as FFmpeg does. They are little
 * programs in Perl: a thousand FFmpegs would need more than a benchmark machine has.
 */
final class SupervisionBenchmark implements Benchmark {
    private static final List<Integer> SIZES = List.of(10, 100, 1_000);
    private static final int STARTED_AT_ONCE = 200;
    private static final Duration SETTLE = Duration.ofSeconds(15);
    private static final Duration MEASURED = Duration.ofSeconds(20);
    private static final Duration TIME_TO_RUN = Duration.ofMinutes(2);
    private static final int LISTS = 50;
    private static final int CLIENTS = 32;
    private static final String PATH = "/api/v3/process";
    private static final String LIST = PATH + "?filter=state";
    private static final double KIBIBYTE = 1024;

    /** The heap has its whole size from the beginning, so what grows in RAM is not heap. */
    private static final String JAVA_OPTIONS = "-Xms256m -Xmx256m -XX:+AlwaysPreTouch";

    private static final String FAKE = """
            #!/usr/bin/perl
            if (($ARGV[0] // "") eq "-version") { print "ffmpeg version 5.1.9 Copyright (c) 2000-2026\\n"; exit 0 }
            $SIG{INT} = sub { exit 255 };
            my $reports = grep { $_ eq "-progress" } @ARGV;
            syswrite STDERR, "Input #0, lavfi, from 'testsrc2':\\n  Duration: N/A, start: 0.000000, bitrate: N/A\\n"
                . "  Stream #0:0: Video: rawvideo (I420 / 0x30323449), yuv420p, 1280x720, 25 fps, 25 tbr, 25 tbn\\n"
                . "Stream mapping:\\n  Stream #0:0 -> #0:0 (rawvideo (native) -> h264 (libx264))\\n"
                . "Press [q] to stop, [?] for help\\nOutput #0, flv, to 'rtmp://127.0.0.1/live/x':\\n"
                . "  Stream #0:0: Video: h264, yuv420p(tv), 1280x720, q=2-31, 2500 kb/s, 25 fps, 1k tbn\\n";
            for (my $n = 1; ; $n++) {
                my $f = int(12.5 * $n);
                my $line = sprintf "frame=%5d fps= 25 q=19.0 size=%8dkB time=00:00:%02d.00 bitrate=2500.0kbits/s"
                    . " speed=1x    \\r", $f, 156 * $n, $n % 60;
                $line .= sprintf "frame=%d\\nfps=25.00\\nstream_0_0_q=19.0\\nbitrate=2500.0kbits/s\\ntotal_size=%d\\n"
                    . "out_time_us=%d\\nout_time_ms=%d\\nout_time=00:00:01.000000\\ndup_frames=0\\ndrop_frames=0\\n"
                    . "speed=1x\\nprogress=continue\\n", $f, 156000 * $n, 500000 * $n, 500000 * $n if $reports;
                syswrite STDERR, $line;
                select(undef, undef, undef, 0.5);
            }
            """;

    @Override
    public String name() {
        return "supervision";
    }

    @Override
    public String title() {
        return "10, 100 and 1,000 running processes with a progress every 500 ms; CPU during 20 s; memory after a full"
                + " collection, compared with the empty server";
    }

    @Override
    public String run(Sandbox sandbox) throws IOException, InterruptedException {
        Table table =
                new Table("processes", "CPU % of a core", "KiB per process", "of that heap", "list all, ms", "threads");
        for (int size : SIZES) {
            table.row(measure(size, sandbox));
        }
        return table + startAtOnce(sandbox);
    }

    private static List<String> measure(int size, Sandbox sandbox) throws IOException, InterruptedException {
        try (Server kern = start(sandbox);
                Http http = new Http(kern)) {
            http.get(LIST);
            Heap emptyHeap = Heap.of(kern);
            long emptyResident = kern.tree().ownResidentBytes();
            inParallel(size, number -> http.postJson(PATH, process(number, true)));
            awaitRunning(http, size);
            Thread.sleep(SETTLE);

            Duration before = kern.tree().ownCpu();
            Thread.sleep(MEASURED);
            double cpu = 100 * Round.seconds(kern.tree().ownCpu().minus(before)) / Round.seconds(MEASURED);
            double heap = (Heap.of(kern).usedBytes() - emptyHeap.usedBytes()) / KIBIBYTE / size;
            double outside = (kern.tree().ownResidentBytes() - emptyResident) / KIBIBYTE / size;
            return List.of(
                    Integer.toString(size),
                    text(cpu),
                    text(heap + Math.max(0, outside)),
                    text(heap),
                    text(listMillis(http)),
                    Long.toString(kern.tree().ownThreads()));
        }
    }

    private static Server start(Sandbox sandbox) throws IOException {
        Path folder = sandbox.folder(Path.of(System.getProperty("java.io.tmpdir")));
        Path fake = Files.writeString(folder.resolve("ffmpeg"), FAKE);
        Files.setPosixFilePermissions(fake, PosixFilePermissions.fromString("rwxr-xr-x"));
        return KernServer.start(
                sandbox, Map.of("CORE_FFMPEG_BINARY", fake.toString(), "KERN_JAVA_OPTIONS", JAVA_OPTIONS));
    }

    private static double listMillis(Http http) throws IOException, InterruptedException {
        double[] millis = new double[LISTS];
        for (int i = 0; i < LISTS; i++) {
            long begin = System.nanoTime();
            http.get(LIST);
            millis[i] = (System.nanoTime() - begin) / 1e6;
        }
        return Median.of(millis);
    }

    private static String startAtOnce(Sandbox sandbox) throws IOException, InterruptedException {
        try (Server kern = start(sandbox);
                Http http = new Http(kern)) {
            inParallel(STARTED_AT_ONCE, number -> http.postJson(PATH, process(number, false)));
            long begin = System.nanoTime();
            inParallel(
                    STARTED_AT_ONCE,
                    number -> http.putJson(PATH + "/bench-" + number + "/command", "{\"command\":\"start\"}"));
            awaitRunning(http, STARTED_AT_ONCE);
            return STARTED_AT_ONCE + " starts at once: all run after "
                    + String.format(Locale.ROOT, "%.2f", (System.nanoTime() - begin) / 1e9) + " s\n";
        }
    }

    private static void awaitRunning(Http http, int size) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TIME_TO_RUN.toNanos();
        for (int running = running(http); running < size; running = running(http)) {
            if (System.nanoTime() - deadline > 0) {
                throw new BadAnswerException("only " + running + " of " + size + " processes run");
            }
            Thread.sleep(Duration.ofMillis(10));
        }
    }

    private static int running(Http http) throws IOException, InterruptedException {
        String list = new String(http.get(LIST), StandardCharsets.UTF_8);
        return list.split("\"exec\":\"running\"", -1).length - 1;
    }

    private interface Request {
        void send(int number) throws IOException, InterruptedException;
    }

    private static void inParallel(int size, Request request) throws IOException, InterruptedException {
        try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
            List<Future<?>> sent = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                int number = i;
                sent.add(clients.submit(() -> {
                    request.send(number);
                    return number;
                }));
            }
            for (Future<?> each : sent) {
                each.get();
            }
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        }
    }

    private static String process(int number, boolean autostart) {
        return """
                {
                  "id": "bench-%d", "reference": "bench", "autostart": %s, "stale_timeout_seconds": 30,
                  "reconnect": true, "reconnect_delay_seconds": 15, "limits": {"memory_mbytes": 500},
                  "input": [{"id": "in", "address": "testsrc2", "options": ["-f", "lavfi", "-re"]}],
                  "output": [{"id": "out", "address": "rtmp://127.0.0.1/live/x", "options": ["-f", "flv"]}]
                }
                """.formatted(number, autostart);
    }

    private static String text(double number) {
        return String.format(Locale.ROOT, "%.1f", number);
    }
}
