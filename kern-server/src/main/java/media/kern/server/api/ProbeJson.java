package media.kern.server.api;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import media.kern.core.json.JsonOutput;
import media.kern.ffmpeg.probe.Probe;
import media.kern.ffmpeg.progress.StreamDescription;

/** What FFmpeg found in the inputs of a process, as the API shows it. */
final class ProbeJson {
    private ProbeJson() {}

    static void write(JsonGenerator out, Probe.Result result) throws IOException {
        out.writeStartObject();
        out.writeArrayFieldStart("streams");
        for (StreamDescription stream : result.streams()) {
            stream(out, stream);
        }
        out.writeEndArray();
        JsonOutput.strings(out, "log", result.log());
        out.writeEndObject();
    }

    private static void stream(JsonGenerator out, StreamDescription stream) throws IOException {
        out.writeStartObject();
        out.writeStringField("url", stream.url());
        out.writeStringField("format", stream.format());
        out.writeNumberField("index", stream.index());
        out.writeNumberField("stream", stream.stream());
        out.writeStringField("language", stream.language());
        out.writeStringField("type", stream.type());
        out.writeStringField("codec", stream.codec());
        out.writeStringField("coder", stream.coder());
        JsonOutput.num3(out, "bitrate_kbps", stream.bitrateKbps());
        JsonOutput.num3(out, "duration_sec", stream.durationSeconds());
        JsonOutput.num3(out, "fps", stream.fps());
        out.writeStringField("pix_fmt", stream.pixFmt());
        out.writeNumberField("width", stream.width());
        out.writeNumberField("height", stream.height());
        out.writeNumberField("sampling_hz", stream.samplingHz());
        out.writeStringField("layout", stream.layout());
        out.writeNumberField("channels", stream.channels());
        out.writeEndObject();
    }
}
