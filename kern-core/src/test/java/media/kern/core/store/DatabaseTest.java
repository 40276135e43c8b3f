package media.kern.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import media.kern.core.leg.WebRtcConfig;
import media.kern.core.leg.WhipIngestConfig;
import media.kern.core.process.CleanupRule;
import media.kern.core.process.IoConfig;
import media.kern.core.process.LimitConfig;
import media.kern.core.process.ProcessConfig;
import media.kern.core.process.StoredProcess;
import media.kern.ffmpeg.process.Order;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseTest {
    private static final String EMPTY = """
            {
                "version": 4,
                "process": {},
                "metadata": {
                    "system": {},
                    "process": {}
                }
            }""";

    /** As the reference writes it: some lists are null, metadata of a process without any is null. */
    private static final String OF_THE_REFERENCE = """
            {
                "version": 4,
                "process": {
                    "cam": {
                        "id": "cam",
                        "reference": "front",
                        "config": {
                            "id": "cam",
                            "reference": "front",
                            "ffversion": "^6.1.1",
                            "input": [
                                {
                                    "id": "in",
                                    "address": "#other:output=out",
                                    "options": [
                                        "-re"
                                    ],
                                    "cleanup": null
                                }
                            ],
                            "output": [
                                {
                                    "id": "out",
                                    "address": "{memfs}/{processid}.m3u8",
                                    "options": [
                                        "-f",
                                        "hls"
                                    ],
                                    "cleanup": [
                                        {
                                            "pattern": "memfs:/*.ts",
                                            "max_files": 12,
                                            "max_file_age_seconds": 34,
                                            "purge_on_delete": true
                                        }
                                    ]
                                }
                            ],
                            "options": null,
                            "reconnect": true,
                            "reconnect_delay_seconds": 15,
                            "autostart": true,
                            "stale_timeout_seconds": 30,
                            "limit_cpu_usage": 12.5,
                            "limit_memory_bytes": 104857600,
                            "limit_waitfor_seconds": 5
                        },
                        "created_at": 1795334159,
                        "updated_at": 1795334160,
                        "order": "start"
                    }
                },
                "metadata": {
                    "system": {
                        "name": "x",
                        "number": 1.5
                    },
                    "process": {
                        "cam": null
                    }
                }
            }
            """;

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("db.json");
    }

    private Database open(String content) throws Exception {
        Files.writeString(file, content);
        return Database.open(file);
    }

    private static void done(CompletableFuture<Void> change) throws Exception {
        change.get(20, TimeUnit.SECONDS);
    }

    private static StoredProcess process(String id) {
        return new StoredProcess(ProcessConfig.withDefaults(id), 1, 2, Order.STOP);
    }

    @Test
    void aMissingFileIsAnEmptyDatabase() throws Exception {
        Database database = Database.open(file);

        assertThat(database.processes()).isEmpty();
        assertThat(database.systemMetadata()).isEmpty();
        assertThat(file).doesNotExist();
        done(database.save());
        assertThat(file).hasContent(EMPTY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"version\":4}",
                "{\"version\":4,\"process\":null,\"metadata\":null}",
                "{\"version\":4,\"process\":{},\"metadata\":{\"system\":null,\"process\":null}}",
                "{\"VERSION\":4,\"unknown\":[1,{}]}"
            })
    void anEmptyDatabaseSaysSoInSeveralWays(String document) throws Exception {
        Database database = open(document);

        assertThat(database.processes()).isEmpty();
        assertThat(database.systemMetadata()).isEmpty();
        done(database.save());
        assertThat(file).hasContent(EMPTY);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {}             | unsupported version of the DB file (want: 4, have: 0)
            {"version":3}  | unsupported version of the DB file (want: 4, have: 3)
            {"version":5}  | unsupported version of the DB file (want: 4, have: 5)
            {"version":3,"process":[]} | unsupported version of the DB file (want: 4, have: 3)
            ''             | syntax error at line 1, character 0: unexpected end of JSON input
            {"version":4   | unexpected end of JSON input
            {"version":4}} | invalid character '}' after top-level value
            {"version":"4"} | expect type 'uint64' for 'version' at line 1, character
            {"version":4,"process":[]} | expect type 'map[string]*app.Process' for 'process' at line 1, character
            {"version":4,"process":{"a":1}} | for 'process.a' at line 1, character
            {"version":4,"process":{"a":{"config":{"reconnect":1}}}} | expect type 'bool' for 'process.a.config.reconnect'
            {"version":4,"process":{"a":{"created_at":"x"}}} | expect type 'int64' for 'process.a.created_at'
            {"version":4,"metadata":[]} | for 'metadata' at line 1, character
            {"version":4,"metadata":{"process":{"a":1}}} | for 'metadata.process.a' at line 1, character
            """)
    void refusesWhatItCannotUnderstandAndLeavesItAsItIs(String document, String reason) throws Exception {
        Files.writeString(file, document);

        assertThatThrownBy(() -> Database.open(file))
                .isInstanceOf(DatabaseException.class)
                .hasMessageStartingWith("failed to load data from DB (")
                .hasMessageContaining(reason)
                .hasMessageEndingWith("): repair or move away " + file);

        assertThat(Files.readString(file)).isEqualTo(document);
    }

    @Test
    void refusesWhatItCannotRead() throws Exception {
        Files.createDirectory(file);

        assertThatThrownBy(() -> Database.open(file))
                .isInstanceOf(DatabaseException.class)
                .hasMessageStartingWith("failed to load data from DB (");
    }

    @Test
    void readsWhatTheReferenceWrote() throws Exception {
        Database database = open(OF_THE_REFERENCE);

        assertThat(database.processes())
                .containsExactly(new StoredProcess(
                        new ProcessConfig(
                                "cam",
                                "front",
                                "^6.1.1",
                                List.of(new IoConfig("in", "#other:output=out", List.of("-re"), List.of())),
                                List.of(new IoConfig(
                                        "out",
                                        "{memfs}/{processid}.m3u8",
                                        List.of("-f", "hls"),
                                        List.of(new CleanupRule("memfs:/*.ts", 12, 34, true)))),
                                List.of(),
                                true,
                                15,
                                true,
                                30,
                                new LimitConfig(12.5, 104_857_600, 5),
                                WebRtcConfig.DEFAULT,
                                WhipIngestConfig.DEFAULT),
                        1_795_334_159,
                        1_795_334_160,
                        Order.START));
        assertThat(database.systemMetadata()).isEqualTo(Map.of("name", "x", "number", 1.5));
        assertThat(database.metadata("cam")).isEmpty();
    }

    @Test
    void writesTheLayoutOfTheReferenceKeyByKey() throws Exception {
        Database database = open(OF_THE_REFERENCE);

        done(database.putMetadata("cam", "key", List.of("<&>", 2.0, Map.of())));

        assertThat(file)
                .hasContent(OF_THE_REFERENCE
                        .strip()
                        .replace("\"options\": null", "\"options\": []")
                        .replace("\"cleanup\": null", "\"cleanup\": []")
                        .replace("\"cam\": null", """
                        "cam": {
                                        "key": [
                                            "\\u003c\\u0026\\u003e",
                                            2,
                                            {}
                                        ]
                                    }"""));
    }

    @Test
    void theKeyOfAnEntryIsTheIdOfTheProcess() throws Exception {
        Database database = open(
                "{\"version\":4,\"process\":{\"key\":{\"id\":\"a\",\"config\":{\"id\":\"b\"},\"order\":\"stop\"}}}");

        assertThat(database.processes()).extracting(StoredProcess::id).containsExactly("key");
    }

    @ParameterizedTest
    @CsvSource({"start,START", "stop,STOP", "Start,STOP", "'',STOP", "anything,STOP"})
    void anyOrderButStartMeansStop(String text, Order order) throws Exception {
        Database database = open("{\"version\":4,\"process\":{\"a\":{\"config\":{},\"order\":\"" + text + "\"}}}");

        assertThat(database.processes()).extracting(StoredProcess::order).containsExactly(order);
    }

    @Test
    void missingFieldsHaveTheirDefaults() throws Exception {
        Database database = open("{\"version\":4,\"process\":{\"a\":{\"config\":"
                + "{\"input\":[{\"address\":\"x\"}],\"output\":[{\"cleanup\":[{}]}]}}}}");

        ProcessConfig config = database.processes().iterator().next().config();
        assertThat(config.ffversion()).isEmpty();
        assertThat(config.options()).isEmpty();
        assertThat(config.reconnect()).isFalse();
        assertThat(config.limits().memoryBytes()).isZero();
        assertThat(config.input()).containsExactly(new IoConfig("", "x", List.of(), List.of()));
        assertThat(config.output())
                .containsExactly(new IoConfig("", "", List.of(), List.of(new CleanupRule("", 0, 0, false))));
    }

    @Test
    void entriesWithoutConfigurationAreKeptAsTheyAre() throws Exception {
        Database database = open("{\"version\":4,\"process\":{\"a\":null,\"b\":{\"id\":\"b\",\"created_at\":7,"
                + "\"updated_at\":8,\"order\":\"start\",\"extra\":[1]},\"c\":{\"config\":null},\"d\":{\"config\":{}}},"
                + "\"metadata\":{\"process\":{\"b\":{\"k\":\"v\"}}}}");

        assertThat(database.processes()).extracting(StoredProcess::id).containsExactly("d");
        done(database.remove("d"));

        assertThat(file).hasContent("""
                {
                    "version": 4,
                    "process": {
                        "a": null,
                        "b": {
                            "id": "b",
                            "created_at": 7,
                            "updated_at": 8,
                            "order": "start",
                            "extra": [
                                1
                            ]
                        },
                        "c": {
                            "config": null
                        }
                    },
                    "metadata": {
                        "system": {},
                        "process": {
                            "b": {
                                "k": "v"
                            }
                        }
                    }
                }""");
    }

    @Test
    void aProcessTakesThePlaceOfAnEntryWithoutConfigurationForGood() throws Exception {
        Database database = open("{\"version\":4,\"process\":{\"a\":null}}");

        done(database.put(process("a")));
        assertThat(Database.open(file).processes())
                .extracting(StoredProcess::id)
                .containsExactly("a");
        done(database.remove("a"));

        assertThat(file).hasContent(EMPTY);
    }

    @Test
    void metadataOfUnknownProcessesIsGone() throws Exception {
        Database database = open("{\"version\":4,\"metadata\":{\"process\":{\"ghost\":{\"k\":1}}}}");

        assertThat(database.metadata("ghost")).isEmpty();
        done(database.save());
        assertThat(file).hasContent(EMPTY);
    }

    @Test
    void metadataIsSetReplacedAndRemovedByKey() throws Exception {
        Database database = Database.open(file);

        done(database.put(process("a")));
        done(database.putMetadata("a", "x", "1"));
        done(database.putMetadata("a", "y", 2.0));
        done(database.putMetadata("a", "x", Map.of("z", true)));
        done(database.putSystemMetadata("s", "t"));
        assertThat(database.metadata("a")).contains(Map.of("x", Map.of("z", true), "y", 2.0));
        assertThat(Database.open(file).metadata("a")).isEqualTo(database.metadata("a"));
        assertThat(Database.open(file).systemMetadata()).isEqualTo(Map.of("s", "t"));

        done(database.putMetadata("a", "x", null));
        done(database.putMetadata("a", "y", null));
        done(database.putMetadata("a", "unknown", null));
        done(database.putSystemMetadata("s", null));
        assertThat(database.metadata("a")).isEmpty();
        assertThat(database.systemMetadata()).isEmpty();
    }

    @Test
    void metadataFollowsARenameAndEndsWithTheProcess() throws Exception {
        Database database = Database.open(file);
        done(database.put(process("a")));
        done(database.putMetadata("a", "k", "v"));

        done(database.rename("a", process("b")));
        assertThat(database.metadata("a")).isEmpty();
        assertThat(Database.open(file).metadata("b")).contains(Map.of("k", "v"));
        assertThat(Database.open(file).processes())
                .extracting(StoredProcess::id)
                .containsExactly("b");

        done(database.remove("b"));
        assertThat(database.metadata("b")).isEmpty();
        assertThat(file).hasContent(EMPTY);
    }

    @Test
    void metadataHasAtMostTenThousandKeys() throws Exception {
        Database database = Database.open(file);
        List<CompletableFuture<Void>> changes = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            changes.add(database.putSystemMetadata("key" + i, "value"));
        }

        assertThatThrownBy(() -> database.putSystemMetadata("one more", "value"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("more than 10000 metadata keys");

        changes.add(database.putSystemMetadata("key7", "changed"));
        done(CompletableFuture.allOf(changes.toArray(CompletableFuture[]::new)));
        assertThat(Database.open(file).systemMetadata()).hasSize(10_000).containsEntry("key7", "changed");
    }

    @Test
    void idsAndKeysMayHoldAnything() throws Exception {
        String strange = " a/b.\"\\\n<ü>😀\u2028%2F";
        Database database = Database.open(file);

        done(database.put(process(strange)));
        done(database.putMetadata(strange, strange, strange));

        Database again = Database.open(file);
        assertThat(again.processes()).extracting(StoredProcess::id).containsExactly(strange);
        assertThat(again.metadata(strange)).contains(Map.of(strange, strange));
    }

    @Test
    void changesThatArriveDuringAWriteShareTheNextOne() throws Exception {
        CountDownLatch writing = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicInteger writes = new AtomicInteger();
        Database database = Database.open(file, (target, content) -> {
            writes.incrementAndGet();
            writing.countDown();
            awaitQuietly(goOn);
            AtomicFile.write(target, content);
        });

        List<CompletableFuture<Void>> changes = new ArrayList<>(List.of(database.put(process("first"))));
        writing.await();
        for (int i = 0; i < 1000; i++) {
            changes.add(database.put(process("p" + i)));
        }
        assertThat(changes).noneMatch(CompletableFuture::isDone);
        assertThat(database.processes()).as("visible at once").hasSize(1001);
        goOn.countDown();
        done(CompletableFuture.allOf(changes.toArray(CompletableFuture[]::new)));

        assertThat(writes).hasValue(2);
        assertThat(Database.open(file).processes()).hasSize(1001);
    }

    private static void awaitQuietly(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    @Test
    void aFailingDiskIsReportedAndTheNextWriteHoldsEverything() throws Exception {
        AtomicInteger writes = new AtomicInteger();
        Database database = Database.open(file, (target, content) -> {
            if (writes.incrementAndGet() == 1) {
                throw new IOException("No space left on device");
            }
            AtomicFile.write(target, content);
        });

        assertThatThrownBy(() -> done(database.put(process("a"))))
                .isInstanceOf(ExecutionException.class)
                .hasMessageContaining("No space left on device");
        assertThat(file).doesNotExist();
        done(database.put(process("b")));

        assertThat(Database.open(file).processes())
                .extracting(StoredProcess::id)
                .containsExactly("a", "b");
    }

    @Test
    void aFolderThatComesBackIsWrittenAgain() throws Exception {
        Path mount = folder.resolve("mount");
        Database database = Database.open(mount.resolve("db.json"));

        assertThatThrownBy(() -> done(database.put(process("a")))).isInstanceOf(ExecutionException.class);
        Files.createDirectory(mount);
        done(database.save());

        assertThat(Database.open(mount.resolve("db.json")).processes()).hasSize(1);
    }

    @Test
    void theFirstWriteRemovesWhatACrashLeftBehind() throws Exception {
        Path leftover = Files.writeString(folder.resolve(".db.json.1234abcd"), "{");
        Database database = open(OF_THE_REFERENCE);
        assertThat(leftover).exists();

        done(database.save());

        assertThat(leftover).doesNotExist();
    }

    @Test
    void whatCannotBePutIntoWordsFailsTheChangeAndNothingElse() throws Exception {
        Database database = Database.open(file);

        assertThatThrownBy(() -> done(database.putSystemMetadata("k", new Object())))
                .isInstanceOf(ExecutionException.class);
        done(database.putSystemMetadata("k", null));

        assertThat(file).hasContent(EMPTY);
    }

    @Test
    void manyThreadsLoseNothing() throws Exception {
        Database database = Database.open(file);
        List<Thread> clients = new ArrayList<>();
        for (int client = 0; client < 8; client++) {
            String name = "client" + client + "-";
            clients.add(Thread.ofVirtual().start(() -> {
                for (int i = 0; i < 50; i++) {
                    database.put(process(name + i)).join();
                    database.putSystemMetadata(name + i, (double) i).join();
                }
            }));
        }
        for (Thread client : clients) {
            client.join();
        }

        Database again = Database.open(file);
        assertThat(again.processes()).hasSize(400);
        assertThat(again.systemMetadata()).hasSize(400);
        assertThat(Files.readString(file, StandardCharsets.UTF_8)).startsWith("{\n    \"version\": 4,\n");
    }
}
