package media.kern.core.store;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import media.kern.core.json.JsonException;
import media.kern.core.json.JsonOutput;
import media.kern.core.json.JsonReader;
import media.kern.core.process.ProcessConfig;
import media.kern.core.process.ProcessConfigJson;
import media.kern.core.process.StoredProcess;
import media.kern.ffmpeg.process.Order;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a database file says, and how it says it. */
final class DatabaseContent {
    private static final Logger LOG = LoggerFactory.getLogger("ProcessStore");
    private static final long VERSION = 4;

    final Map<String, StoredProcess> processes = new TreeMap<>();
    final Map<String, Map<String, Object>> processMetadata = new TreeMap<>();
    Map<String, Object> systemMetadata = Map.of();

    /** Entries without a configuration: not usable, but not ours to throw away. */
    private final Map<String, @Nullable Object> unusable = new TreeMap<>();

    static DatabaseContent read(byte[] document) throws JsonException, UnsupportedVersionException {
        long[] version = {0};
        JsonReader.read(document, in -> {
            in.object("app.Data", (name, value) -> {
                if (name.equals("version")) {
                    version[0] = value.uint64(version[0]);
                } else {
                    value.skip();
                }
            });
            return version;
        });
        if (version[0] != VERSION) {
            throw new UnsupportedVersionException(VERSION, version[0]);
        }
        DatabaseContent content = new DatabaseContent();
        JsonReader.read(document, in -> {
            in.object("app.Data", content::field);
            return content;
        });
        content.processMetadata.keySet().removeIf(id -> !content.knows(id));
        return content;
    }

    private boolean knows(String id) {
        return processes.containsKey(id) || unusable.containsKey(id);
    }

    void put(StoredProcess process) {
        processes.put(process.id(), process);
        unusable.remove(process.id());
    }

    private void field(String name, JsonReader in) throws JsonException {
        switch (name) {
            case "process" -> in.objectExact("map[string]*app.Process", this::readProcess);
            case "metadata" -> in.object("app.Metadata", this::readMetadata);
            default -> in.skip();
        }
    }

    private void readProcess(String id, JsonReader in) throws JsonException {
        @Nullable ProcessConfig[] config = {null};
        long[] times = {0, 0};
        String[] order = {"stop"};
        Map<String, @Nullable Object> rest = new LinkedHashMap<>();
        boolean isNull = in.atNull();
        in.object("app.Process", (name, value) -> {
            switch (name) {
                case "config" -> {
                    config[0] = value.atNull() ? null : ProcessConfigJson.readStored(value, id);
                    rest.put(name, null);
                }
                case "created_at" -> {
                    times[0] = value.int64(times[0]);
                    rest.put(name, times[0]);
                }
                case "updated_at" -> {
                    times[1] = value.int64(times[1]);
                    rest.put(name, times[1]);
                }
                case "order" -> {
                    order[0] = value.string(order[0]);
                    rest.put(name, order[0]);
                }
                default -> rest.put(name, value.any());
            }
        });
        ProcessConfig decoded = config[0];
        if (decoded == null) {
            LOG.atWarn().addKeyValue("id", id).log("Ignoring a process without configuration; its entry is kept");
            processes.remove(id);
            unusable.put(id, isNull ? null : rest);
            return;
        }
        put(new StoredProcess(decoded, times[0], times[1], Order.of(order[0])));
    }

    private void readMetadata(String name, JsonReader in) throws JsonException {
        switch (name) {
            case "system" -> systemMetadata = readKeys(in);
            case "process" ->
                in.objectExact(
                        "map[string]map[string]interface {}", (id, value) -> processMetadata.put(id, readKeys(value)));
            default -> in.skip();
        }
    }

    private static Map<String, Object> readKeys(JsonReader in) throws JsonException {
        Map<String, Object> keys = new TreeMap<>();
        in.objectExact("map[string]interface {}", (key, value) -> {
            Object decoded = value.any();
            if (decoded != null) {
                keys.put(key, decoded);
            }
        });
        return keys;
    }

    /** The values are immutable, so their maps are all that is copied. */
    DatabaseContent copy() {
        DatabaseContent copy = new DatabaseContent();
        copy.processes.putAll(processes);
        copy.processMetadata.putAll(processMetadata);
        copy.systemMetadata = systemMetadata;
        copy.unusable.putAll(unusable);
        return copy;
    }

    void write(JsonGenerator out) throws IOException {
        out.writeStartObject();
        out.writeNumberField("version", VERSION);
        out.writeObjectFieldStart("process");
        for (StoredProcess process : processes.values()) {
            writeProcess(out, process);
        }
        for (Map.Entry<String, @Nullable Object> entry : unusable.entrySet()) {
            out.writeFieldName(entry.getKey());
            JsonOutput.any(out, entry.getValue());
        }
        out.writeEndObject();
        out.writeObjectFieldStart("metadata");
        out.writeFieldName("system");
        JsonOutput.any(out, systemMetadata);
        out.writeFieldName("process");
        JsonOutput.any(out, processMetadata);
        out.writeEndObject();
        out.writeEndObject();
    }

    private static void writeProcess(JsonGenerator out, StoredProcess process) throws IOException {
        out.writeObjectFieldStart(process.id());
        out.writeStringField("id", process.id());
        out.writeStringField("reference", process.config().reference());
        out.writeFieldName("config");
        ProcessConfigJson.writeStored(out, process.config());
        out.writeNumberField("created_at", process.createdAt());
        out.writeNumberField("updated_at", process.updatedAt());
        out.writeStringField("order", process.order().text());
        out.writeEndObject();
    }
}
