package media.kern.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import media.kern.webrtc.srtp.SrtpProfile;

/** What it costs to send one H.264 stream of 2.5 Mbit/s to many WebRTC viewers, and how long its packets take. */
final class FanoutBenchmark implements Benchmark {
    private static final List<Integer> CROWDS = List.of(1, 10, 50, 100, 250, 500);
    private static final int CROWD = 250;
    private static final Duration WARM_UP = Duration.ofSeconds(6);
    private static final Duration SETTLE = Duration.ofSeconds(2);
    private static final Duration MEASURED = Duration.ofSeconds(8);
    private static final int FIRST_PICTURES = 9;
    private static final double KIBIBYTE = 1024;

    @Override
    public String name() {
        return "webrtc";
    }

    @Override
    public String title() {
        return "one H.264 stream of 2.5 Mbit/s to many viewers; CPU of the server alone, which includes what the kernel does"
                + " to deliver on loopback; hop: from the source's send to the decrypted packet";
    }

    @Override
    public String run(Sandbox sandbox) throws IOException, InterruptedException {
        return hops(sandbox) + "\n" + crowds(sandbox) + "\n" + ways(sandbox) + "\n" + firstPicture(sandbox);
    }

    private static String hops(Sandbox sandbox) throws IOException, InterruptedException {
        Table table = new Table("hop of a packet, us", "p50", "p95", "p99");
        try (PlainRelay relay = new PlainRelay();
                SyntheticVideo _ = new SyntheticVideo(relay.port())) {
            Thread.sleep(WARM_UP);
            relay.hops().clear();
            Thread.sleep(MEASURED);
            table.row(row("plain relay of two threads, one receiver", Hops.of(relay.hops())));
        }
        for (int viewers : new int[] {1, 100}) {
            try (FanoutRound round = new FanoutRound(sandbox, 1, true, SrtpProfile.AEAD_AES_128_GCM)) {
                round.addReader();
                round.add(viewers - 1);
                Thread.sleep(WARM_UP);
                table.row(row(viewers + " viewers", round.measure(MEASURED).hops()));
            }
        }
        return table.toString();
    }

    private static List<String> row(String title, Hops hops) {
        return List.of(title, hops.quantile(0.50), hops.quantile(0.95), hops.quantile(0.99));
    }

    private static String crowds(Sandbox sandbox) throws IOException, InterruptedException {
        Table table = new Table(
                "viewers",
                "Gbit/s",
                "CPU % of a core",
                "Gbit/s per core",
                "packets/s per core",
                "KiB per viewer",
                "of that heap");
        try (FanoutRound round = new FanoutRound(sandbox, 1, true, SrtpProfile.AEAD_AES_128_GCM)) {
            round.addReader();
            Thread.sleep(WARM_UP);
            long heap = round.heapBytes();
            long resident = round.residentBytes();
            int viewers = 1;
            for (int crowd : CROWDS) {
                round.add(crowd - viewers);
                viewers = crowd;
                Thread.sleep(SETTLE);
                FanoutRound.Result result = round.measure(MEASURED);
                double heapPer = (round.heapBytes() - heap) / KIBIBYTE / Math.max(1, crowd - 1);
                double outside = (round.residentBytes() - resident) / KIBIBYTE / Math.max(1, crowd - 1);
                table.row(List.of(
                        Integer.toString(crowd),
                        number(result.gigabits(), 3),
                        number(100 * result.cores(), 1),
                        number(result.gigabitsPerCore(), 2),
                        number(result.packetsPerCore(), 0),
                        crowd == 1 ? "" : number(heapPer + Math.max(0, outside), 1),
                        crowd == 1 ? "" : number(heapPer, 1)));
            }
        }
        return table.toString();
    }

    private static String ways(Sandbox sandbox) throws IOException, InterruptedException {
        Table table = new Table(
                CROWD + " viewers", "Gbit/s per core", "packets/s per core", "CPU us per packet", "ratio to the first");
        double best = 0;
        for (SrtpProfile profile : SrtpProfile.values()) {
            for (boolean segmentation : new boolean[] {true, false}) {
                try (FanoutRound round = new FanoutRound(sandbox, 1, segmentation, profile)) {
                    round.addReader();
                    round.add(CROWD - 1);
                    Thread.sleep(WARM_UP);
                    FanoutRound.Result result = round.measure(MEASURED);
                    best = best == 0 ? result.packetsPerCore() : best;
                    table.row(
                            profile + (segmentation ? ", segmentation offload" : ", packet by packet"),
                            number(result.gigabitsPerCore(), 2),
                            number(result.packetsPerCore(), 0),
                            number(1e6 / result.packetsPerCore(), 2),
                            number(result.packetsPerCore() / best, 2));
                }
            }
        }
        return table.toString();
    }

    private static String firstPicture(Sandbox sandbox) throws IOException, InterruptedException {
        try (FanoutRound round = new FanoutRound(sandbox, 1, true, SrtpProfile.AEAD_AES_128_GCM)) {
            double cold = round.addReader();
            double[] warm = new double[FIRST_PICTURES];
            for (int i = 0; i < warm.length; i++) {
                warm[i] = round.addReader();
            }
            return "from the offer to the first decrypted packet of a keyframe: " + number(Median.of(warm), 0)
                    + " ms (median of " + FIRST_PICTURES + "), " + number(cold, 0)
                    + " ms for the first viewer of a new server\n";
        }
    }

    private static String number(double value, int digits) {
        return String.format(Locale.ROOT, "%." + digits + "f", value);
    }
}
