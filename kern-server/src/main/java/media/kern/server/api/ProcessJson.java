package media.kern.server.api;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import media.kern.core.json.JsonOutput;
import media.kern.core.process.IoConfig;
import media.kern.core.process.ManagedProcess;
import media.kern.ffmpeg.process.LastExit;
import media.kern.ffmpeg.process.ProcessStatus;
import media.kern.ffmpeg.progress.AvStream;
import media.kern.ffmpeg.progress.Progress;
import media.kern.ffmpeg.progress.StreamDescription;
import media.kern.ffmpeg.progress.StreamProgress;
import media.kern.ffmpeg.report.LogLine;
import media.kern.ffmpeg.report.Report;
import media.kern.ffmpeg.report.RunReport;

/** State and report of a process as the API shows them. */
final class ProcessJson {
    private static final double KIBI = 1024;

    /** Most processes of a long list do not run. */
    private static final JsonOutput.Rendered NO_PROGRESS =
            JsonOutput.render(out -> progress(out, Progress.EMPTY, List.of(), List.of()));

    private ProcessJson() {}

    static void state(JsonGenerator out, ManagedProcess process) throws IOException {
        ProcessStatus status = process.status();
        out.writeStartObject();
        out.writeStringField("order", status.order().text());
        out.writeStringField("exec", status.state().text());
        out.writeNumberField("runtime_seconds", status.inState().toSeconds());
        out.writeNumberField(
                "reconnect_seconds",
                status.reconnectIn().map(Duration::toSeconds).orElse(-1L));
        out.writeStringField("last_logline", process.lastLine());
        out.writeFieldName("progress");
        if (status.progress().equals(Progress.EMPTY)) {
            NO_PROGRESS.write(out);
        } else {
            progress(
                    out,
                    status.progress(),
                    process.config().input(),
                    process.config().output());
        }
        out.writeNumberField("memory_bytes", status.memoryBytes());
        JsonOutput.num3(out, "cpu_usage", status.cpuPercent());
        out.writeFieldName("command");
        process.commandJson().write(out);
        if (status.pid().isPresent()) {
            out.writeNumberField("pid", status.pid().getAsLong());
        }
        if (status.lastExit().isPresent()) {
            lastExit(out, status.lastExit().get());
        }
        out.writeEndObject();
    }

    private static void lastExit(JsonGenerator out, LastExit exit) throws IOException {
        out.writeObjectFieldStart("last_exit");
        out.writeNumberField("at", exit.at().getEpochSecond());
        out.writeStringField("reason", exit.reason().text());
        out.writeNumberField("code", exit.status().code());
        out.writeNumberField("signal", exit.status().signal());
        out.writeEndObject();
    }

    private static void progress(JsonGenerator out, Progress progress, List<IoConfig> inputs, List<IoConfig> outputs)
            throws IOException {
        out.writeStartObject();
        streams(out, "inputs", progress.inputs(), inputs);
        streams(out, "outputs", progress.outputs(), outputs);
        out.writeNumberField("frame", progress.frame());
        out.writeNumberField("packet", progress.packet());
        JsonOutput.num3(out, "fps", progress.fps());
        JsonOutput.num3(out, "q", progress.q());
        out.writeNumberField("size_kb", progress.sizeBytes() / 1024);
        JsonOutput.num3(out, "time", progress.timeSeconds());
        JsonOutput.num3(out, "bitrate_kbit", progress.bitrateBitsPerSecond() / KIBI);
        JsonOutput.num3(out, "speed", progress.speed());
        out.writeNumberField("drop", progress.drop());
        out.writeNumberField("dup", progress.dup());
        out.writeEndObject();
    }

    private static void streams(JsonGenerator out, String name, List<StreamProgress> streams, List<IoConfig> ios)
            throws IOException {
        out.writeArrayFieldStart(name);
        for (StreamProgress stream : streams) {
            boolean known = stream.index() >= 0 && stream.index() < ios.size();
            stream(out, stream, known ? ios.get((int) stream.index()).id() : "");
        }
        out.writeEndArray();
    }

    private static void stream(JsonGenerator out, StreamProgress stream, String id) throws IOException {
        StreamDescription about = stream.description();
        out.writeStartObject();
        out.writeStringField("id", id);
        out.writeStringField("address", about.url());
        out.writeNumberField("index", stream.index());
        out.writeNumberField("stream", stream.stream());
        out.writeStringField("format", about.format());
        out.writeStringField("type", about.type());
        out.writeStringField("codec", about.codec());
        out.writeStringField("coder", about.coder());
        out.writeNumberField("frame", stream.frame());
        out.writeNumberField("keyframe", stream.keyframe());
        out.writeObjectFieldStart("framerate");
        JsonOutput.fix3(out, "min", stream.framerateMin());
        JsonOutput.fix3(out, "max", stream.framerateMax());
        JsonOutput.fix3(out, "avg", stream.framerateAvg());
        out.writeEndObject();
        JsonOutput.fix3(out, "fps", stream.fps());
        out.writeNumberField("packet", stream.packet());
        JsonOutput.fix3(out, "pps", stream.pps());
        out.writeNumberField("size_kb", stream.sizeBytes() / 1024);
        JsonOutput.fix3(out, "bitrate_kbit", stream.bitrateBitsPerSecond() / KIBI);
        out.writeNumberField("extradata_size_bytes", stream.extradataSizeBytes());
        writeUnlessEmpty(out, "pix_fmt", about.pixFmt());
        JsonOutput.fix3(out, "q", stream.q());
        writeUnlessZero(out, "width", about.width());
        writeUnlessZero(out, "height", about.height());
        writeUnlessZero(out, "sampling_hz", about.samplingHz());
        writeUnlessEmpty(out, "layout", about.layout());
        writeUnlessZero(out, "channels", about.channels());
        avStream(out, stream);
        out.writeEndObject();
    }

    private static void writeUnlessEmpty(JsonGenerator out, String name, String value) throws IOException {
        if (!value.isEmpty()) {
            out.writeStringField(name, value);
        }
    }

    private static void writeUnlessZero(JsonGenerator out, String name, long value) throws IOException {
        if (value != 0) {
            out.writeNumberField(name, value);
        }
    }

    private static void avStream(JsonGenerator out, StreamProgress stream) throws IOException {
        AvStream av = stream.avStream();
        if (av == null) {
            out.writeNullField("avstream");
            return;
        }
        out.writeObjectFieldStart("avstream");
        avStreamIo(out, "input", av.input());
        avStreamIo(out, "output", av.output());
        out.writeNumberField("aqueue", av.aqueue());
        out.writeNumberField("queue", av.queue());
        out.writeNumberField("dup", av.dup());
        out.writeNumberField("drop", av.drop());
        out.writeNumberField("enc", av.enc());
        out.writeBooleanField("looping", av.looping());
        out.writeNumberField("looping_runtime", av.loopingRuntimeSeconds());
        out.writeBooleanField("duplicating", av.duplicating());
        out.writeStringField("gop", av.gop());
        out.writeEndObject();
    }

    private static void avStreamIo(JsonGenerator out, String name, AvStream.Io io) throws IOException {
        out.writeObjectFieldStart(name);
        out.writeStringField("state", io.state());
        out.writeNumberField("packet", io.packet());
        out.writeNumberField("time", io.timeSeconds());
        // Clients know this one in bytes, whatever its name says.
        out.writeNumberField("size_kb", io.sizeBytes());
        out.writeEndObject();
    }

    static void report(JsonGenerator out, Report report) throws IOException {
        out.writeStartObject();
        run(out, report.createdAt(), report.prelude(), report.log());
        out.writeArrayFieldStart("history");
        for (RunReport run : report.history()) {
            out.writeStartObject();
            run(out, run.createdAt(), run.prelude(), run.log());
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    private static void run(JsonGenerator out, Instant createdAt, List<String> prelude, List<LogLine> log)
            throws IOException {
        out.writeNumberField("created_at", createdAt.getEpochSecond());
        JsonOutput.strings(out, "prelude", prelude);
        out.writeArrayFieldStart("log");
        for (LogLine line : log) {
            out.writeStartArray();
            out.writeString(Long.toString(line.at().getEpochSecond()));
            out.writeString(line.line());
            out.writeEndArray();
        }
        out.writeEndArray();
    }
}
