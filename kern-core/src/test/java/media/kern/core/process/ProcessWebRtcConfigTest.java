package media.kern.core.process;

import static media.kern.core.process.TestingProcesses.change;
import static media.kern.core.process.TestingProcesses.config;
import static media.kern.core.process.TestingProcesses.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import media.kern.core.json.JsonOutput;
import media.kern.core.json.JsonReader;
import media.kern.core.leg.WebRtcConfig;
import media.kern.core.leg.WhipIngestConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a process has to do with WebRTC, on its way through API and database. */
class ProcessWebRtcConfigTest {
    private static final String ALL = """
            {"webrtc":{"enabled":true,"video_pt":96,"audio_pt":127,"video_map":"[out]","audio_map":"0:a:0?",
            "force_transcode":true},"whip_ingest":{"enabled":true,"video_pt":100,"audio_pt":101}}""";

    @TempDir
    Path folder;

    private TestingProcesses processes;

    @BeforeEach
    void start() {
        processes = TestingProcesses.in(folder);
    }

    @AfterEach
    void end() {
        processes.close();
    }

    private static String shown(ProcessConfig config) {
        return new String(JsonOutput.compact(out -> ProcessConfigJson.writeApi(out, config)), StandardCharsets.UTF_8);
    }

    private static ProcessConfig restored(ProcessConfig config) throws Exception {
        byte[] stored = JsonOutput.compact(out -> ProcessConfigJson.writeStored(out, config));
        return JsonReader.read(stored, in -> ProcessConfigJson.readStored(in, config.id()));
    }

    @Test
    void whatIsAsItIsByDefaultIsNotShown() throws Exception {
        ProcessConfig config =
                json(config("a"), "{\"webrtc\":{\"enabled\":false,\"video_pt\":102},\"whip_ingest\":{}}");

        assertThat(config).isEqualTo(config("a"));
        assertThat(shown(config)).doesNotContain("webrtc").doesNotContain("whip_ingest");
        assertThat(restored(config).webrtc()).isEqualTo(WebRtcConfig.DEFAULT);
        assertThat(restored(config).whipIngest()).isEqualTo(WhipIngestConfig.DEFAULT);
    }

    @Test
    void everythingSurvivesApiAndDatabase() throws Exception {
        ProcessConfig config = json(config("a"), ALL);

        assertThat(config.webrtc()).isEqualTo(new WebRtcConfig(true, 96, 127, "[out]", "0:a:0?", true));
        assertThat(config.whipIngest()).isEqualTo(new WhipIngestConfig(true, 100, 101));
        assertThat(json(config("a"), shown(config))).isEqualTo(config);
        assertThat(restored(config)).isEqualTo(config);
    }

    @Test
    void enablingShowsAllDefaults() {
        assertThat(shown(json(config("a"), "{\"webrtc\":{\"enabled\":true}}")))
                .endsWith(",\"webrtc\":{\"enabled\":true,\"video_pt\":102,\"audio_pt\":111,\"video_map\":\"0:v:0\","
                        + "\"audio_map\":\"0:a:0\",\"force_transcode\":false}}");
    }

    @Test
    void anUpdateChangesWhatItNames() throws Exception {
        processes.manager.add(json(config("a"), ALL));

        processes.manager.update("a", change("{\"reference\":\"r\"}"));
        assertThat(processes.get("a").config().webrtc().videoPt()).isEqualTo(96);

        processes.manager.update("a", change("{\"WebRTC\":{\"video_PT\":97,\"unknown\":[1]},\"whip_ingest\":null}"));
        assertThat(processes.get("a").config().webrtc())
                .isEqualTo(new WebRtcConfig(true, 97, 127, "[out]", "0:a:0?", true));
        assertThat(processes.get("a").config().whipIngest()).isEqualTo(new WhipIngestConfig(true, 100, 101));
    }

    @Test
    void survivesARestartAndACopy() throws Exception {
        processes.manager.add(json(config("a"), ALL));
        String copy = shown(processes.get("a").config()).replace("\"id\":\"a\"", "\"id\":\"b\"");
        processes.manager.add(json(config("b"), copy));
        processes.close();

        processes = TestingProcesses.in(folder);

        assertThat(processes.get("a").config().webrtc().videoMap()).isEqualTo("[out]");
        assertThat(processes.get("b").config().webrtc())
                .isEqualTo(processes.get("a").config().webrtc());
    }

    @ParameterizedTest
    @CsvSource({
        "'{\"webrtc\":{\"video_pt\":95}}', 'webrtc.video_pt is 95, it must be from 96 to 127'",
        "'{\"webrtc\":{\"audio_pt\":128}}', 'webrtc.audio_pt is 128, it must be from 96 to 127'",
        "'{\"whip_ingest\":{\"video_pt\":0}}', 'whip_ingest.video_pt is 0, it must be from 96 to 127'",
        "'{\"whip_ingest\":{\"audio_pt\":-1}}', 'whip_ingest.audio_pt is -1, it must be from 96 to 127'"
    })
    void refusesPayloadTypesThatAreNotFree(String body, String message) {
        assertThatThrownBy(() -> processes.manager.add(json(config("a"), body)))
                .isInstanceOf(InvalidProcessException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"0", "0:v", "0:v:0", "12:a:3?", "0:#0x1e0", "0:m:language:eng", "0:p:1:v:0", "[out]", "[0:v]"})
    void takesStreamsAndLabels(String map) throws Exception {
        processes.manager.add(json(config("a"), "{\"webrtc\":{\"video_map\":\"" + map + "\"}}"));

        assertThat(processes.get("a").config().webrtc().videoMap()).isEqualTo(map);
    }

    @Test
    void refusesAMapOfAnInputThatIsNotThere() {
        assertThatThrownBy(() -> processes.manager.add(
                        json(config("a"), "{\"webrtc\":{\"enabled\":true,\"audio_map\":\"1:a:0\"}}")))
                .isInstanceOf(InvalidProcessException.class)
                .hasMessage("webrtc.audio_map is '1:a:0', but there is no input 1: the process has 1, counted from 0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "v:0",
                "-0:a",
                "-i",
                "0:v:0 -y",
                "0:v\\n",
                "[out",
                "out]",
                "[]",
                "[a][b]",
                "99999:v",
                "0:v[x]"
            })
    void refusesWhatIsNoSingleArgumentOfMap(String map) {
        assertThatThrownBy(
                        () -> processes.manager.add(json(config("a"), "{\"webrtc\":{\"audio_map\":\"" + map + "\"}}")))
                .isInstanceOf(InvalidProcessException.class)
                .hasMessageStartingWith("webrtc.audio_map is '")
                .hasMessageEndingWith("it must be a stream such as 0:v:0, or a label of a filter graph such as [out]");
    }

    @Test
    void refusesLongMaps() {
        String map = "0:" + "v".repeat(255);
        assertThatThrownBy(
                        () -> processes.manager.add(json(config("a"), "{\"webrtc\":{\"video_map\":\"" + map + "\"}}")))
                .isInstanceOf(InvalidProcessException.class)
                .hasMessage("webrtc.video_map has 257 characters, the limit is 256");
    }
}
