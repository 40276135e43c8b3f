package media.kern.core.process;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import media.kern.core.json.JsonException;
import media.kern.core.json.JsonOutput;
import media.kern.core.json.JsonReader;
import media.kern.core.leg.WebRtcConfig;
import media.kern.core.leg.WhipIngestConfig;
import org.jspecify.annotations.Nullable;

/**
 * A process configuration as the API and the database have it. Both share everything but the limits, which the API
 * groups and counts in MiB.
 */
public final class ProcessConfigJson {
    private static final long MEBIBYTE = 1024 * 1024;

    private ProcessConfigJson() {}

    /**
     * What a body of the API says.
     *
     * @param type empty if the body said so; {@code ffmpeg} if it said nothing
     * @param hasInput false if the list is missing or {@code null} and there was none before
     */
    public record Body(ProcessConfig config, String type, boolean hasInput, boolean hasOutput) {}

    /** Decodes a body over {@code current}: what is missing keeps its value, list elements merge by position. */
    public static Body readApi(JsonReader in, ProcessConfig current, boolean update) throws JsonException {
        Draft draft = new Draft(current, update);
        in.object("api.ProcessConfig", draft::apiField);
        return new Body(draft.build(), draft.type, draft.hasInput, draft.hasOutput);
    }

    /** Decodes an entry of the database. */
    public static ProcessConfig readStored(JsonReader in, String id) throws JsonException {
        Draft draft = new Draft(ProcessConfig.withDefaults(id), false);
        in.object("app.Config", draft::storedField);
        return draft.build();
    }

    /** Writes the form of the API. */
    public static void writeApi(JsonGenerator out, ProcessConfig config) throws IOException {
        out.writeStartObject();
        out.writeStringField("id", config.id());
        out.writeStringField("type", "ffmpeg");
        out.writeStringField("reference", config.reference());
        writeIos(out, "input", config.input(), false);
        writeIos(out, "output", config.output(), false);
        JsonOutput.strings(out, "options", config.options());
        writeCommon(out, config);
        out.writeObjectFieldStart("limits");
        out.writeFieldName("cpu_usage");
        out.writeNumber(JsonOutput.shortest(config.limits().cpuPercent()));
        out.writeNumberField("memory_mbytes", config.limits().memoryBytes() / MEBIBYTE);
        out.writeNumberField("waitfor_seconds", config.limits().waitForSeconds());
        out.writeEndObject();
        WebRtcConfigJson.write(out, config);
        out.writeEndObject();
    }

    /** Writes the form of the database. */
    public static void writeStored(JsonGenerator out, ProcessConfig config) throws IOException {
        out.writeStartObject();
        out.writeStringField("id", config.id());
        out.writeStringField("reference", config.reference());
        out.writeStringField("ffversion", config.ffversion());
        writeIos(out, "input", config.input(), true);
        writeIos(out, "output", config.output(), true);
        JsonOutput.strings(out, "options", config.options());
        writeCommon(out, config);
        out.writeFieldName("limit_cpu_usage");
        out.writeNumber(JsonOutput.shortest(config.limits().cpuPercent()));
        out.writeNumberField("limit_memory_bytes", config.limits().memoryBytes());
        out.writeNumberField("limit_waitfor_seconds", config.limits().waitForSeconds());
        WebRtcConfigJson.write(out, config);
        out.writeEndObject();
    }

    private static void writeCommon(JsonGenerator out, ProcessConfig config) throws IOException {
        out.writeBooleanField("reconnect", config.reconnect());
        out.writeNumberField("reconnect_delay_seconds", config.reconnectDelaySeconds());
        out.writeBooleanField("autostart", config.autostart());
        out.writeNumberField("stale_timeout_seconds", config.staleTimeoutSeconds());
    }

    private static void writeIos(JsonGenerator out, String name, List<IoConfig> ios, boolean emptyCleanup)
            throws IOException {
        out.writeArrayFieldStart(name);
        for (IoConfig io : ios) {
            out.writeStartObject();
            out.writeStringField("id", io.id());
            out.writeStringField("address", io.address());
            JsonOutput.strings(out, "options", io.options());
            if (emptyCleanup || !io.cleanup().isEmpty()) {
                writeCleanup(out, io.cleanup());
            }
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private static void writeCleanup(JsonGenerator out, List<CleanupRule> rules) throws IOException {
        out.writeArrayFieldStart("cleanup");
        for (CleanupRule rule : rules) {
            out.writeStartObject();
            out.writeStringField("pattern", rule.pattern());
            out.writeNumberField("max_files", rule.maxFiles());
            out.writeNumberField("max_file_age_seconds", rule.maxFileAgeSeconds());
            out.writeBooleanField("purge_on_delete", rule.purgeOnDelete());
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private static IoConfig readIo(JsonReader in, @Nullable IoConfig current, boolean output) throws JsonException {
        IoConfig[] io = {current == null ? IoConfig.EMPTY : current};
        in.object("api.ProcessConfigIO", (name, value) -> {
            IoConfig now = io[0];
            switch (name) {
                case "id" -> io[0] = now.withId(value.string(now.id()));
                case "address" -> io[0] = now.withAddress(value.string(now.address()));
                case "options" -> io[0] = new IoConfig(now.id(), now.address(), value.strings(), now.cleanup());
                case "cleanup" -> {
                    List<CleanupRule> rules =
                            value.list("[]api.ProcessConfigIOCleanup", now.cleanup(), ProcessConfigJson::readCleanup);
                    io[0] = new IoConfig(now.id(), now.address(), now.options(), output ? rules : List.of());
                }
                default -> value.skip();
            }
        });
        return io[0];
    }

    private static CleanupRule readCleanup(JsonReader in, @Nullable CleanupRule current) throws JsonException {
        CleanupRule[] rule = {current == null ? CleanupRule.EMPTY : current};
        in.object("api.ProcessConfigIOCleanup", (name, value) -> {
            CleanupRule now = rule[0];
            String pattern = name.equals("pattern") ? value.string(now.pattern()) : now.pattern();
            long files = name.equals("max_files") ? value.uint64(now.maxFiles()) : now.maxFiles();
            long age = name.equals("max_file_age_seconds")
                    ? value.uint64(now.maxFileAgeSeconds())
                    : now.maxFileAgeSeconds();
            boolean purge = name.equals("purge_on_delete") ? value.bool(now.purgeOnDelete()) : now.purgeOnDelete();
            switch (name) {
                case "pattern", "max_files", "max_file_age_seconds", "purge_on_delete" ->
                    rule[0] = new CleanupRule(pattern, files, age, purge);
                default -> value.skip();
            }
        });
        return rule[0];
    }

    /** The values read so far. */
    private static final class Draft {
        private String id;
        private String reference;
        private String ffversion;
        private List<IoConfig> input;
        private List<IoConfig> output;
        private List<String> options;
        private boolean reconnect;
        private long reconnectDelay;
        private boolean autostart;
        private long staleTimeout;
        private double cpu;
        private long memoryBytes;
        private long waitFor;
        private WebRtcConfig webrtc;
        private WhipIngestConfig whipIngest;
        private String type = "ffmpeg";
        private boolean hasInput;
        private boolean hasOutput;

        Draft(ProcessConfig current, boolean update) {
            id = current.id();
            reference = current.reference();
            ffversion = current.ffversion();
            input = current.input();
            output = current.output();
            options = current.options();
            reconnect = current.reconnect();
            reconnectDelay = current.reconnectDelaySeconds();
            autostart = current.autostart();
            staleTimeout = current.staleTimeoutSeconds();
            cpu = current.limits().cpuPercent();
            memoryBytes = current.limits().memoryBytes();
            waitFor = current.limits().waitForSeconds();
            webrtc = current.webrtc();
            whipIngest = current.whipIngest();
            hasInput = update;
            hasOutput = update;
        }

        void apiField(String name, JsonReader in) throws JsonException {
            switch (name) {
                case "type" -> type = in.string(type);
                case "limits" -> in.object("api.ProcessConfigLimits", this::limit);
                default -> commonField(name, in);
            }
        }

        void storedField(String name, JsonReader in) throws JsonException {
            switch (name) {
                case "id" -> in.string(id); // The key of the entry counts.
                case "ffversion" -> ffversion = in.string(ffversion);
                case "limit_cpu_usage" -> cpu = in.float64(cpu);
                case "limit_memory_bytes" -> memoryBytes = in.uint64(memoryBytes);
                case "limit_waitfor_seconds" -> waitFor = in.uint64(waitFor);
                default -> commonField(name, in);
            }
        }

        private void commonField(String name, JsonReader in) throws JsonException {
            switch (name) {
                case "id" -> id = in.string(id);
                case "reference" -> reference = in.string(reference);
                case "input" -> {
                    hasInput = !in.atNull();
                    input = in.list("[]api.ProcessConfigIO", input, (io, now) -> readIo(io, now, false));
                }
                case "output" -> {
                    hasOutput = !in.atNull();
                    output = in.list("[]api.ProcessConfigIO", output, (io, now) -> readIo(io, now, true));
                }
                case "options" -> options = in.strings();
                case "reconnect" -> reconnect = in.bool(reconnect);
                case "reconnect_delay_seconds" -> reconnectDelay = in.uint64(reconnectDelay);
                case "autostart" -> autostart = in.bool(autostart);
                case "stale_timeout_seconds" -> staleTimeout = in.uint64(staleTimeout);
                case "webrtc" -> webrtc = WebRtcConfigJson.webrtc(in, webrtc);
                case "whip_ingest" -> whipIngest = WebRtcConfigJson.whipIngest(in, whipIngest);
                default -> in.skip();
            }
        }

        private void limit(String name, JsonReader in) throws JsonException {
            switch (name) {
                case "cpu_usage" -> cpu = in.float64(cpu);
                case "memory_mbytes" -> {
                    long mebibytes = in.uint64(memoryBytes / MEBIBYTE);
                    memoryBytes = mebibytes > Long.MAX_VALUE / MEBIBYTE ? Long.MAX_VALUE : mebibytes * MEBIBYTE;
                }
                case "waitfor_seconds" -> waitFor = in.uint64(waitFor);
                default -> in.skip();
            }
        }

        ProcessConfig build() {
            return new ProcessConfig(
                    id,
                    reference,
                    ffversion,
                    input,
                    output,
                    options,
                    reconnect,
                    reconnectDelay,
                    autostart,
                    staleTimeout,
                    new LimitConfig(cpu, memoryBytes, waitFor),
                    webrtc,
                    whipIngest);
        }
    }
}
