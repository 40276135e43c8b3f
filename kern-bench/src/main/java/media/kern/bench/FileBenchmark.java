package media.kern.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SequencedMap;

/** GET of one file that Kern holds in memory and nginx on tmpfs. */
final class FileBenchmark implements Benchmark {
    private static final int SEGMENT_BYTES = 1024 * 1024;
    private static final int PLAYLIST_BYTES = 600;

    private final String name;
    private final String title;
    private final String fileName;
    private final byte[] content;
    private final Contest.Load load;
    private final List<Metric> metrics;

    private FileBenchmark(
            String name, String title, String fileName, byte[] content, Contest.Load load, List<Metric> metrics) {
        this.name = name;
        this.title = title;
        this.fileName = fileName;
        this.content = content;
        this.load = load;
        this.metrics = metrics;
    }

    static FileBenchmark segment() {
        byte[] content = new byte[SEGMENT_BYTES];
        new Random(1).nextBytes(content);
        return new FileBenchmark(
                "segment",
                "a file of 1 MiB, 32 connections, rounds of 4,000 requests",
                "bench.ts",
                content,
                new Contest.Load(32, 4_000, content.length),
                List.of(Metric.CPU_PER_GIGABYTE, Metric.GIGABITS, Metric.CPU_PER_REQUEST, Metric.CLIENT_BUSY));
    }

    static FileBenchmark playlist() {
        byte[] content = mediaPlaylist();
        return new FileBenchmark(
                "playlist",
                "a playlist of 600 bytes, 32 connections, rounds of 60,000 requests",
                "bench.m3u8",
                content,
                new Contest.Load(32, 60_000, content.length),
                List.of(Metric.CPU_PER_REQUEST, Metric.REQUESTS, Metric.CLIENT_BUSY));
    }

    private static byte[] mediaPlaylist() {
        StringBuilder text = new StringBuilder("#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-TARGETDURATION:2\n");
        for (int i = 0; text.length() < PLAYLIST_BYTES; i++) {
            text.append("#EXTINF:2.000000,\nbench_").append(1000 + i).append(".ts\n");
        }
        return text.substring(0, PLAYLIST_BYTES).getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public String run(Sandbox sandbox) throws IOException, InterruptedException {
        try (Server kern = KernServer.start(sandbox)) {
            String path = "/memfs/" + fileName;
            try (Http http = new Http(kern)) {
                http.put(path, content);
            }
            return NginxServer.available() ? withNginx(kern, path, sandbox) : alone(kern, path);
        }
    }

    private String withNginx(Server kern, String path, Sandbox sandbox) throws IOException, InterruptedException {
        try (Server nginx = NginxServer.start(sandbox, fileName, content)) {
            SequencedMap<Server, String> paths = new LinkedHashMap<>();
            paths.put(kern, path);
            paths.put(nginx, "/" + fileName);
            return compare(paths, kern);
        }
    }

    private String alone(Server kern, String path) throws IOException, InterruptedException {
        return compare(new LinkedHashMap<>(Map.of(kern, path)), kern) + "nginx is not here to compare with: "
                + NginxServer.program() + " (Debian: nginx-light)\n";
    }

    private String compare(SequencedMap<Server, String> paths, Server kern) throws IOException, InterruptedException {
        for (Server server : paths.keySet()) {
            requireContent(server, paths.get(server));
        }
        String table = Contest.run(paths, load).table(metrics);
        return table + "Memory of Kern afterwards: "
                + Memory.mebibytes(kern.tree().residentBytes()) + " MiB\n";
    }

    private void requireContent(Server server, String path) throws IOException, InterruptedException {
        try (Http http = new Http(server)) {
            if (!Arrays.equals(http.get(path), content)) {
                throw new BadAnswerException(server.name() + " answers " + path + " with something else");
            }
        }
    }
}
