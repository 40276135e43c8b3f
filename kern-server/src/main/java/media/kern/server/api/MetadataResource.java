package media.kern.server.api;

import io.vertx.core.Vertx;
import java.util.Map;
import media.kern.core.json.JsonOutput;
import media.kern.core.json.JsonReader;
import media.kern.core.process.ProcessManager;
import media.kern.core.process.UnknownProcessException;
import media.kern.server.http.HttpError;
import org.jspecify.annotations.Nullable;

/** Any JSON under a key, of a process or of the server. */
public final class MetadataResource implements ApiResources.Resource {
    private final ProcessManager processes;

    public MetadataResource(ProcessManager processes) {
        this.processes = processes;
    }

    @Override
    public void register(Endpoints endpoints, Vertx vertx) {
        endpoints
                .inline("metadata-3-get-all", call -> write(call, processes.systemMetadata()))
                .inline("metadata-3-get", this::get)
                .withBody("metadata-3-set", this::set)
                .inline("process-3-get-all-process-metadata", call -> write(call, ofProcess(call)))
                .inline("process-3-get-process-metadata", this::getOfProcess)
                .withBody("process-3-set-process-metadata", this::setOfProcess);
    }

    private void get(ApiCall call) throws HttpError {
        Object value = processes.systemMetadata().get(call.param("key"));
        if (value == null) {
            throw new HttpError(404, "Metadata not found", "unknown key");
        }
        write(call, value);
    }

    private void set(ApiCall call) throws HttpError {
        Object value = call.<@Nullable Object>json(JsonReader::any);
        try {
            processes.putSystemMetadata(call.param("key"), value);
        } catch (IllegalArgumentException e) {
            throw new HttpError(400, "Bad Request", String.valueOf(e.getMessage()));
        }
        write(call, value);
    }

    private @Nullable Map<String, Object> ofProcess(ApiCall call) throws HttpError {
        try {
            return processes.metadata(call.param("id")).orElse(null);
        } catch (UnknownProcessException e) {
            throw ProcessResource.unknown(e);
        }
    }

    private void getOfProcess(ApiCall call) throws HttpError {
        Map<String, Object> metadata = ofProcess(call);
        Object value = metadata == null ? null : metadata.get(call.param("key"));
        if (value == null) {
            throw new HttpError(404, "Unknown process ID", "unknown key");
        }
        write(call, value);
    }

    private void setOfProcess(ApiCall call) throws HttpError {
        Object value = call.<@Nullable Object>json(JsonReader::any);
        try {
            processes.putMetadata(call.param("id"), call.param("key"), value);
        } catch (UnknownProcessException e) {
            throw ProcessResource.unknown(e);
        } catch (IllegalArgumentException e) {
            throw new HttpError(400, "Bad Request", String.valueOf(e.getMessage()));
        }
        write(call, value);
    }

    private static void write(ApiCall call, @Nullable Object value) {
        call.exchange().json(out -> JsonOutput.any(out, value));
    }
}
