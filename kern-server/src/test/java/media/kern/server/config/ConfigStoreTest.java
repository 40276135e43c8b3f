package media.kern.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.event.Level;

class ConfigStoreTest {
    private static final String COMPLETE =
            "{\"version\":3,\"created_at\":\"2020-01-02T03:04:05.678+01:00\",\"id\":\"i\","
                    + "\"name\":\"n\",\"api\":{\"auth\":{\"jwt\":{\"secret\":\"s\"}}},"
                    + "\"storage\":{\"memory\":{\"auth\":{\"password\":\"p\"}}}}";

    @TempDir
    private Path folder;

    private final Map<String, String> environment = new HashMap<>();
    private Path file = Path.of("");

    @BeforeEach
    void chooseFile() throws IOException {
        file = folder.resolve("conf/config.json");
        environment.put("CORE_CONFIGFILE", file.toString());
        environment.put("CORE_FFMPEG_BINARY", program(folder).toString());
    }

    static Path program(Path folder) throws IOException {
        Path program = folder.resolve("program");
        if (!Files.exists(program)) {
            Files.createFile(
                    program, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        return program;
    }

    @Test
    void createsTheFileAndItsDirectoryOnTheFirstStart() throws Exception {
        ConfigStore store = load();

        assertThat(Files.readAllBytes(file)).isEqualTo(store.base().toJson());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(store.base().get(Settings.FFMPEG_BINARY)).isEqualTo("ffmpeg");
        assertThat(store.updatedAt()).isEqualTo(store.createdAt()).isBeforeOrEqualTo(store.loadedAt());
        assertThat(load().base().toJson()).isEqualTo(store.base().toJson());
        assertThat(folder.resolve("data")).doesNotExist();
    }

    @Test
    void takesAnEmptyFileAsMissing() throws Exception {
        write("");

        assertThat(Files.readAllBytes(file)).isEmpty();
        assertThat(load().base().toJson()).isEqualTo(Files.readAllBytes(file));
    }

    @Test
    void leavesACompleteFileAsItIs() throws Exception {
        write(COMPLETE);
        ConfigStore store = load();

        assertThat(file).hasContent(COMPLETE);
        assertThat(store.createdAt()).isEqualTo(Instant.parse("2020-01-02T02:04:05.678Z"));
        assertThat(store.base().get(Settings.ADDRESS)).isEqualTo(":8080");
    }

    @Test
    void storesGeneratedValuesThatAreMissing() throws Exception {
        write("{\"version\":3,\"name\":\"n\",\"mine\":{\"a\":1}}");
        ConfigStore store = load();

        assertThat(Files.readString(file))
                .contains("\"id\": \"" + store.base().get(Settings.ID) + "\"", "\"mine\": {\n        \"a\": 1\n    }");
        assertThat(store.messages())
                .anyMatch(message -> message.name().equals("mine") && message.level() == Level.WARN);
    }

    @Test
    void migratesAnOldLayoutAndKeepsACopy() throws Exception {
        String old = "{\"version\":2,\"id\":\"i\",\"storage\":{\"disk\":{\"cache\":{\"types\":[\".ts\"]}}}}";
        write(old);
        load();

        assertThat(Files.readString(file)).contains("\"version\": 3", "\"id\": \"i\"", "\".ts\"");
        assertThat(file.getParent())
                .isDirectoryContaining(path -> path.getFileName().toString().matches("config\\.json\\.v2\\.\\d+\\.bak")
                        && content(path).equals(old));
    }

    @Test
    void refusesWhatItDoesNotUnderstandAndLeavesItAlone() throws Exception {
        for (String text :
                List.of("{\n  \"version\": 3,\n", "{\"id\":\"a\"}", "{\"version\":4}", "{\"version\":3,\"id\":1}")) {
            write(text);

            assertThatThrownBy(this::load)
                    .isInstanceOf(ConfigException.class)
                    .hasMessageStartingWith("failed to read JSON from '" + file + "': ");
            assertThat(file).hasContent(text);
        }
    }

    @Test
    void namesTheLineOfASyntaxError() throws Exception {
        write("{\n  \"version\": 3,\n  \"id\": \"a\"\n  \"name\": \"b\"}");

        assertThatThrownBy(this::load).hasMessageContaining("syntax error at line 4, character ");
    }

    @Test
    void refusesADirectoryAsFile() throws Exception {
        Files.createDirectories(file);

        assertThatThrownBy(this::load)
                .hasMessage("failed to read JSON from '" + file + "': read " + file + ": is a directory");
    }

    @Test
    void runsWhereTheFileCannotBeWrittenButRefusesToPut() throws Exception {
        Files.createFile(folder.resolve("conf"));
        ConfigStore store = load();
        byte[] before = store.active().toJson();

        assertThatThrownBy(() -> put(store, "{\"version\":3,\"name\":\"x\"}")).isInstanceOf(IOException.class);
        assertThat(store.active().toJson()).isEqualTo(before);
    }

    @Test
    void keepsASymbolicLink() throws Exception {
        Path target = Files.writeString(folder.resolve("real.json"), COMPLETE);
        Files.createDirectories(folder.resolve("conf"));
        Files.createSymbolicLink(file, target);
        put(load(), "{\"version\":3,\"name\":\"x\"}");

        assertThat(Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)).isFalse();
        assertThat(Files.readString(target)).contains("\"name\": \"x\"");
    }

    @Test
    void laysTheEnvironmentOverTheFileWithoutStoringIt() throws Exception {
        environment.put("CORE_ADDRESS", "9090");
        environment.put("CORE_LOG_MAXLINES", "5");
        environment.put("RS_USERNAME", "old");
        environment.put("CORE_API_AUTH_USERNAME", "new");
        ConfigStore store = load();

        assertThat(store.active().get(Settings.ADDRESS)).isEqualTo(":9090");
        assertThat(store.active().get(Settings.LOG_MAX_LINES)).isEqualTo(5);
        assertThat(store.active().get(Settings.API_AUTH_USERNAME)).isEqualTo("new");
        assertThat(store.base().get(Settings.ADDRESS)).isEqualTo(":8080");
        assertThat(store.overrides()).containsExactly("address", "log.max_lines", "api.auth.username", "ffmpeg.binary");
        assertThat(store.messages())
                .filteredOn(message -> message.level() == Level.WARN && message.override())
                .singleElement()
                .returns("log.max_lines", ConfigMessage::name)
                .returns("deprecated name, please use CORE_LOG_MAX_LINES", ConfigMessage::text);
    }

    @Test
    void tellsTheValueOfEveryVariableButSecrets() throws Exception {
        environment.put("CORE_RTMP_TOKEN", "hidden-token");
        ConfigStore store = load();

        assertThat(store.messages().stream().filter(message -> message.level() == Level.DEBUG))
                .hasSize(Settings.ALL.size())
                .noneMatch(message -> message.toString().contains("hidden-token"))
                .contains(new ConfigMessage(
                        Level.DEBUG,
                        "rtmp.token",
                        "***",
                        "CORE_RTMP_TOKEN",
                        Settings.RTMP_TOKEN.description(),
                        true,
                        ""));
    }

    @Test
    void stopsAtUnreadableAndInvalidValuesButKeepsTheFile() throws Exception {
        environment.put("CORE_LOG_MAX_LINES", "many");
        environment.put("CORE_ADDRESS", "foo");

        assertThatThrownBy(this::load).isInstanceOfSatisfying(InvalidConfigException.class, e -> {
            assertThat(e.errors())
                    .containsExactly(
                            Map.entry("address", List.of("address foo: missing port in address")),
                            Map.entry("log.max_lines", List.of("strconv.Atoi: parsing \"many\": invalid syntax")));
            assertThat(e.messages())
                    .filteredOn(message -> message.level() == Level.ERROR)
                    .hasSize(2);
        });
        assertThat(file).isNotEmptyFile();
    }

    @Test
    void letsMemoryCredentialsOfTheEnvironmentDecide() throws Exception {
        environment.put("CORE_STORAGE_MEMORY_AUTH_USERNAME", "");
        environment.put("CORE_STORAGE_MEMORY_AUTH_PASSWORD", "");
        environment.put("CORE_STORAGE_MEMORY_AUTH_ENABLE", "true");

        assertThat(load().active().get(Settings.STORAGE_MEMORY_AUTH_ENABLE)).isFalse();
        environment.put("CORE_STORAGE_MEMORY_AUTH_USERNAME", "u");
        environment.put("CORE_STORAGE_MEMORY_AUTH_PASSWORD", "p");
        environment.put("CORE_STORAGE_MEMORY_AUTH_ENABLE", "false");
        assertThat(load().active().get(Settings.STORAGE_MEMORY_AUTH_ENABLE)).isTrue();
    }

    @Test
    void storesAPartialDocument() throws Exception {
        ConfigStore store = load();
        Instant loadedAt = store.loadedAt();
        Instant createdAt = store.createdAt();
        put(store, "{\"version\":3,\"log\":{\"max_lines\":555},\"created_at\":\"2000-01-01T00:00:00Z\"}");

        assertThat(store.active().get(Settings.LOG_MAX_LINES)).isEqualTo(555);
        assertThat(store.loadedAt()).isEqualTo(loadedAt);
        assertThat(store.updatedAt()).isEqualTo(store.createdAt()).isAfterOrEqualTo(createdAt);
        assertThat(load().base().toJson()).isEqualTo(store.base().toJson());
    }

    @Test
    void judgesTheOutcomeWithTheEnvironment() throws Exception {
        environment.put("CORE_ADDRESS", ":9090");
        ConfigStore store = load();
        put(store, "{\"version\":3,\"address\":\"foo\"}");

        assertThat(store.base().get(Settings.ADDRESS)).isEqualTo("foo");
        assertThat(store.active().get(Settings.ADDRESS)).isEqualTo(":9090");
        assertThatThrownBy(() -> put(store, "{\"version\":3,\"id\":\"\",\"tls\":{\"enable\":true}}"))
                .asInstanceOf(InstanceOfAssertFactories.type(InvalidConfigException.class))
                .extracting(InvalidConfigException::errors)
                .isEqualTo(Map.of(
                        "id", List.of("a value is required"),
                        "tls.enable", List.of("tls.certfile and tls.keyfile must be set")));
    }

    @Test
    void keepsTheValuesOfTheFileWhenTheActiveOnesComeBack() throws Exception {
        environment.put("CORE_ADDRESS", ":9090");
        environment.put("CORE_RTMP_TOKEN", "hidden-token");
        ConfigStore store = load();
        store.put(store.active().with(Settings.NAME, "x").toJson());

        assertThat(store.base().get(Settings.NAME)).isEqualTo("x");
        assertThat(store.base().get(Settings.ADDRESS)).isEqualTo(":8080");
        assertThat(store.base().get(Settings.FFMPEG_BINARY)).isEqualTo("ffmpeg");
        assertThat(Files.readString(file)).doesNotContain("hidden-token");
        assertThat(store.base().get(Settings.RTMP_TOKEN)).isEmpty();
    }

    @Test
    void startsWithWhatTheReferenceToleratedButTakesNoMoreOfIt() throws Exception {
        write(COMPLETE.replace("\"version\":3", "\"version\":3,\"sessions\":{\"session_timeout_sec\":0}"));
        ConfigStore store = load();

        assertThat(store.active().get(Settings.SESSIONS_SESSION_TIMEOUT_SEC)).isEqualTo(5);
        assertThat(store.messages())
                .anyMatch(message ->
                        message.level() == Level.WARN && message.text().equals("must be equal or greater than 1"));
        put(store, "{\"version\":3,\"name\":\"x\"}");
        assertThatThrownBy(() -> put(store, "{\"version\":3,\"sessions\":{\"persist_interval_sec\":-1}}"))
                .isInstanceOf(InvalidConfigException.class);
    }

    @Test
    void losesNoUpdateOfManyAtOnce() throws Exception {
        ConfigStore store = load();
        List<Callable<Void>> puts = Stream.of(
                        "{\"version\":3,\"name\":\"x\"}",
                        "{\"version\":3,\"log\":{\"max_lines\":7}}",
                        "{\"version\":3,\"host\":{\"name\":[\"h\"]}}")
                .<Callable<Void>>map(body -> () -> {
                    put(store, body);
                    return null;
                })
                .toList();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Void> done : clients.invokeAll(puts)) {
                done.get();
            }
        }

        Config stored = load().base();
        assertThat(stored.get(Settings.NAME)).isEqualTo("x");
        assertThat(stored.get(Settings.LOG_MAX_LINES)).isEqualTo(7);
        assertThat(stored.get(Settings.HOST_NAME)).containsExactly("h");
    }

    @Test
    void createsItsDirectoriesOnlyWhenAsked() throws Exception {
        ConfigStore store = load();
        store.createDirectories();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("data"))))
                .startsWith("rwx")
                .endsWith("---");
        assertThat(folder.resolve("config")).isDirectory();
    }

    private ConfigStore load() throws ConfigException, InvalidConfigException {
        return ConfigStore.load(environment, folder);
    }

    private void write(String text) throws IOException {
        Files.createDirectories(folder.resolve("conf"));
        Files.writeString(file, text);
    }

    private static void put(ConfigStore store, String body) throws Exception {
        store.put(body.getBytes(StandardCharsets.UTF_8));
    }

    private static String content(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
