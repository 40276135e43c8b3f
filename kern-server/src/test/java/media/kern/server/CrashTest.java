package media.kern.server;

import static media.kern.server.ServerProcess.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import media.kern.core.process.StoredProcess;
import media.kern.core.store.Database;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What is left when the server is killed while it works. */
@Execution(ExecutionMode.CONCURRENT)
class CrashTest {
    private static final int ROUNDS = 3;
    private static final int CLIENTS = 8;
    private static final int WRITES = 1000;
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    private final String installation = UUID.randomUUID().toString();
    /** What was answered with 200: metadata by key, and ids of processes with the reference they were given. */
    private final Map<String, String> metadata = new ConcurrentSkipListMap<>();

    private final Map<String, String> processes = new ConcurrentSkipListMap<>();

    private ServerProcess start() {
        return ServerProcess.start(folder, Map.of("CORE_ID", installation));
    }

    @Test
    void everythingAnsweredSurvivesAndNoFfmpegIsLeftOver() throws Exception {
        Random random = new Random();
        ServerProcess server = start();
        try {
            addLive(server, "live-1");
            addLive(server, "live-2");
            for (int round = 0; round < ROUNDS; round++) {
                await().until(() -> ServerProcess.childrenOf(installation).size() == 2);

                killWhileWriting(server, round, 50 + random.nextInt(WRITES / 2));

                await().until(() -> ServerProcess.childrenOf(installation).isEmpty());
                assertThat(storedProcesses()).containsAllEntriesOf(processes).containsKeys("live-1", "live-2");
                server.close();
                server = start();
                assertThat(metadata(server)).containsAllEntriesOf(metadata);
                assertThat(processes(server)).containsAllEntriesOf(processes).containsKeys("live-1", "live-2");
            }
            await().until(() -> ServerProcess.childrenOf(installation).size() == 2);
            await().until(() -> leftovers().isEmpty());
        } finally {
            server.close();
        }
        await().until(() -> ServerProcess.childrenOf(installation).isEmpty());
    }

    @Test
    void whatAnEarlierRunLeftBehindIsEndedAtTheStart() throws Exception {
        ProcessBuilder builder = new ProcessBuilder("setsid", "sleep", "1000");
        builder.environment().put("KERN_ID", installation);
        builder.environment().put("KERN_PID", "4194305");
        Process orphan = builder.start();
        try (ServerProcess server = start()) {
            assertThat(server.running()).isTrue();

            await().until(() -> !orphan.isAlive());
        } finally {
            orphan.destroyForcibly();
        }
    }

    private static void addLive(ServerProcess server, String id) throws IOException {
        HttpResponse<String> added = server.send("POST", "/api/v3/process", """
                {"id":"%s","reconnect":true,
                 "input":[{"id":"in","address":"testsrc2=size=64x64:rate=5","options":["-re","-f","lavfi"]}],
                 "output":[{"id":"out","address":"-","options":["-f","null"]}]}""".formatted(id));
        assertThat(added.statusCode()).as(added.body()).isEqualTo(200);
    }

    private void killWhileWriting(ServerProcess server, int round, int killAfter) throws Exception {
        CountDownLatch enough = new CountDownLatch(killAfter);
        AtomicBoolean killed = new AtomicBoolean();
        List<Future<?>> clients = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int client = 0; client < CLIENTS; client++) {
                String name = "round" + round + "-client" + client + "-";
                clients.add(threads.submit(() -> {
                    write(server, name, enough, killed);
                    return name;
                }));
            }
            assertThat(enough.await(60, TimeUnit.SECONDS)).isTrue();
            killed.set(true);
            server.kill();
        }
        for (Future<?> client : clients) {
            client.get();
        }
    }

    /** Writes until there is no server any more; keeps what the server has answered. */
    private void write(ServerProcess server, String name, CountDownLatch enough, AtomicBoolean killed)
            throws IOException {
        try {
            for (int i = 0; i < WRITES / CLIENTS; i++) {
                String key = name + i;
                put(server, "/api/v3/metadata/" + key, key);
                metadata.put(key, key);
                enough.countDown();
                if (i % 4 == 0) {
                    add(server, key, "added");
                    processes.put(key, "added");
                } else if (i % 4 == 1) {
                    String id = name + (i - 1);
                    processes.remove(id); // Either is right until the answer.
                    HttpResponse<String> updated =
                            server.send("PUT", "/api/v3/process/" + id, "{\"reference\":\"updated\"}");
                    assertThat(updated.statusCode()).as(updated.body()).isEqualTo(200);
                    processes.put(id, "updated");
                }
                enough.countDown();
            }
        } catch (IOException e) {
            if (!killed.get()) {
                throw e;
            }
        }
    }

    private static void put(ServerProcess server, String path, String value) throws IOException {
        HttpResponse<String> response = server.send("PUT", path, "\"" + value + "\"");
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    }

    private static void add(ServerProcess server, String id, String reference) throws IOException {
        HttpResponse<String> added = server.send("POST", "/api/v3/process", """
                {"id":"%s","reference":"%s","autostart":false,
                 "input":[{"id":"in","address":"udp://127.0.0.1:1"}],
                 "output":[{"id":"out","address":"-"}]}""".formatted(id, reference));
        assertThat(added.statusCode()).as(added.body()).isEqualTo(200);
    }

    /** As the next server will read the file. */
    private Map<String, String> storedProcesses() throws Exception {
        Map<String, String> stored = new TreeMap<>();
        for (StoredProcess process :
                Database.open(folder.resolve("config").resolve("db.json")).processes()) {
            stored.put(process.id(), process.config().reference());
        }
        return stored;
    }

    private List<Path> leftovers() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("config"))) {
            return files.filter(file -> file.getFileName().toString().startsWith(".db.json"))
                    .toList();
        }
    }

    private static Map<String, String> metadata(ServerProcess server) throws IOException {
        Map<String, String> found = new TreeMap<>();
        JSON.readTree(server.get("/api/v3/metadata"))
                .properties()
                .forEach(entry -> found.put(entry.getKey(), entry.getValue().asText()));
        return found;
    }

    private static Map<String, String> processes(ServerProcess server) throws IOException {
        Map<String, String> found = new TreeMap<>();
        for (JsonNode process : JSON.readTree(server.get("/api/v3/process"))) {
            found.put(process.path("id").asText(), process.path("reference").asText());
        }
        return found;
    }
}
