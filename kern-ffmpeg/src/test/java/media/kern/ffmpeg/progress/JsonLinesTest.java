package media.kern.ffmpeg.progress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonLinesTest {

    @Test
    void readsInputs() throws RejectedLineException {
        String line = """
                ffmpeg.inputs:[{"url":"https://x/a.m3u8","format":"playout","index":1,"stream":2,"type":"video",\
                "codec":"h264","coder":"h264","bitrate_kbps":0,"duration_sec":1.500000,"language":"und","fps":20.666666,\
                "pix_fmt":"yuvj420p","width":1280,"height":720,"unknown":{"a":[1,2]}},{"type":"audio","sampling_hz":44100,\
                "layout":"stereo","channels":2,"url":null}]""";
        StreamDescription.Kind input = StreamDescription.Kind.INPUT;
        assertThat(JsonLines.inputs(line))
                .containsExactly(
                        new StreamDescription(
                                input,
                                "https://x/a.m3u8",
                                "playout",
                                1,
                                2,
                                "und",
                                "video",
                                "h264",
                                "",
                                "h264",
                                0,
                                1.5,
                                20.666666,
                                "yuvj420p",
                                1280,
                                720,
                                0,
                                "",
                                0),
                        new StreamDescription(
                                input, "", "", 0, 0, "", "audio", "", "", "", 0, 0, 0, "", 0, 0, 44100, "stereo", 2));
    }

    @Test
    void rejectsEmptyDescriptions() {
        assertThatThrownBy(() -> JsonLines.inputs("ffmpeg.inputs:[]")).hasMessage("the input length must not be 0");
        assertThatThrownBy(() -> JsonLines.outputs("ffmpeg.outputs:[]")).hasMessage("the output length must not be 0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[", "[{]", "{}", "[{\"index\":-1}]", "[{\"url\":1}]", "[{}] []", "[1]", "nonsense"})
    void rejectsInvalidDescriptions(String json) {
        assertThatThrownBy(() -> JsonLines.outputs("ffmpeg.outputs:" + json)).isInstanceOf(RejectedLineException.class);
    }

    @Test
    void rejectsHostileNestingAndLength() {
        assertThatThrownBy(() -> JsonLines.outputs("ffmpeg.outputs:" + "[".repeat(10_000)))
                .isInstanceOf(RejectedLineException.class);
        assertThatThrownBy(() -> JsonLines.progress("ffmpeg.progress:{\"x\":" + "[".repeat(10_000)))
                .isInstanceOf(RejectedLineException.class);
        assertThatThrownBy(() -> JsonLines.outputs("ffmpeg.outputs:[" + "{},".repeat(20_000) + "{}]"))
                .hasMessage("more than 1000 elements in an array");
    }

    @Test
    void readsProgress() throws RejectedLineException {
        String line = """
                ffmpeg.progress:{"inputs":[{"index":0,"stream":3,"frame":7,"keyframe":2,"packet":11,"size_kb":226,\
                "framerate":{"min":1,"max":2.5,"avg":1.75,"x":0},"extradata_size_bytes":32,"q":-1.0}],\
                "outputs":[{"size_kb":1,"size_bytes":1500}],"frame":7,"packet":9,"q":1.5,"size_kb":226,\
                "time":"0h0m0.56s","speed":0.4,"dup":3,"drop":4}""";
        assertThat(JsonLines.progress(line))
                .isEqualTo(new JsonLines.Decoded(
                        List.of(new StreamCounters(0, 3, 7, 2, 11, 231424, 32, 1, 2.5, 1.75, -1)),
                        List.of(new StreamCounters(0, 0, 0, 0, 0, 1500, 0, 0, 0, 0, 0)),
                        new Totals(7, 9, 1.5, 231424, 0.56, 0.4, 4, 3)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {}                      | 0
            {"time":null}           | 0
            {"time":"1h2m3.5s"}     | 3723.5
            {"time":12.5}           | 12.5
            {"time":12}             | 12
            """)
    void readsTimes(String json, double seconds) throws RejectedLineException {
        assertThat(JsonLines.progress("ffmpeg.progress:" + json).totals().timeSeconds())
                .isEqualTo(seconds);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{\"time\":\"12.5\"}",
                "{\"time\":\"\"}",
                "{\"frame\":-1}",
                "{\"frame\":1.5}",
                "{\"frame\":1e3}",
                "{\"frame\":\"1\"}",
                "{\"frame\":9223372036854775808}",
                "{\"size_kb\":9223372036854775807}",
                "{\"q\":\"1\"}",
                "{\"q\":1e999}",
                "{\"q\":NaN}",
                "{\"inputs\":{}}",
                "{\"inputs\":[{\"packet\":-1}]}",
                "{\"outputs\":[{\"framerate\":1}]}",
                "{\"frame\":1",
                "{\"frame\":1} x"
            })
    void rejectsInvalidProgress(String json) {
        assertThatThrownBy(() -> JsonLines.progress("ffmpeg.progress:" + json))
                .isInstanceOf(RejectedLineException.class)
                .message()
                .isNotBlank();
    }

    @Test
    void readsAvStreams() throws RejectedLineException {
        String line = """
                avstream.progress:{"id":"playout:x","url":"https://x","stream":1,"queue":140,"aqueue":42,"dup":5,"drop":6,\
                "enc":7,"looping":true,"looping_runtime":11,"duplicating":true,"gop":"key",\
                "input":{"state":"running","packet":148,"time":5,"size_kb":1529},\
                "output":{"state":"idle","packet":8,"time":4,"size_kb":128},"swap":{"url":""},"debug":[1,{"a":2}]}""";
        assertThat(JsonLines.avStream(line))
                .isEqualTo(new AvStream(
                        "playout:x",
                        "https://x",
                        1,
                        140,
                        42,
                        5,
                        6,
                        7,
                        true,
                        11,
                        true,
                        "key",
                        new AvStream.Io("running", 148, 5, 1529 * 1024),
                        new AvStream.Io("idle", 8, 4, 128 * 1024)));
    }
}
