package media.kern.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** What it costs to send one RTMP stream of 4 Mbit/s to many players. */
final class RtmpBenchmark implements Benchmark {
    private static final List<Integer> CROWDS = List.of(100, 500, 1000);
    private static final Duration WARM_UP = Duration.ofSeconds(8);
    private static final Duration SETTLE = Duration.ofSeconds(8);
    private static final Duration MEASURED = Duration.ofSeconds(10);
    private static final int FIRST_FRAMES = 9;
    private static final double KIBIBYTE = 1024;

    @Override
    public String name() {
        return "rtmp";
    }

    @Override
    public String title() {
        return "one RTMP stream of 4 Mbit/s to many players; servers have one thread; CPU of the server alone, which includes"
                + " what the kernel does to deliver on loopback";
    }

    @Override
    public String run(Sandbox sandbox) throws IOException, InterruptedException {
        Table table = new Table(
                "players",
                "Gbit/s",
                "CPU % of a core",
                "CPU-s/GB",
                "Gbit/s per core",
                "KiB per player",
                "ms to the first frame");
        try (RtmpContestant kern = RtmpContestant.kern(sandbox)) {
            rounds(kern, table);
        }
        if (!RtmpContestant.hasNginx()) {
            return table + "nginx has no RTMP module here\n";
        }
        try (RtmpContestant nginx = RtmpContestant.nginx(sandbox)) {
            rounds(nginx, table);
        }
        return table.toString();
    }

    private static void rounds(RtmpContestant server, Table table) throws IOException, InterruptedException {
        try (RtmpCrowd crowd = new RtmpCrowd(server.address())) {
            crowd.add();
            Thread.sleep(WARM_UP);
            long memory = server.heapBytes() + server.tree().residentBytes();
            for (int players : CROWDS) {
                crowd.add(players - FIRST_FRAMES - crowd.size());
                Thread.sleep(SETTLE);
                double[] first = new double[FIRST_FRAMES];
                for (int i = 0; i < first.length; i++) {
                    first[i] = crowd.add().toNanos() / 1e6;
                }
                Duration cpu = server.tree().cpu();
                long bytes = crowd.bytes();
                long begun = System.nanoTime();
                Thread.sleep(MEASURED);
                double seconds = (System.nanoTime() - begun) / 1e9;
                double used = Round.seconds(server.tree().cpu().minus(cpu));
                double sent = crowd.bytes() - bytes;
                double taken = server.heapBytes() + server.tree().residentBytes() - memory;
                if (crowd.connected() < players) {
                    throw new IOException(server.name() + " has lost players: " + crowd.connected() + " of " + players);
                }
                table.row(
                        server.name() + ", " + players,
                        number(sent * 8 / 1e9 / seconds, 2),
                        number(100 * used / seconds, 0),
                        number(used / (sent / 1e9), 2),
                        number(sent * 8 / 1e9 / used, 2),
                        number(taken / KIBIBYTE / players, 1),
                        number(Median.of(first), 1));
            }
        }
    }

    private static String number(double value, int digits) {
        return String.format(Locale.ROOT, "%." + digits + "f", value);
    }
}
