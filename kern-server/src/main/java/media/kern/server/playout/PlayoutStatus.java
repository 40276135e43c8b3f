package media.kern.server.playout;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import media.kern.core.json.JsonException;
import media.kern.core.json.JsonOutput;
import media.kern.core.json.JsonReader;
import media.kern.ffmpeg.report.Secrets;
import org.jspecify.annotations.Nullable;

/**
 * What FFmpeg tells about the playout of an input, reduced to the fields that clients know. One that is missing has the
 * value zero of its type.
 */
public final class PlayoutStatus {
    private String id = "";
    private String url = "";
    private long stream;
    private long queue;
    private long aqueue;
    private long dup;
    private long drop;
    private long enc;
    private boolean looping;
    private boolean duplicating;
    private String gop = "";
    private @Nullable Object debug;
    private final Io input = new Io();
    private final Io output = new Io();
    private final Swap swap = new Swap();

    private PlayoutStatus() {}

    /**
     * Reads the answer of FFmpeg.
     *
     * @throws JsonException if it is not JSON, or a field is of another type
     */
    public static PlayoutStatus read(byte[] json) throws JsonException {
        return JsonReader.read(json, in -> {
            PlayoutStatus status = new PlayoutStatus();
            in.object("playout.Status", status::readField);
            return status;
        });
    }

    private void readField(String name, JsonReader in) throws JsonException {
        switch (name) {
            case "id" -> id = in.string(id);
            case "url" -> url = in.string(url);
            case "stream" -> stream = in.uint64(stream);
            case "queue" -> queue = in.uint64(queue);
            case "aqueue" -> aqueue = in.uint64(aqueue);
            case "dup" -> dup = in.uint64(dup);
            case "drop" -> drop = in.uint64(drop);
            case "enc" -> enc = in.uint64(enc);
            case "looping" -> looping = in.bool(looping);
            case "duplicating" -> duplicating = in.bool(duplicating);
            case "gop" -> gop = in.string(gop);
            case "debug" -> debug = in.any();
            case "input" -> in.object("playout.StatusIO", input::readField);
            case "output" -> in.object("playout.StatusIO", output::readField);
            case "swap" -> in.object("playout.StatusSwap", swap::readField);
            default -> in.skip();
        }
    }

    /** Writes all fields as an object. */
    public void write(JsonGenerator out) throws IOException {
        out.writeStartObject();
        out.writeStringField("id", id);
        out.writeStringField("url", Secrets.mask(url));
        out.writeNumberField("stream", stream);
        out.writeNumberField("queue", queue);
        out.writeNumberField("aqueue", aqueue);
        out.writeNumberField("dup", dup);
        out.writeNumberField("drop", drop);
        out.writeNumberField("enc", enc);
        out.writeBooleanField("looping", looping);
        out.writeBooleanField("duplicating", duplicating);
        out.writeStringField("gop", gop);
        out.writeFieldName("debug");
        JsonOutput.any(out, debug);
        input.write(out, "input");
        output.write(out, "output");
        swap.write(out, "swap");
        out.writeEndObject();
    }

    /** One side of the playout. */
    private static final class Io {
        private String state = "";
        private long packet;
        private long time;
        private long sizeKb;

        private void readField(String name, JsonReader in) throws JsonException {
            switch (name) {
                case "state" -> state = in.string(state);
                case "packet" -> packet = in.uint64(packet);
                case "time" -> time = in.uint64(time);
                case "size_kb" -> sizeKb = in.uint64(sizeKb);
                default -> in.skip();
            }
        }

        private void write(JsonGenerator out, String name) throws IOException {
            out.writeObjectFieldStart(name);
            out.writeStringField("state", state);
            out.writeNumberField("packet", packet);
            out.writeNumberField("time", time);
            out.writeNumberField("size_kb", sizeKb);
            out.writeEndObject();
        }
    }

    /** The change to another address. */
    private static final class Swap {
        private String url = "";
        private String status = "";
        private String lastUrl = "";
        private String lastError = "";

        private void readField(String name, JsonReader in) throws JsonException {
            switch (name) {
                case "url" -> url = in.string(url);
                case "status" -> status = in.string(status);
                case "lasturl" -> lastUrl = in.string(lastUrl);
                case "lasterror" -> lastError = in.string(lastError);
                default -> in.skip();
            }
        }

        private void write(JsonGenerator out, String name) throws IOException {
            out.writeObjectFieldStart(name);
            out.writeStringField("url", Secrets.mask(url));
            out.writeStringField("status", status);
            out.writeStringField("lasturl", Secrets.mask(lastUrl));
            out.writeStringField("lasterror", Secrets.mask(lastError));
            out.writeEndObject();
        }
    }
}
