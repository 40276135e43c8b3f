package media.kern.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The list that every user interface asks for again and again. */
final class ProcessListBenchmark implements Benchmark {
    private static final int PROCESSES = 100;
    private static final String PATH = "/api/v3/process";

    @Override
    public String name() {
        return "processes";
    }

    @Override
    public String title() {
        return "GET " + PATH + " with 100 stopped processes, not compressed, 8 connections, rounds of 6,000 requests";
    }

    @Override
    public String run(Sandbox sandbox) throws IOException, InterruptedException {
        try (Server kern = KernServer.start(sandbox)) {
            fill(kern);
            Contest.Load load = new Contest.Load(8, 6_000, AnswerReader.ANY_LENGTH);
            Contest contest = Contest.run(new LinkedHashMap<>(Map.of(kern, PATH)), load);
            return contest.table(List.of(Metric.CPU_PER_REQUEST, Metric.REQUESTS, Metric.BYTES, Metric.CLIENT_BUSY))
                    + "Memory of Kern afterwards: "
                    + Memory.mebibytes(kern.tree().residentBytes()) + " MiB\n";
        }
    }

    private static void fill(Server kern) throws IOException, InterruptedException {
        try (Http http = new Http(kern)) {
            for (int i = 0; i < PROCESSES; i++) {
                http.postJson(PATH, process(i));
            }
            String list = new String(http.get(PATH), StandardCharsets.UTF_8);
            for (int i = 0; i < PROCESSES; i++) {
                if (!list.contains("\"id\":\"bench-" + i + "\"")) {
                    throw new BadAnswerException("the list has no process bench-" + i);
                }
            }
        }
    }

    /** A camera's worth of options: H.264 and AAC from a test pattern to HLS in memory. */
    private static String process(int number) {
        return """
                {
                  "id": "bench-%1$d", "type": "ffmpeg", "reference": "bench",
                  "input": [{
                    "id": "in", "address": "testsrc2=size=1280x720:rate=25",
                    "options": ["-f", "lavfi", "-re"]
                  }],
                  "output": [{
                    "id": "out", "address": "{memfs}/bench_%1$d.m3u8",
                    "options": [
                      "-map", "0:0", "-codec:v", "libx264", "-preset:v", "ultrafast", "-b:v", "4096k",
                      "-maxrate:v", "4096k", "-bufsize:v", "4096k", "-r", "25", "-g", "50", "-pix_fmt", "yuv420p",
                      "-f", "hls", "-start_number", "0", "-hls_time", "2", "-hls_list_size", "6",
                      "-hls_flags", "append_list+delete_segments", "-hls_segment_filename",
                      "{memfs}/bench_%1$d_%%04d.ts", "-master_pl_name", "bench_%1$d_master.m3u8", "-method", "PUT"
                    ],
                    "cleanup": [{"pattern": "memfs:/bench_%1$d_*.ts", "max_files": 24, "purge_on_delete": true}]
                  }],
                  "options": ["-loglevel", "level+info", "-err_detect", "ignore_err"],
                  "reconnect": true, "reconnect_delay_seconds": 15, "autostart": false, "stale_timeout_seconds": 30
                }
                """.formatted(number);
    }
}
