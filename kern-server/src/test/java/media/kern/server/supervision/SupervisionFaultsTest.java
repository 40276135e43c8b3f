package media.kern.server.supervision;

import static media.kern.server.supervision.Faults.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import media.kern.server.TestingKern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Everything an FFmpeg can do wrong, and what the server does about it. docs/supervision.md has the same list. */
@Execution(ExecutionMode.CONCURRENT)
class SupervisionFaultsTest {
    private static final String RECONNECT = "\"reconnect\":true,\"reconnect_delay_seconds\":1";
    private static final String STALE = RECONNECT + ",\"stale_timeout_seconds\":3";
    private static final String PATTERN = "testsrc2=size=64x64:rate=10";
    private static final String LAVFI = "[\"-re\",\"-f\",\"lavfi\"]";

    @TempDir
    static Path folder;

    private static final String INSTALLATION = UUID.randomUUID().toString();
    private static final String OTHER_INSTALLATION = UUID.randomUUID().toString();
    private static Faults real;
    private static Faults fake;

    @BeforeAll
    static void start() throws IOException {
        real = new Faults(TestingKern.start(Map.of("CORE_ID", INSTALLATION)));
        Path binary = folder.resolve("ffmpeg");
        FakeFfmpeg.install(binary, "5.1.9");
        fake = new Faults(
                TestingKern.start(Map.of("CORE_ID", OTHER_INSTALLATION, "CORE_FFMPEG_BINARY", binary.toString())));
    }

    @AfterAll
    static void nothingIsLeft() throws IOException {
        Faults.print();
        real.close();
        fake.close();
        await().untilAsserted(() -> {
            assertThat(childrenOf(INSTALLATION)).isEmpty();
            assertThat(childrenOf(OTHER_INSTALLATION)).isEmpty();
        });
    }

    /** Also zombies: they have no environment any more, but this JVM as their parent. */
    private static List<String> childrenOf(String installation) throws IOException {
        List<String> children = new ArrayList<>();
        try (Stream<Path> entries = Files.list(Path.of("/proc"))) {
            for (Path entry : (Iterable<Path>) entries::iterator) {
                if (entry.getFileName().toString().chars().allMatch(Character::isDigit)) {
                    String environment = read(entry.resolve("environ"));
                    if (environment.contains("KERN_ID=" + installation)) {
                        children.add(read(entry.resolve("cmdline")));
                    }
                }
            }
        }
        return children;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }

    private static void awaitFrames(Faults faults, String id) {
        faults.awaitState(id, state -> state.path("progress").path("frame").asLong() > 0);
    }

    @Test
    void oneThatIsFrozenIsKilledAndRunsAgain() throws Exception {
        real.add("frozen", PATTERN, LAVFI, "-", "[\"-f\",\"null\"]", STALE);
        awaitFrames(real, "frozen");
        long pid = real.awaitPid("frozen");

        Faults.signal(pid, "STOP");
        long begin = System.nanoTime();
        real.awaitExec("frozen", "finishing");
        Faults.measured("frozen (SIGSTOP)", begin, "SIGINT, SIGKILL 5 s later, runs again");

        JsonNode exit = real.awaitExit("frozen");
        assertThat(exit.path("reason").asText()).isEqualTo("stale");
        assertThat(exit.path("signal").asInt()).isEqualTo(9);
        awaitFrames(real, "frozen");
        assertThat(real.everythingLogged("frozen"))
                .contains("Stopping FFmpeg: no progress for", "Killing FFmpeg: it has not ended within 5 s");
        assertThat(Faults.runs(pid)).isFalse();
    }

    @Test
    void oneWhoseSourceStopsSendingIsStoppedAndRunsAgain() throws Exception {
        byte[] stream = mpegTs();
        try (ServerSocket source = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            real.add(
                    "stalled",
                    "tcp://127.0.0.1:" + source.getLocalPort(),
                    "[\"-f\",\"mpegts\"]",
                    "-",
                    "[\"-f\",\"null\"]",
                    STALE);
            try (Socket first = source.accept();
                    OutputStream out = first.getOutputStream()) {
                out.write(stream);
                out.flush();
                awaitFrames(real, "stalled");
                long begin = System.nanoTime();
                // Connected, and silent from here on.
                JsonNode exit = real.awaitExit("stalled");
                Faults.measured("source stops sending", begin, "SIGINT, connects again");
                assertThat(exit.path("reason").asText()).isEqualTo("stale");
                try (Socket second = source.accept()) {
                    assertThat(second.isConnected()).isTrue();
                }
            }
        }
    }

    /** Eight seconds of a small picture and a tone. */
    private static byte[] mpegTs() throws IOException, InterruptedException {
        Path file = folder.resolve("stalled.ts");
        Process ffmpeg = new ProcessBuilder(
                        ("ffmpeg -nostdin -y -f lavfi -i testsrc2=size=128x72:rate=10 -f lavfi -i sine -t 8"
                                        + " -c:v libx264 -g 10 -c:a aac -f mpegts " + file)
                                .split(" "))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(ffmpeg.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(ffmpeg.exitValue()).isZero();
        return Files.readAllBytes(file);
    }

    @Test
    void oneWhoseSourceNeverAnswersIsStoppedAndRunsAgain() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            real.add("half-open", "tcp://127.0.0.1:" + silent.getLocalPort(), STALE);
            long begin = System.nanoTime();

            JsonNode exit = real.awaitExit("half-open");
            Faults.measured("half-open connection", begin, "SIGINT, connects again");
            assertThat(exit.path("reason").asText()).isEqualTo("stale");
            real.awaitExec("half-open", "running");
        }
    }

    @Test
    void oneThatIsKilledRunsAgain() throws Exception {
        real.add("killed", PATTERN, LAVFI, "-", "[\"-f\",\"null\"]", RECONNECT);
        awaitFrames(real, "killed");

        long begin = System.nanoTime();
        Faults.signal(real.awaitPid("killed"), "KILL");
        JsonNode state = real.awaitExec("killed", "killed");
        Faults.measured("SIGKILL", begin, "killed, runs again after the delay");

        assertThat(state.path("last_exit").path("reason").asText()).isEqualTo("itself");
        assertThat(state.path("last_exit").path("signal").asInt()).isEqualTo(9);
        assertThat(state.path("reconnect_seconds").asInt()).isBetween(0, 1);
        assertThat(state.has("pid")).isFalse();
        awaitFrames(real, "killed");
    }

    @Test
    void oneThatEndsAtOnceIsStartedAgainLessAndLessOften() {
        for (String loop : List.of("exit-0", "exit-1")) {
            fake.add(loop, loop, "\"reconnect\":true,\"reconnect_delay_seconds\":0");
        }
        for (String loop : List.of("exit-0", "exit-1")) {
            String exec = loop.equals("exit-0") ? "finished" : "failed";
            for (int wait : List.of(1, 2, 4)) {
                // Shown truncated, so a wait of 4 s shows as 3 for nearly a second.
                JsonNode state = fake.awaitState(
                        loop, found -> found.path("reconnect_seconds").asInt() == wait - 1);
                assertThat(state.path("exec").asText()).isEqualTo(exec);
                assertThat(state.path("order").asText()).isEqualTo("start");
            }
            assertThat(fake.report(loop).path("history").size()).isGreaterThanOrEqualTo(2);
        }
        fake.command("exit-1", "stop");
        assertThat(fake.state("exit-1").path("reconnect_seconds").asInt()).isEqualTo(-1);
    }

    @Test
    void oneThatIgnoresAllSignalsIsKilled() {
        fake.add("stubborn", "ignores-signals", "");
        awaitFrames(fake, "stubborn");

        long begin = System.nanoTime();
        fake.command("stubborn", "stop");
        Faults.measured("ignores SIGINT and SIGTERM", begin, "finishing, SIGKILL, killed");

        assertThat(fake.state("stubborn").path("exec").asText()).isEqualTo("killed");
        assertThat(fake.everythingLogged("stubborn")).contains("Killing FFmpeg: it has not ended within 5 s");
    }

    @Test
    void anEndlessLineIsCut() {
        long begin = System.nanoTime();
        fake.add("endless", "no-line-end", "");
        fake.awaitExec("endless", "finished");
        Faults.measured("200 MB without a line end", begin, "read to its end, one line of 64 KiB kept");

        JsonNode log = fake.report("endless").path("log");
        assertThat(log.size()).isEqualTo(2);
        assertThat(log.get(0).get(1).asText())
                .hasSizeLessThan(66_000)
                .endsWith(" ... (cut, " + (200_000_000 - 65_536) + " bytes more)");
        assertThat(fake.state("endless").path("last_logline").asText()).isEqualTo("end");
    }

    @Test
    void aFloodOfLinesIsReadToItsEnd() {
        long begin = System.nanoTime();
        fake.add("flood", "flood", "");
        fake.awaitExec("flood", "finished");
        Faults.measured("3 million lines at once", begin, "read to its end, the last 50 lines kept");

        JsonNode report = fake.report("flood");
        assertThat(report.path("log").size()).isEqualTo(50);
        assertThat(report.path("prelude").size()).isEqualTo(151);
        assertThat(fake.state("flood").path("last_logline").asText()).isEqualTo("end");
    }

    @Test
    void whatFfmpegLeavesBehindEndsWithIt() {
        fake.add("parent", "leaves-children", "");
        List<Long> children = new ArrayList<>();
        await().until(() -> {
            children.clear();
            for (JsonNode line : fake.report("parent").path("log")) {
                String[] words = line.get(1).asText().split(" ");
                children.add(Long.parseLong(words[1]));
            }
            return children.size() == 2;
        });
        assertThat(children).allMatch(Faults::runs);

        fake.awaitExec("parent", "finished");

        await().until(() -> children.stream().noneMatch(Faults::runs));
    }

    @Test
    void aMissingBinaryIsAFailureUntilItIsBackAgain() throws Exception {
        Path binary = folder.resolve("vanishing");
        FakeFfmpeg.install(binary, "5.1.9");
        try (Faults server = new Faults(TestingKern.start(Map.of("CORE_FFMPEG_BINARY", binary.toString())))) {
            Files.delete(binary);
            server.add("missing", "runs", RECONNECT);

            JsonNode state = server.state("missing");
            assertThat(state.path("exec").asText()).isEqualTo("failed");
            assertThat(state.path("last_logline").asText())
                    .isEqualTo("fork/exec " + binary + ": no such file or directory");
            FakeFfmpeg.install(binary, "5.1.9");

            awaitFrames(server, "missing");
        }
    }

    @Test
    void aReplacedBinaryIsUsedFromTheNextStartOn() throws Exception {
        Path binary = folder.resolve("replaced");
        FakeFfmpeg.install(binary, "5.1.9");
        try (Faults server = new Faults(TestingKern.start(Map.of("CORE_FFMPEG_BINARY", binary.toString())))) {
            server.add("upgraded", "runs", RECONNECT);
            awaitFrames(server, "upgraded");
            long pid = server.awaitPid("upgraded");

            FakeFfmpeg.install(binary, "6.1.1");
            long frame = server.state("upgraded").path("progress").path("frame").asLong();
            server.awaitState(
                    "upgraded", state -> state.path("progress").path("frame").asLong() > frame);
            assertThat(server.state("upgraded").path("pid").asLong()).isEqualTo(pid);
            server.command("upgraded", "restart");

            await().until(() -> server.everythingLogged("upgraded").contains("\"6.1.1\""));
            assertThat(Files.readString(Path.of("/proc", Long.toString(server.awaitPid("upgraded")), "cmdline")))
                    .as("what only the new version understands")
                    .contains("-stats_mux_pre");
        }
    }

    @Test
    void aMemoryHogIsStopped() {
        fake.add("hog", "memory-hog", "\"limits\":{\"memory_mbytes\":60}");
        long begin = System.nanoTime();

        JsonNode exit = fake.awaitExit("hog");
        Faults.measured("memory hog (100 MB/s, limit 60 MB)", begin, "SIGINT or SIGKILL, memory_limit");

        assertThat(exit.path("reason").asText()).isEqualTo("memory_limit");
        assertThat(fake.everythingLogged("hog"))
                .containsPattern("Stopping FFmpeg: memory usage of [0-9.]+ MiB exceeds the limit of 60.0 MiB");
    }

    @Test
    void aCpuHogIsStoppedAfterItsTime() {
        fake.add("busy", "cpu-hog", "\"limits\":{\"cpu_usage\":3,\"waitfor_seconds\":2}");
        long begin = System.nanoTime();

        JsonNode exit = fake.awaitExit("busy");
        Faults.measured("CPU hog (limit 3 %, for 2 s)", begin, "SIGINT, cpu_limit");

        assertThat(exit.path("reason").asText()).isEqualTo("cpu_limit");
        assertThat(fake.everythingLogged("busy"))
                .containsPattern("Stopping FFmpeg: CPU usage of [0-9.]+ % exceeds the limit of 3.0 % for 2 s or more");
    }

    @Test
    void aFullDiskIsAFailureThatTheLogNames() {
        long begin = System.nanoTime();
        real.add("full", PATTERN, LAVFI, "/dev/full", "[\"-y\",\"-f\",\"mpegts\"]", "\"reconnect\":true");

        JsonNode exit = real.awaitExit("full");
        Faults.measured("disk full", begin, "failed, runs again");

        assertThat(exit.path("reason").asText()).isEqualTo("itself");
        assertThat(exit.path("code").asInt()).isNotZero();
        assertThat(real.everythingLogged("full")).contains("No space left on device");
    }
}
