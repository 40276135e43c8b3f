package media.kern.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SequencedMap;

/** GET of a segment over TLS 1.3, which Kern holds in memory and nginx on tmpfs. */
final class TlsBenchmark implements Benchmark {
    private static final int SEGMENT_BYTES = 1024 * 1024;
    private static final String FILE_NAME = "bench.ts";
    private static final int REQUESTS = 3_000;
    private static final List<Integer> CONNECTIONS = List.of(32, 512);
    private static final List<Metric> METRICS =
            List.of(Metric.CPU_PER_GIGABYTE, Metric.GIGABITS, Metric.P99, Metric.CPU_PER_REQUEST, Metric.CLIENT_BUSY);

    @Override
    public String name() {
        return "tls";
    }

    @Override
    public String title() {
        return "a file of 1 MiB over TLS 1.3 (AES-128-GCM), 32 and 512 connections, rounds of " + REQUESTS
                + " requests";
    }

    @Override
    public String run(Sandbox sandbox) throws IOException, InterruptedException {
        byte[] content = new byte[SEGMENT_BYTES];
        new Random(1).nextBytes(content);
        Path folder = sandbox.folder(Path.of(System.getProperty("java.io.tmpdir")));
        BenchCertificate certificate = BenchCertificate.create(folder);
        try (Server kern = KernServer.startWithTls(sandbox, certificate)) {
            String path = "/memfs/" + FILE_NAME;
            try (Http http = new Http(kern)) {
                http.put(path, content);
            }
            SequencedMap<Server, String> paths = new LinkedHashMap<>(Map.of(kern, path));
            if (!NginxServer.available()) {
                return compare(paths, certificate, kern);
            }
            try (Server nginx = NginxServer.startWithTls(sandbox, FILE_NAME, content, certificate)) {
                paths.put(nginx, "/" + FILE_NAME);
                return compare(paths, certificate, kern);
            }
        } finally {
            sandbox.delete(folder);
        }
    }

    private static String compare(SequencedMap<Server, String> paths, BenchCertificate certificate, Server kern)
            throws IOException {
        StringBuilder text = new StringBuilder();
        for (int connections : CONNECTIONS) {
            Contest.Load load =
                    new Contest.Load(connections, REQUESTS, SEGMENT_BYTES, Optional.of(certificate.trust()));
            text.append(connections)
                    .append(" connections\n")
                    .append(Contest.run(paths, load).table(METRICS));
        }
        return text + "Memory of Kern afterwards: "
                + Memory.mebibytes(kern.tree().residentBytes()) + " MiB\n";
    }
}
