package media.kern.server.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

class KernLogTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final LoggerContext context = new LoggerContext();
    private final ByteArrayOutputStream console = new ByteArrayOutputStream();
    private final PrintStream err = new PrintStream(console, true, UTF_8);

    @AfterEach
    void stop() {
        context.stop();
    }

    @ParameterizedTest
    @CsvSource({"silent, ''", "error, E", "warn, EW", "info, EWI", "debug, EWID"})
    void writesEventsOfTheLevelAndMoreSevereOnes(String level, String expected) {
        KernLog log = configure(level, List.of(), 10);
        Logger core = context.getLogger("Core");

        core.error("E");
        core.warn("W");
        core.info("I");
        core.debug("D");
        core.trace("T");

        assertThat(lines(log)).hasSize(expected.length());
        assertThat(log.buffer().console()).isEqualTo(lines(log));
        for (int i = 0; i < expected.length(); i++) {
            assertThat(lines(log).get(i)).endsWith("component=\"Core\" msg=\"" + expected.charAt(i) + "\"");
        }
    }

    @Test
    void writesTheLineOfTheReference() {
        KernLog log = configure("info", List.of(), 10);

        context.getLogger("Process")
                .atInfo()
                .addKeyValue("id", "a\n\"b\"")
                .addKeyValue("count", 3)
                .log("Starting");

        assertThat(lines(log))
                .singleElement()
                .asString()
                .matches(
                        "ts=\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ level=INFO component=\"Process\" msg=\"Starting\""
                                + " count=3 id=\"a\\\\n\\\\\"b\\\\\"\"");
    }

    @Test
    void takesAnUnknownLevelAsInfoAndWarns() {
        KernLog log = configure("verbose", List.of(), 10);
        context.getLogger("Core").info("hello");
        context.getLogger("Core").debug("hidden");

        assertThat(lines(log)).hasSize(2);
        assertThat(lines(log).getFirst())
                .contains("level=WARN component=\"Core\" msg=\"Unknown log level, using info\" value=\"verbose\"");
    }

    @Test
    void showsChosenTopicsOnTheConsoleAndAllInTheBuffer() {
        KernLog log = configure("info", List.of("FooBar"), 10);

        context.getLogger("test").info("dropped");
        context.getLogger("foobar").info("written");

        assertThat(lines(log)).singleElement().asString().contains("written");
        assertThat(log.buffer().console()).hasSize(2);
    }

    @Test
    void keepsTheLastEventsOnly() {
        KernLog log = configure("info", List.of(), 3);
        IntStream.range(0, 10).forEach(i -> context.getLogger("Core").info("event {}", i));

        assertThat(log.buffer().console())
                .satisfiesExactly(
                        line -> assertThat(line).contains("event 7"),
                        line -> assertThat(line).contains("event 8"),
                        line -> assertThat(line).contains("event 9"));
    }

    @ParameterizedTest
    @CsvSource({"0", "-1"})
    void keepsNothingWithoutLines(int maxLines) throws IOException {
        KernLog log = configure("info", List.of(), maxLines);
        context.getLogger("Core").info("hello");

        assertThat(log.buffer().console()).isEmpty();
        assertThat(raw(log)).isEmpty();
    }

    @Test
    void showsOnlyWarningsOfLibraries() {
        KernLog log = configure("debug", List.of(), 10);

        context.getLogger("io.netty.channel.nio.NioEventLoop").info("hidden");
        context.getLogger("io.vertx.core.impl.ContextImpl").atInfo().log("hidden");
        context.getLogger("io.netty.channel.nio.NioEventLoop").warn("a");
        context.getLogger("io.vertx.core.impl.ContextImpl").error("b");
        context.getLogger("com.example.Library").warn("c");

        assertThat(log.buffer().console())
                .satisfiesExactly(
                        line -> assertThat(line)
                                .contains("level=WARN component=\"HTTP\" msg=\"a\" logger=\"io.netty.channel"),
                        line -> assertThat(line).contains("level=ERROR component=\"HTTP\" msg=\"b\""),
                        line -> assertThat(line).contains("level=WARN component=\"Core\" msg=\"c\""));
    }

    @Test
    void showsErrorsAsFieldAndTheirStackAtDebug() {
        IllegalStateException error = new IllegalStateException("no rtmp://u:secret@host/live?token=abc");
        KernLog info = configure("info", List.of(), 10);
        context.getLogger("Core").atWarn().setCause(error).log("Ignoring");
        assertThat(info.buffer().console())
                .singleElement()
                .asString()
                .endsWith("msg=\"Ignoring\" error=\"no rtmp://u:***@host/live?token=***\"");

        KernLog debug = configure("debug", List.of(), 10);
        context.getLogger("Core")
                .atWarn()
                .addKeyValue("error", new IOException())
                .setCause(error)
                .log();
        assertThat(debug.buffer().console())
                .singleElement()
                .asString()
                .contains("component=\"Core\" error=\"IOException\" stack=\"java.lang.IllegalStateException: ");
    }

    @Test
    void masksSecretsInTheStackToo() {
        KernLog log = configure("debug", List.of(), 10);
        context.getLogger("Core")
                .atWarn()
                .setCause(new IOException("GET /?token=abc failed"))
                .log("x");

        assertThat(log.buffer().console()).singleElement().asString().doesNotContain("abc");
    }

    @Test
    void givesRawEvents() throws IOException {
        Instant before = Instant.now();
        KernLog log = configure("debug", List.of(), 10);
        context.getLogger("Core")
                .atInfo()
                .addKeyValue("text", "a\"b")
                .addKeyValue("list", List.of(1, "<x>"))
                .addKeyValue("nothing", (Object) null)
                .addKeyValue("component", "mine")
                .addKeyValue("took", Duration.ofSeconds(2))
                .log("hello");
        context.getLogger("HTTP").debug("");

        JsonNode events = raw(log);
        JsonNode first = events.path(0);
        Instant time = OffsetDateTime.parse(first.path("ts").textValue()).toInstant();

        assertThat(events).hasSize(2);
        assertThat(time).isBetween(before, Instant.now());
        assertThat(first.path("level").textValue()).isEqualTo("INFO");
        assertThat(first.path("component").textValue()).isEqualTo("Core");
        assertThat(first.path("caller").textValue()).matches("KernLogTest\\.java:\\d+");
        assertThat(first.path("message").textValue()).isEqualTo("hello");
        assertThat(first.path("text").textValue()).isEqualTo("a\"b");
        assertThat(first.path("list")).isEqualTo(JSON.readTree("[1,\"<x>\"]"));
        assertThat(first.path("nothing").isNull()).isTrue();
        assertThat(first.path("took").textValue()).isEqualTo("PT2S");
        assertThat(events.path(1).has("message")).isFalse();
        assertThat(events.path(1).path("level").textValue()).isEqualTo("DEBUG");
    }

    @Test
    void boundsEveryEvent() {
        KernLog log = configure("info", List.of(), 10);
        LoggingEventBuilder event = context.getLogger("Core").atInfo();
        for (int i = 0; i < 2000; i++) {
            event = event.addKeyValue("f" + i, "x");
        }
        event.log("many");
        context.getLogger("Core")
                .atInfo()
                .addKeyValue("long", "x".repeat(100_000))
                .log();
        context.getLogger("Core")
                .atInfo()
                .addKeyValue("list", IntStream.range(0, 1_000_000).boxed().toList())
                .log("y".repeat(100_000));

        List<String> lines = log.buffer().console();
        assertThat(lines.get(0).split(" f", -1)).hasSize(1025);
        assertThat(lines.get(1)).hasSizeLessThan(8400).endsWith("x…\"");
        assertThat(lines.get(2)).hasSizeLessThan(17_000).contains("list=\"[0,1,2,");
    }

    @Test
    void lowersTheFirstUploadOfFfmpeg() {
        KernLog log = configure("info", List.of(), 10);
        Map<String, String> fields = Map.of(
                "client", "127.0.0.1", "method", "PUT", "status_text", "Unauthorized", "user_agent", "Lavf/61.7.100");

        access("HTTP", fields);
        access("HTTPS", fields);
        access("HTTP", with(fields, "client", "192.0.2.1"));
        access("HTTP", with(fields, "method", "GET"));
        access("HTTP", with(fields, "user_agent", "curl Lavf/61"));
        access("HTTP", with(fields, "status_text", "Not Found"));

        assertThat(log.buffer().console()).hasSize(5).allMatch(line -> line.contains("level=WARN"));
    }

    @Test
    void exchangesTheConfiguration() {
        KernLog first = configure("debug", List.of(), 10);
        context.getLogger("Core").debug("first");
        KernLog second = configure("error", List.of(), 10);
        context.getLogger("Core").warn("hidden");
        context.getLogger("Core").error("second");

        assertThat(first.buffer().console()).hasSize(1);
        assertThat(second.buffer().console()).hasSize(1);
        assertThat(lines(second)).hasSize(2);
    }

    @Test
    void isSetUpBySlf4jWithoutAnyFile() {
        LoggerContext global = (LoggerContext) LoggerFactory.getILoggerFactory();

        assertThat(global.getLogger(Logger.ROOT_LOGGER_NAME).getAppender(EventAppender.NAME))
                .isInstanceOf(EventAppender.class);
    }

    private KernLog configure(String level, List<String> topics, int maxLines) {
        return KernLog.configure(context, level, topics, maxLines, err, false);
    }

    private void access(String component, Map<String, String> fields) {
        LoggingEventBuilder event = context.getLogger(component).atWarn();
        for (Map.Entry<String, String> field : fields.entrySet()) {
            event = event.addKeyValue(field.getKey(), field.getValue());
        }
        event.log();
    }

    private static Map<String, String> with(Map<String, String> fields, String key, String value) {
        Map<String, String> changed = new HashMap<>(fields);
        changed.put(key, value);
        return changed;
    }

    private List<String> lines(KernLog log) {
        log.flush();
        return new ArrayList<>(console.toString(UTF_8).lines().toList());
    }

    private static JsonNode raw(KernLog log) throws IOException {
        StringWriter out = new StringWriter();
        try (JsonGenerator generator = JSON.createGenerator(out)) {
            log.buffer().raw(generator);
        }
        return JSON.readTree(out.toString());
    }
}
