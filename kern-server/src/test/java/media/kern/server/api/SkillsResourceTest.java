package media.kern.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import media.kern.server.TestingKern;
import media.kern.server.openapi.ResponseContract;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SkillsResourceTest {
    private static final JsonMapper MAPPER = new JsonMapper();

    private final ResponseContract document = ResponseContract.load();
    private final TestingKern kern = TestingKern.start();

    @AfterAll
    void close() {
        kern.close();
    }

    private JsonNode checked(String operation, int status, HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        document.check(
                operation,
                answer.statusCode(),
                answer.headers().firstValue("Content-Type").orElse(null),
                answer.body().getBytes(StandardCharsets.UTF_8));
        try {
            return MAPPER.readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private JsonNode trial(int status, String body) {
        return checked("skills-3-trial", status, kern.postJson("/api/v3/skills/trial", body));
    }

    @Test
    void showsWhatTheFfmpegOfThisServerCanDo() {
        JsonNode skills = checked("skills-3", 200, kern.get("/api/v3/skills"));

        assertThat(skills.get("errors")).isEmpty();
        assertThat(skills.at("/ffmpeg/version").asText()).matches("\\d+\\.\\d+\\.\\d+");
        assertThat(skills.get("filter").findValuesAsText("id")).contains("scale", "testsrc2");
        assertThat(skills.at("/formats/muxers").findValuesAsText("id")).contains("hls");
        assertThat(skills.at("/protocols/input").findValuesAsText("id")).contains("file");
        assertThat(skills.at("/codecs/audio")).anySatisfy(codec -> {
            assertThat(codec.get("id").asText()).isEqualTo("aac");
            assertThat(codec.get("encoders").toString()).contains("\"aac\"");
        });
        assertThat(skills.at("/codecs/video")).anySatisfy(codec -> {
            assertThat(codec.get("id").asText()).isEqualTo("012v");
            assertThat(codec.get("encoders").isNull()).isTrue();
        });
        assertThat(checked("skills-3-reload", 200, kern.get("/api/v3/skills/reload")))
                .isEqualTo(skills);
        assertThat(checked(
                        "skills-3-reload-post",
                        200,
                        kern.send("POST", "/api/v3/skills/reload", BodyPublishers.noBody())))
                .isEqualTo(skills);
    }

    @Test
    void triesWhichEncodersWork() {
        JsonNode trials = trial(200, "{\"encoders\": [\"libx264\", \"h264_vaapi\", \"libvpx-vp9\", \"aac\"]}");

        assertThat(trials.findValuesAsText("encoder")).containsExactly("libx264", "h264_vaapi", "libvpx-vp9", "aac");
        assertThat(trials.findValuesAsText("works")).containsExactly("true", "false", "true", "true");
        assertThat(trials.get(0).get("error").asText()).isEmpty();
        assertThat(trials.get(0).get("seconds").asDouble()).isPositive();
        assertThat(trials.get(1).get("error").asText()).isNotBlank();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"encoders\": [\"h264_nope\"]}   | Unknown encoder | FFmpeg has no encoder h264_nope",
                "{\"encoders\": [\"h264\"]}        | Unknown encoder | FFmpeg has no encoder h264",
                "{\"encoders\": [\"a b\"]}         | Invalid encoder | 'a b' does not match [a-z0-9_][a-z0-9_-]{0,63}",
                "{\"encoders\": [\"-y\"]}          | Invalid encoder | '-y' does not match [a-z0-9_][a-z0-9_-]{0,63}",
                "{\"encoders\": [\"\"]}            | Invalid encoder | '' does not match [a-z0-9_][a-z0-9_-]{0,63}",
                "{\"encoders\": [\"srt\"]}         | Invalid encoder"
                        + "| srt is an encoder of subtitles; only video and audio can be tried",
            })
    void refusesWhatIsNoEncoderThatCanBeTried(String body, String message, String detail) {
        JsonNode error = trial(400, body);

        assertThat(error.get("message").asText()).isEqualTo(message);
        assertThat(error.at("/details/0").asText()).isEqualTo(detail);
    }

    @Test
    void refusesMoreThanThirtyTwoEncoders() {
        JsonNode error =
                trial(400, "{\"encoders\": [" + String.join(",", Collections.nCopies(33, "\"libx264\"")) + "]}");

        assertThat(error.get("message").asText()).isEqualTo("Too many encoders");
        assertThat(error.at("/details/0").asText()).contains("33").contains("32");
    }

    @Test
    void refusesABodyThatIsNotJson() {
        assertThat(trial(400, "{\"encoders\": 5}").get("message").asText()).isEqualTo("Invalid JSON");
        assertThat(trial(400, "{").get("message").asText()).isEqualTo("Invalid JSON");
    }

    @Test
    void writesNothingWhileTheApiIsReadOnly() {
        try (TestingKern readOnly = TestingKern.start(Map.of("CORE_API_READ_ONLY", "true"))) {
            assertThat(readOnly.get("/api/v3/skills").statusCode()).isEqualTo(200);
            assertThat(readOnly.get("/api/v3/skills/reload").statusCode()).isEqualTo(200);
            assertThat(readOnly.postJson("/api/v3/skills/reload", "").statusCode())
                    .isEqualTo(404);
            assertThat(readOnly.postJson("/api/v3/skills/trial", "{}").statusCode())
                    .isEqualTo(404);
        }
    }

    /** A server with an FFmpeg of which a test decides what it says. */
    private static TestingKern startWith(Path ffmpeg, String script) throws IOException {
        Files.writeString(ffmpeg, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(ffmpeg, PosixFilePermissions.fromString("rwx------"));
        return TestingKern.start(Map.of("CORE_FFMPEG_BINARY", ffmpeg.toString()));
    }

    private static final String VERSION = "echo 'ffmpeg version n6.0'; ";

    @Test
    void keepsWhatWasKnownAndSaysWhyIfAReloadFails(@TempDir Path folder) throws Exception {
        Path ffmpeg = folder.resolve("ffmpeg");
        try (TestingKern server = startWith(ffmpeg, VERSION)) {
            JsonNode before = checked("skills-3", 200, server.get("/api/v3/skills"));
            assertThat(before.at("/ffmpeg/version").asText()).isEqualTo("6.0.0");
            assertThat(before.get("errors")).isEmpty();

            Files.delete(ffmpeg);
            JsonNode after = checked("skills-3-reload", 200, server.get("/api/v3/skills/reload"));

            assertThat(after.get("ffmpeg")).isEqualTo(before.get("ffmpeg"));
            assertThat(after.at("/errors/0").asText())
                    .isEqualTo("ffmpeg -version: fork/exec " + ffmpeg + ": no such file or directory");
            assertThat(checked("skills-3", 200, server.get("/api/v3/skills"))).isEqualTo(after);
        }
    }

    @Test
    void triesAllHardwareEncodersByDefaultAndOneRequestAtATime(@TempDir Path folder) throws Exception {
        Path begun = folder.resolve("begun");
        Path go = folder.resolve("go");
        String codec = " .EV.L. h264  H.264 (encoders: libx264 h264_nvenc h264_vaapi )";
        String script = """
                case "$*" in
                *-version) echo 'ffmpeg version n6.0' ;;
                *-codecs) echo '%s' ;;
                *-c:v*) touch %s; while [ ! -e %s ]; do sleep 0.02; done ;;
                esac
                """.formatted(codec, begun, go);
        try (TestingKern server = startWith(folder.resolve("ffmpeg"), script)) {
            CompletableFuture<HttpResponse<String>> first = CompletableFuture.supplyAsync(
                    () -> server.send("POST", "/api/v3/skills/trial", BodyPublishers.noBody()));
            Awaitility.await().until(() -> Files.exists(begun));

            checked("skills-3-trial", 503, server.postJson("/api/v3/skills/trial", "{}"));

            Files.createFile(go);
            JsonNode trials = checked("skills-3-trial", 200, first.get(20, TimeUnit.SECONDS));
            assertThat(trials.findValuesAsText("encoder")).containsExactly("h264_nvenc", "h264_vaapi");
            assertThat(trials.findValuesAsText("works")).containsExactly("true", "true");
        }
    }

    @Test
    void triesNothingWithAnFfmpegThatDoesNotAnswer(@TempDir Path folder) throws Exception {
        try (TestingKern server = startWith(folder.resolve("ffmpeg"), "exit 1")) {
            JsonNode error = checked("skills-3-trial", 503, server.postJson("/api/v3/skills/trial", "{}"));

            assertThat(error.at("/details/0").asText()).isEqualTo("ffmpeg -version: exit code 1: no output");
        }
    }
}
