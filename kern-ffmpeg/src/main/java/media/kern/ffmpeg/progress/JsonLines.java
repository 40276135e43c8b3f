package media.kern.ffmpeg.progress;

import java.io.IOException;
import java.util.List;
import media.kern.ffmpeg.progress.StreamDescription.Kind;

/** Decodes the lines of the FFmpeg that reports in JSON. Unknown fields are ignored, absent ones are 0 or empty. */
final class JsonLines {

    static final String INPUTS = "ffmpeg.inputs:";
    static final String OUTPUTS = "ffmpeg.outputs:";
    static final String PROGRESS = "ffmpeg.progress:";
    static final String AVSTREAM = "avstream.progress:";

    private static final long MAX_KIBIBYTES = Long.MAX_VALUE / 1024;

    private JsonLines() {}

    /** A progress line. */
    record Decoded(List<StreamCounters> inputs, List<StreamCounters> outputs, Totals totals) {}

    /** Decodes an {@value #INPUTS} line; at least one stream. */
    static List<StreamDescription> inputs(String line) throws RejectedLineException {
        List<StreamDescription> inputs = descriptions(line, INPUTS, Kind.INPUT);
        if (inputs.isEmpty()) {
            throw new RejectedLineException("the input length must not be 0");
        }
        return inputs;
    }

    /** Decodes an {@value #OUTPUTS} line; at least one stream. */
    static List<StreamDescription> outputs(String line) throws RejectedLineException {
        List<StreamDescription> outputs = descriptions(line, OUTPUTS, Kind.OUTPUT);
        if (outputs.isEmpty()) {
            throw new RejectedLineException("the output length must not be 0");
        }
        return outputs;
    }

    /** Decodes a {@value #PROGRESS} line. */
    static Decoded progress(String line) throws RejectedLineException {
        return JsonReader.read(line, PROGRESS, JsonLines::decoded);
    }

    /** Decodes an {@value #AVSTREAM} line. */
    static AvStream avStream(String line) throws RejectedLineException {
        return JsonReader.read(line, AVSTREAM, JsonLines::avStream);
    }

    private static List<StreamDescription> descriptions(String line, String prefix, Kind kind)
            throws RejectedLineException {
        return List.copyOf(JsonReader.read(
                line, prefix, all -> all.array(StreamDescription.MAX_STREAMS, json -> description(json, kind))));
    }

    private static StreamDescription description(JsonReader json, Kind kind) throws IOException, RejectedLineException {
        StreamDescription.Builder stream = new StreamDescription.Builder(kind);
        json.object(name -> {
            switch (name) {
                case "url" -> stream.url = json.text();
                case "format" -> stream.format = json.text();
                case "index" -> stream.index = json.unsigned();
                case "stream" -> stream.stream = json.unsigned();
                case "language" -> stream.language = json.text();
                case "type" -> stream.type = json.text();
                case "codec" -> stream.codec = json.text();
                case "coder" -> stream.coder = json.text();
                case "bitrate_kbps" -> stream.bitrateKbps = json.number();
                case "duration_sec" -> stream.durationSeconds = json.number();
                case "fps" -> stream.fps = json.number();
                case "pix_fmt" -> stream.pixFmt = json.text();
                case "width" -> stream.width = json.unsigned();
                case "height" -> stream.height = json.unsigned();
                case "sampling_hz" -> stream.samplingHz = json.unsigned();
                case "layout" -> stream.layout = json.text();
                case "channels" -> stream.channels = json.unsigned();
                default -> json.skip();
            }
        });
        return stream.build();
    }

    private static Decoded decoded(JsonReader json) throws IOException, RejectedLineException {
        ProgressFields fields = new ProgressFields();
        json.object(name -> fields.read(json, name));
        return fields.decoded();
    }

    private static final class ProgressFields {
        private List<StreamCounters> inputs = List.of();
        private List<StreamCounters> outputs = List.of();
        private long frame;
        private long packet;
        private double q;
        private final Size size = new Size();
        private double timeSeconds;
        private double speed;
        private long drop;
        private long dup;

        void read(JsonReader json, String name) throws IOException, RejectedLineException {
            switch (name) {
                case "inputs" -> inputs = json.array(StreamDescription.MAX_STREAMS, JsonLines::counters);
                case "outputs" -> outputs = json.array(StreamDescription.MAX_STREAMS, JsonLines::counters);
                case "frame" -> frame = json.unsigned();
                case "packet" -> packet = json.unsigned();
                case "q" -> q = json.number();
                case "size_bytes" -> size.bytes = json.unsigned();
                case "size_kb" -> size.kibibytes = json.unsigned();
                case "time" -> timeSeconds = json.seconds();
                case "speed" -> speed = json.number();
                case "drop" -> drop = json.unsigned();
                case "dup" -> dup = json.unsigned();
                default -> json.skip();
            }
        }

        Decoded decoded() throws RejectedLineException {
            return new Decoded(
                    inputs, outputs, new Totals(frame, packet, q, size.bytes(), timeSeconds, speed, drop, dup));
        }
    }

    private static StreamCounters counters(JsonReader json) throws IOException, RejectedLineException {
        CounterFields fields = new CounterFields();
        json.object(name -> fields.read(json, name));
        return fields.counters();
    }

    private static final class CounterFields {
        private long index;
        private long stream;
        private long frame;
        private long keyframe;
        private long packet;
        private final Size size = new Size();
        private long extradataSizeBytes;
        private double framerateMin;
        private double framerateMax;
        private double framerateAvg;
        private double q;

        void read(JsonReader json, String name) throws IOException, RejectedLineException {
            switch (name) {
                case "index" -> index = json.unsigned();
                case "stream" -> stream = json.unsigned();
                case "frame" -> frame = json.unsigned();
                case "keyframe" -> keyframe = json.unsigned();
                case "packet" -> packet = json.unsigned();
                case "size_bytes" -> size.bytes = json.unsigned();
                case "size_kb" -> size.kibibytes = json.unsigned();
                case "extradata_size_bytes" -> extradataSizeBytes = json.unsigned();
                case "framerate" -> json.object(part -> framerate(json, part));
                case "q" -> q = json.number();
                default -> json.skip();
            }
        }

        private void framerate(JsonReader json, String name) throws IOException, RejectedLineException {
            switch (name) {
                case "min" -> framerateMin = json.number();
                case "max" -> framerateMax = json.number();
                case "avg" -> framerateAvg = json.number();
                default -> json.skip();
            }
        }

        StreamCounters counters() throws RejectedLineException {
            return new StreamCounters(
                    index,
                    stream,
                    frame,
                    keyframe,
                    packet,
                    size.bytes(),
                    extradataSizeBytes,
                    framerateMin,
                    framerateMax,
                    framerateAvg,
                    q);
        }
    }

    /** Older versions only tell multiples of 1024 bytes. */
    private static final class Size {
        private long bytes;
        private long kibibytes;

        long bytes() throws RejectedLineException {
            return bytes > 0 ? bytes : bytesOf(kibibytes);
        }
    }

    private static long bytesOf(long kibibytes) throws RejectedLineException {
        if (kibibytes > MAX_KIBIBYTES) {
            throw new RejectedLineException("value of 'size_kb' is larger than " + MAX_KIBIBYTES + ": " + kibibytes);
        }
        return 1024 * kibibytes;
    }

    private static AvStream avStream(JsonReader json) throws IOException, RejectedLineException {
        AvStreamFields fields = new AvStreamFields();
        json.object(name -> fields.read(json, name));
        return fields.avStream();
    }

    private static final class AvStreamFields {
        private String id = "";
        private String url = "";
        private long stream;
        private long queue;
        private long aqueue;
        private long dup;
        private long drop;
        private long enc;
        private boolean looping;
        private long loopingRuntimeSeconds;
        private boolean duplicating;
        private String gop = "";
        private AvStream.Io input = AvStream.Io.EMPTY;
        private AvStream.Io output = AvStream.Io.EMPTY;

        void read(JsonReader json, String name) throws IOException, RejectedLineException {
            switch (name) {
                case "id" -> id = json.text();
                case "url" -> url = json.text();
                case "stream" -> stream = json.unsigned();
                case "queue" -> queue = json.unsigned();
                case "aqueue" -> aqueue = json.unsigned();
                case "dup" -> dup = json.unsigned();
                case "drop" -> drop = json.unsigned();
                case "enc" -> enc = json.unsigned();
                case "looping" -> looping = json.bool();
                case "looping_runtime" -> loopingRuntimeSeconds = json.unsigned();
                case "duplicating" -> duplicating = json.bool();
                case "gop" -> gop = json.text();
                case "input" -> input = avStreamIo(json);
                case "output" -> output = avStreamIo(json);
                default -> json.skip();
            }
        }

        AvStream avStream() {
            return new AvStream(
                    id,
                    url,
                    stream,
                    queue,
                    aqueue,
                    dup,
                    drop,
                    enc,
                    looping,
                    loopingRuntimeSeconds,
                    duplicating,
                    gop,
                    input,
                    output);
        }
    }

    private static AvStream.Io avStreamIo(JsonReader json) throws IOException, RejectedLineException {
        AvStreamIoFields fields = new AvStreamIoFields();
        json.object(name -> fields.read(json, name));
        return new AvStream.Io(fields.state, fields.packet, fields.timeSeconds, bytesOf(fields.kibibytes));
    }

    private static final class AvStreamIoFields {
        private String state = "";
        private long packet;
        private long timeSeconds;
        private long kibibytes;

        void read(JsonReader json, String name) throws IOException, RejectedLineException {
            switch (name) {
                case "state" -> state = json.text();
                case "packet" -> packet = json.unsigned();
                case "time" -> timeSeconds = json.unsigned();
                case "size_kb" -> kibibytes = json.unsigned();
                default -> json.skip();
            }
        }
    }
}
