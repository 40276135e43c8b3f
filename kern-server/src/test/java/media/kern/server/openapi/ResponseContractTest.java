package media.kern.server.openapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResponseContractTest {

    private static final String JSON = "application/json";

    private static final ResponseContract CONTRACT = ResponseContract.load();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "process-3-get-all | 200 | []",
                "process-3-delete | 200 | \"OK\"",
                "process-3-get | 404 | {\"code\":404,\"message\":\"Unknown process ID\",\"details\":[\"unknown process\"]}",
                "process-3-get | 200 | {\"id\":\"a\",\"type\":\"ffmpeg\",\"reference\":\"\",\"created_at\":1,\"updated_at\":1,"
                        + "\"metadata\":null}",
                "process-3-get-report | 200 | {\"created_at\":1,\"prelude\":[],\"log\":[[\"1\",\"x\"]],\"history\":[]}",
                "process-3-get-process-metadata | 200 | null",
                "metadata-3-set | 200 | 12.5",
                "metadata-3-get-all | 200 | {\"a\":[1,{\"b\":null}]}",
                "config-3-set | 409 | {\"id\":[\"a value is required\"]}",
                "log-3 | 200 | []",
                "log-3 | 200 | [\"ts=2026-11-22T07:53:06Z level=INFO\"]",
                "log-3 | 200 | [{\"ts\":\"2026-11-22T07:53:06.088Z\",\"level\":\"INFO\",\"component\":\"HTTP\",\"x\":1}]",
                "about | 200 | {\"app\":\"datarhei-core\",\"auths\":[\"localjwt\"],\"version\":{\"number\":\"16.0.0\"}}",
                "filesystem-3-list | 200 | [{\"name\":\"disk\",\"type\":\"disk\",\"mount\":\"/\"}]",
            })
    void acceptsWhatTheDocumentDeclares(String operation, int status, String body) {
        assertThat(violations(operation, status, JSON, body + "\n")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "process-3-delete | 200 | \"ok\"",
                "process-3-get | 404 | {\"code\":404,\"message\":\"Unknown process ID\"}",
                "process-3-get | 404 | {\"code\":404,\"message\":\"x\",\"details\":null}",
                "process-3-get | 404 | {\"code\":404,\"message\":\"x\",\"details\":[],\"more\":1}",
                "process-3-get-all | 200 | null",
                "process-3-get-report | 200 | {\"created_at\":1,\"prelude\":[],\"log\":[[1,\"x\"]],\"history\":[]}",
                "metadata-3-get-all | 200 | []",
                "config-3-set | 409 | {\"id\":\"a value is required\"}",
                "about | 200 | {\"app\":\"datarhei-core\",\"auths\":[],\"id\":\"x\",\"version\":{\"number\":\"16.0.0\"}}",
                "about | 200 | {}",
                "log-3 | 200 | [1]",
                "log-3 | 200 | [} ",
                "log-3 | 200 | ",
                "log-3 | 200 | [] []",
                "metadata-3-get | 200 | {\"a\":1,\"a\":2}",
            })
    void refusesOtherBodies(String operation, int status, String body) {
        assertThat(violations(operation, status, JSON, body + "\n")).isNotEmpty();
    }

    @Test
    void acceptsCompleteProcessStateAndRefusesPartsOfIt() {
        String state = """
                {"order":"start","exec":"running","runtime_seconds":3,"reconnect_seconds":-1,"last_logline":"",
                "progress":{"inputs":[{"id":"i","address":"testsrc","index":0,"stream":0,"format":"lavfi","type":"video",
                "codec":"rawvideo","coder":"","frame":0,"keyframe":0,"framerate":{"min":0.000,"max":0.000,"avg":0.000},
                "fps":0.000,"packet":0,"pps":0.000,"size_kb":0,"bitrate_kbit":0.000,"extradata_size_bytes":0,
                "pix_fmt":"rgb24","q":0.000,"width":320,"height":180,"avstream":null}],"outputs":[],"frame":75,"packet":75,
                "fps":25.123,"q":-1,"size_kb":18446744073709551615,"time":3,"bitrate_kbit":1,"speed":1,"drop":0,"dup":0},
                "memory_bytes":1,"cpu_usage":0.5,"command":["-i","x"]}
                """;
        assertThat(violations("process-3-get-state", 200, JSON, state)).isEmpty();
        assertThat(violations("process-3-get-state", 200, JSON, state.replace("\"exec\"", "\"state\"")))
                .hasSize(2);
        assertThat(violations("process-3-get-state", 200, JSON, state.replace("\"packet\":0", "\"packet\":-1")))
                .singleElement()
                .asString()
                .contains("packet");
    }

    @Test
    void wantsEveryFieldOfStoredProcess() {
        String config = """
                {"id":"a","type":"ffmpeg","reference":"","input":[{"id":"i","address":"x","options":[]}],
                "output":[{"id":"o","address":"-","options":[],"cleanup":[{"pattern":"memfs:/x","max_files":1,
                "max_file_age_seconds":0,"purge_on_delete":false}]}],"options":[],"reconnect":false,
                "reconnect_delay_seconds":0,"autostart":true,"stale_timeout_seconds":0,
                "limits":{"cpu_usage":0,"memory_mbytes":0,"waitfor_seconds":0}}
                """;
        assertThat(violations("process-3-add", 200, JSON, config)).isEmpty();
        for (String field : List.of("reference", "waitfor_seconds", "pattern", "address")) {
            assertThat(violations(
                            "process-3-add", 200, JSON, config.replace("\"" + field + "\"", "\"x-" + field + "\"")))
                    .as("without %s", field)
                    .isNotEmpty();
        }
    }

    @Test
    void wantsEveryFieldOfWhatProcessSendsForWebRtc() {
        String config = """
                {"id":"a","type":"ffmpeg","reference":"","input":[],"output":[],"options":[],"reconnect":false,
                "reconnect_delay_seconds":0,"autostart":true,"stale_timeout_seconds":0,
                "limits":{"cpu_usage":0,"memory_mbytes":0,"waitfor_seconds":0},
                "webrtc":{"enabled":true,"video_pt":102,"audio_pt":111,"video_map":"0:v:0","audio_map":"0:a:0",
                "force_transcode":false},"whip_ingest":{"enabled":true,"video_pt":102,"audio_pt":111}}
                """;
        assertThat(violations("process-3-add", 200, JSON, config)).isEmpty();
        for (String field : List.of("video_map", "force_transcode", "audio_pt")) {
            assertThat(violations(
                            "process-3-add", 200, JSON, config.replace("\"" + field + "\"", "\"x-" + field + "\"")))
                    .as("without %s", field)
                    .isNotEmpty();
        }
        assertThat(violations("process-3-add", 200, JSON, config.replace("102", "95")))
                .isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "ping, 200, text/plain; charset=UTF-8, pong",
        "ping-head, 200, , ''",
        "filesystem-3-get-file, 200, video/mp2t, anything",
        "filesystem-3-get-file, 301, , ''",
        "filesystem-3-head-file, 404, application/json, ''",
        "filesystem-3-put-file, 201, text/plain; charset=UTF-8, ''",
        "filesystem-3-put-file, 204, , ''",
        "filesystem-3-delete-file, 200, text/plain, Deleted: /a",
    })
    void acceptsOtherContent(String operation, int status, @Nullable String type, String body) {
        assertThat(violations(operation, status, type, body)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "nope, 200, text/plain, '', there is no operation 'nope'",
        "ping, 500, text/plain, '', the status 500 is not declared",
        "ping, 200, application/json, '\"pong\"', the content type 'application/json' is not declared",
        "process-3-get-all, 200, , '[]\n', the content type '' is not declared",
        "process-3-get-all, 200, application/json, [], the body does not end with a newline",
        "filesystem-3-put-file, 204, , x, a body is not declared",
        "filesystem-3-head-file, 404, application/json, x, a body is not declared",
    })
    void saysWhatIsWrong(String operation, int status, @Nullable String type, String body, String violation) {
        assertThat(violations(operation, status, type, body)).containsExactly(violation);
    }

    @Test
    void failsWithTheResponseAndTheFindings() {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> CONTRACT.check("ping", 200, "text/plain", bytes("pang")))
                .withMessageContainingAll("ping answered 200 pang", "pong");
        assertThatCode(() -> CONTRACT.check("ping", 200, "text/plain", bytes("pong")))
                .doesNotThrowAnyException();
    }

    private static List<String> violations(String operation, int status, @Nullable String type, String body) {
        return CONTRACT.violations(operation, status, type, bytes(body));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
