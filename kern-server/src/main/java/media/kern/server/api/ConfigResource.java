package media.kern.server.api;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import media.kern.core.json.JsonException;
import media.kern.core.json.JsonOutput;
import media.kern.server.config.ConfigStore;
import media.kern.server.config.InvalidConfigException;
import media.kern.server.config.UnknownConfigVersionException;
import media.kern.server.http.HttpError;

/** The configuration: read as it is active, written to the file. */
public final class ConfigResource implements ApiResources.Resource {
    private final ConfigStore config;

    public ConfigResource(ConfigStore config) {
        this.config = config;
    }

    @Override
    public void register(Endpoints endpoints, Vertx vertx) {
        endpoints.inline("config-3-get", this::get).withBody("config-3-set", this::set);
    }

    private void get(ApiCall call) {
        call.exchange().json(out -> {
            out.writeStartObject();
            out.writeStringField("created_at", time(config.createdAt()));
            out.writeStringField("loaded_at", time(config.loadedAt()));
            out.writeStringField("updated_at", time(config.updatedAt()));
            out.writeFieldName("config");
            config.active().write(out);
            JsonOutput.strings(out, "overrides", config.overrides());
            out.writeEndObject();
        });
    }

    private void set(ApiCall call) throws HttpError {
        try {
            config.put(call.body());
        } catch (JsonException e) {
            throw ApiCall.invalid(String.valueOf(e.getMessage()));
        } catch (UnknownConfigVersionException e) {
            throw new HttpError(400, "Invalid config version", "version " + e.version());
        } catch (InvalidConfigException e) {
            refuse(call, e);
            return;
        } catch (IOException e) {
            throw new HttpError(400, "Failed to store config", String.valueOf(e.getMessage()));
        }
        call.exchange().ok();
    }

    /** Clients recognise this answer by its status and by having no {@code code}. */
    private static void refuse(ApiCall call, InvalidConfigException e) {
        call.exchange().json(409, out -> {
            out.writeStartObject();
            for (Map.Entry<String, List<String>> error : e.errors().entrySet()) {
                JsonOutput.strings(out, error.getKey(), error.getValue());
            }
            out.writeEndObject();
        });
    }

    private static String time(Instant instant) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(instant.atZone(ZoneId.systemDefault()));
    }
}
