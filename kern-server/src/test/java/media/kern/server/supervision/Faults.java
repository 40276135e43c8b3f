package media.kern.server.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import media.kern.server.TestingKern;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** A server whose processes get into trouble, seen as a client sees it; and what was measured of it. */
final class Faults implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, String> MEASURED = new ConcurrentSkipListMap<>();

    private final TestingKern kern;

    Faults(TestingKern kern) {
        this.kern = kern;
    }

    static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(20));
    }

    TestingKern kern() {
        return kern;
    }

    /** Adds and starts a process of one input and one output. */
    void add(String id, String input, String more) {
        add(id, input, "[]", "-", "[\"-f\",\"null\"]", more);
    }

    void add(String id, String input, String inputOptions, String output, String outputOptions, String more) {
        HttpResponse<String> added = kern.postJson("/api/v3/process", """
                {"id":"%s","input":[{"id":"in","address":"%s","options":%s}],
                 "output":[{"id":"out","address":"%s","options":%s}]%s}
                """.formatted(
                        id, input, inputOptions, output, outputOptions, more.isEmpty() ? "" : "," + more));
        assertThat(added.statusCode()).as(added.body()).isEqualTo(200);
    }

    void command(String id, String command) {
        HttpResponse<String> done =
                kern.putJson("/api/v3/process/" + id + "/command", "{\"command\":\"" + command + "\"}");
        assertThat(done.statusCode()).as(done.body()).isEqualTo(200);
    }

    JsonNode state(String id) {
        return get("/api/v3/process/" + id + "/state");
    }

    JsonNode report(String id) {
        return get("/api/v3/process/" + id + "/report");
    }

    private JsonNode get(String path) {
        HttpResponse<String> answer = kern.get(path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        try {
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    JsonNode awaitState(String id, Predicate<JsonNode> condition) {
        return await().until(() -> state(id), condition);
    }

    JsonNode awaitExec(String id, String exec) {
        return awaitState(id, state -> state.path("exec").asText().equals(exec));
    }

    /** Waits until a run has ended that this is the first to see; its reason and signal or code are in the answer. */
    JsonNode awaitExit(String id) {
        return awaitState(id, state -> state.has("last_exit")).path("last_exit");
    }

    long awaitPid(String id) {
        return awaitState(
                        id,
                        state -> state.has("pid")
                                && !state.path("last_logline").asText().isEmpty())
                .path("pid")
                .asLong();
    }

    /** All lines of the log now and in the history. */
    String everythingLogged(String id) {
        return report(id).toString();
    }

    static void signal(long pid, String name) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-s", name, Long.toString(pid)).start();
        assertThat(kill.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(kill.exitValue()).isZero();
    }

    static boolean runs(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            char state = stat.charAt(stat.lastIndexOf(')') + 2);
            return state != 'Z' && state != 'X';
        } catch (IOException e) {
            return false;
        }
    }

    /** Remembers a number for the table that is printed at the end; nothing depends on it. */
    static void measured(String fault, long sinceNanos, String afterwards) {
        MEASURED.put(
                fault,
                String.format(
                        Locale.ROOT, "%-34s %6.1f s   %s", fault, (System.nanoTime() - sinceNanos) / 1e9, afterwards));
    }

    /** Writes what was measured to {@code target/supervision-faults.txt}. */
    static void print() throws IOException {
        Files.writeString(Path.of("target", "supervision-faults.txt"), String.join("\n", MEASURED.values()) + "\n");
    }

    @Override
    public void close() {
        kern.close();
    }
}
