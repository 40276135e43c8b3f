package media.kern.server.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import media.kern.server.ServerProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Creates, starts, updates, restarts, reloads, kills, stops and deletes processes at random; a model tells after every
 * step what the API has to say. {@code -Dkern.churn.seconds=600} makes it last, {@code -Dkern.churn.seed=N} repeats a run.
 */
class ChurnTest {
    private static final Duration LASTS = Duration.ofSeconds(Long.getLong("kern.churn.seconds", 15));
    private static final long SEED = Long.getLong("kern.churn.seed", 4711);
    private static final int MAX_PROCESSES = 12;
    private static final int STEPS_BETWEEN_SETTLING = 40;
    private static final int STEPS_TO_WARM_UP = 60;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern HEAP_USED = Pattern.compile("(?:DefNew|Tenured|generation|heap) .*used (\\d+)K");

    @TempDir
    Path folder;

    private final String installation = UUID.randomUUID().toString();
    private final Random random = new Random(SEED);
    /** What is there, and whether it is ordered to run. */
    private final Map<String, Boolean> model = new TreeMap<>();

    private int created;
    private int steps;

    /** What must not grow. */
    private record Resources(long descriptors, long threads, long heapKibibytes) {}

    @Test
    void theModelAgreesAndNothingGrows() throws Exception {
        Path binary = folder.resolve("ffmpeg");
        FakeFfmpeg.install(binary, "5.1.9");
        try (ServerProcess server = ServerProcess.start(
                folder,
                Map.of(
                        "CORE_ID",
                        installation,
                        "CORE_FFMPEG_BINARY",
                        binary.toString(),
                        "CORE_FFMPEG_MAX_RESTART_DELAY_SECONDS",
                        "1",
                        "CORE_LOG_LEVEL",
                        "error"))) {
            churn(server, () -> steps < STEPS_TO_WARM_UP);
            Resources before = resources(server);
            long end = System.nanoTime() + LASTS.toNanos();

            churn(server, () -> System.nanoTime() < end);

            Resources after = resources(server);
            System.out.println(steps + " steps with seed " + SEED + ": " + before + " became " + after);
            assertThat(after.descriptors()).as("descriptors").isLessThanOrEqualTo(before.descriptors() + 8);
            assertThat(after.threads()).as("threads").isLessThanOrEqualTo(before.threads() + 8);
            assertThat(after.heapKibibytes()).as("heap in KiB").isLessThan(before.heapKibibytes() + 8 * 1024);
        }
        ServerProcess.await().until(() -> ServerProcess.childrenOf(installation).isEmpty());
    }

    private interface Condition {
        boolean holds();
    }

    /** Ends with an empty server. */
    private void churn(ServerProcess server, Condition goOn) throws Exception {
        while (goOn.holds()) {
            String done = step(server);
            steps++;
            agree(server, done);
            if (steps % STEPS_BETWEEN_SETTLING == 0) {
                settle(server);
            }
        }
        for (String id : List.copyOf(model.keySet())) {
            delete(server, id);
        }
        settle(server);
    }

    private String step(ServerProcess server) throws Exception {
        String id = model.isEmpty() ? "" : anyId();
        int action = random.nextInt(model.size() < MAX_PROCESSES ? 12 : 9);
        if (id.isEmpty() || action >= 9) {
            return create(server);
        }
        return switch (action) {
            case 0 -> delete(server, id);
            case 1 -> command(server, id, "start", true);
            case 2 -> command(server, id, "stop", false);
            case 3 -> command(server, id, "restart", wanted(id));
            case 4 -> command(server, id, "reload", wanted(id));
            case 5 -> update(server, id, id);
            case 6 -> update(server, id, "p" + ++created);
            default -> killChild(server, id);
        };
    }

    private String anyId() {
        return List.copyOf(model.keySet()).get(random.nextInt(model.size()));
    }

    private boolean wanted(String id) {
        return Boolean.TRUE.equals(model.get(id));
    }

    private String create(ServerProcess server) throws IOException {
        String id = "p" + ++created;
        boolean autostart = random.nextBoolean();
        send(server, "POST", "/api/v3/process", """
                {"id":"%s","reconnect":true,"reconnect_delay_seconds":0,"autostart":%s,"stale_timeout_seconds":20,
                 "input":[{"id":"in","address":"runs"}],"output":[{"id":"out","address":"-"}]}
                """.formatted(id, autostart));
        model.put(id, autostart);
        return "create " + id;
    }

    private String delete(ServerProcess server, String id) throws IOException {
        send(server, "DELETE", "/api/v3/process/" + id, "");
        model.remove(id);
        return "delete " + id;
    }

    private String command(ServerProcess server, String id, String command, boolean order) throws IOException {
        send(server, "PUT", "/api/v3/process/" + id + "/command", "{\"command\":\"" + command + "\"}");
        model.put(id, order);
        return command + " " + id;
    }

    private String update(ServerProcess server, String id, String newId) throws IOException {
        send(server, "PUT", "/api/v3/process/" + id, """
                {"id":"%s","reference":"step %d"}""".formatted(newId, steps));
        boolean order = wanted(id);
        model.remove(id);
        model.put(newId, order);
        return "update " + id + " to " + newId;
    }

    private String killChild(ServerProcess server, String id) throws Exception {
        JsonNode pid =
                JSON.readTree(server.get("/api/v3/process/" + id + "/state")).path("pid");
        if (pid.isMissingNode()) {
            return "nothing to kill of " + id;
        }
        new ProcessBuilder("kill", "-9", pid.asText()).start().waitFor();
        return "kill " + id;
    }

    private static void send(ServerProcess server, String method, String path, String body) throws IOException {
        HttpResponse<String> answer = server.send(method, path, body);
        assertThat(answer.statusCode())
                .as(method + " " + path + ": " + answer.body())
                .isEqualTo(200);
    }

    /** What is stopped has ended; what is to run does, or is about to. */
    private void agree(ServerProcess server, String done) throws IOException {
        Map<String, Boolean> found = new TreeMap<>();
        for (JsonNode process : JSON.readTree(server.get("/api/v3/process?filter=state"))) {
            JsonNode state = process.path("state");
            boolean start = state.path("order").asText().equals("start");
            boolean running = List.of("starting", "running", "finishing")
                    .contains(state.path("exec").asText());
            String what = "after step " + steps + ", " + done + " (seed " + SEED + "): " + process;
            if (start) {
                assertThat(running || state.path("reconnect_seconds").asInt() >= 0)
                        .as(what)
                        .isTrue();
            } else {
                assertThat(running).as(what).isFalse();
                assertThat(state.path("reconnect_seconds").asInt()).as(what).isEqualTo(-1);
                assertThat(state.has("pid")).as(what).isFalse();
            }
            found.put(process.path("id").asText(), start);
        }
        assertThat(found)
                .as("after step " + steps + ", " + done + " (seed " + SEED + ")")
                .isEqualTo(model);
    }

    /** As many FFmpegs as are to run, no more, and no zombie. */
    private void settle(ServerProcess server) {
        long wanted = model.values().stream().filter(order -> order).count();
        ServerProcess.await().untilAsserted(() -> {
            long running = 0;
            for (JsonNode process : JSON.readTree(server.get("/api/v3/process?filter=state"))) {
                running += process.path("state").path("exec").asText().equals("running") ? 1 : 0;
            }
            assertThat(running).isEqualTo(wanted);
            assertThat(childrenOf(server)).isEqualTo(wanted);
        });
    }

    /** Also zombies. */
    private static long childrenOf(ServerProcess server) {
        return ProcessHandle.of(server.pid()).orElseThrow().children().count();
    }

    private static Resources resources(ServerProcess server) throws Exception {
        Path proc = Path.of("/proc", Long.toString(server.pid()));
        jcmd(server, "GC.run");
        Matcher used = HEAP_USED.matcher(jcmd(server, "GC.heap_info"));
        long heap = 0;
        while (used.find()) {
            heap += Long.parseLong(used.group(1));
        }
        assertThat(heap).isPositive();
        long threads = Files.readAllLines(proc.resolve("status")).stream()
                .filter(line -> line.startsWith("Threads:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .sum();
        try (Stream<Path> descriptors = Files.list(proc.resolve("fd"))) {
            return new Resources(descriptors.count(), threads, heap);
        }
    }

    private static String jcmd(ServerProcess server, String command) throws Exception {
        List<String> words = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString()));
        words.addAll(List.of(Long.toString(server.pid()), command));
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
