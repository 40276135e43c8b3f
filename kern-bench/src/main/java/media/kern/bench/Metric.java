package media.kern.bench;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a table can say about rounds. A GB is 10^9 bytes. */
enum Metric {
    CPU_PER_GIGABYTE("CPU-s/GB", 3),
    GIGABITS("Gbit/s", 1),
    CPU_PER_REQUEST("CPU us/request", 1),
    REQUESTS("requests/s", 0),
    P99("p99 ms", 1),
    BYTES("bytes/answer", 0),
    /** Near 100 means that the client, not the server, set the pace. */
    CLIENT_BUSY("client busy %", 0);

    private final String title;
    private final int digits;

    Metric(String title, int digits) {
        this.title = title;
        this.digits = digits;
    }

    String title() {
        return title;
    }

    double of(Round round) {
        LoadClient.Result load = round.load();
        double wall = Round.seconds(load.wall());
        double cpu = Round.seconds(round.serverCpu());
        return switch (this) {
            case CPU_PER_GIGABYTE -> cpu / (load.bytes() / 1e9);
            case GIGABITS -> load.bytes() * 8 / 1e9 / wall;
            case CPU_PER_REQUEST -> cpu * 1e6 / load.requests();
            case REQUESTS -> load.requests() / wall;
            case P99 -> Round.seconds(load.p99()) * 1e3;
            case BYTES -> (double) load.bytes() / load.requests();
            case CLIENT_BUSY -> 100 * Round.seconds(load.clientCpu()) / wall;
        };
    }

    double median(List<Round> rounds) {
        return Median.of(rounds.stream().mapToDouble(this::of).toArray());
    }

    /** The median as text. */
    String text(List<Round> rounds) {
        return format(median(rounds));
    }

    /** Every round, in the order they were run. */
    String all(List<Round> rounds) {
        return rounds.stream().map(round -> format(of(round))).collect(Collectors.joining(" "));
    }

    private String format(double number) {
        return String.format(Locale.ROOT, "%." + digits + "f", number);
    }
}
