package media.kern.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import javax.net.ssl.SSLContext;

/** Rounds of the same load on several servers in turn, so that noise of the machine hits all of them alike. */
final class Contest {
    private static final int ROUNDS = 3;
    private static final int ROUNDS_TO_SETTLE = 2;
    private static final int MOST_WARM_UPS = 10;
    /** A round is a step down if it costs less than this share of the cheapest one before. */
    private static final double STEP_DOWN = 0.9;

    private final SequencedMap<String, List<Round>> warmUps = new LinkedHashMap<>();
    private final SequencedMap<String, List<Round>> rounds = new LinkedHashMap<>();

    private Contest() {}

    /** @param paths of the file on each server */
    static Contest run(SequencedMap<Server, String> paths, Load load) throws IOException {
        Contest contest = new Contest();
        for (Map.Entry<Server, String> entry : paths.entrySet()) {
            contest.warmUps.put(
                    entry.getKey().name(), warmUp(load.order(entry.getKey(), entry.getValue()), entry.getKey()));
        }
        for (int i = 0; i < ROUNDS; i++) {
            for (Map.Entry<Server, String> entry : paths.entrySet()) {
                Server server = entry.getKey();
                Round round = Round.measure(server, load.order(server, entry.getValue()));
                contest.rounds
                        .computeIfAbsent(server.name(), name -> new ArrayList<>())
                        .add(round);
            }
        }
        return contest;
    }

    /** Rounds until the cost has settled: compilers at work in the background belong to the cost of a server. */
    private static List<Round> warmUp(LoadClient.Order order, Server server) throws IOException {
        List<Round> warmUps = new ArrayList<>();
        double best = Double.POSITIVE_INFINITY;
        int withoutStepDown = 0;
        while (withoutStepDown < ROUNDS_TO_SETTLE && warmUps.size() < MOST_WARM_UPS) {
            Round round = Round.measure(server, order);
            warmUps.add(round);
            double cost = Metric.CPU_PER_REQUEST.of(round);
            withoutStepDown = cost < best * STEP_DOWN ? 0 : withoutStepDown + 1;
            best = Math.min(best, cost);
        }
        return warmUps;
    }

    /**
     * The size of a load.
     *
     * @param requests of a round
     * @param bodyBytes see {@link LoadClient.Order}
     * @param tls see {@link LoadClient.Order}
     */
    record Load(int connections, int requests, long bodyBytes, Optional<SSLContext> tls) {
        /** Without TLS. */
        Load(int connections, int requests, long bodyBytes) {
            this(connections, requests, bodyBytes, Optional.empty());
        }

        LoadClient.Order order(Server server, String path) {
            return new LoadClient.Order(
                    tls.isPresent() ? server.tlsAddress() : server.address(),
                    path,
                    connections,
                    requests,
                    bodyBytes,
                    tls);
        }
    }

    /**
     * The medians of {@code metrics}, each round and the warm-up by the first of them, and how the first server compares
     * to the others.
     */
    String table(List<Metric> metrics) {
        Metric first = metrics.getFirst();
        List<String> titles = new ArrayList<>(List.of(""));
        metrics.forEach(metric -> titles.add(metric.title()));
        titles.add("each round");
        titles.add("warm-up before");
        Table table = new Table(titles);
        rounds.forEach((server, measured) -> {
            List<String> cells = new ArrayList<>(List.of(server));
            metrics.forEach(metric -> cells.add(metric.text(measured)));
            cells.add(first.all(measured));
            cells.add(first.all(warmUps.getOrDefault(server, List.of())));
            table.row(cells);
        });
        return table + ratios(first);
    }

    private String ratios(Metric metric) {
        Map.Entry<String, List<Round>> subject = rounds.firstEntry();
        StringBuilder text = new StringBuilder();
        rounds.sequencedEntrySet().stream()
                .skip(1)
                .forEach(other -> text.append(String.format(
                        Locale.ROOT,
                        "%s / %s: %.2f of the %s%n",
                        subject.getKey(),
                        other.getKey(),
                        metric.median(subject.getValue()) / metric.median(other.getValue()),
                        metric.title())));
        return text.toString();
    }
}
