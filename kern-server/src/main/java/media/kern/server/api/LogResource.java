package media.kern.server.api;

import io.vertx.core.Vertx;
import java.util.List;
import media.kern.server.log.LogBuffer;

/** The last events of the log. */
public final class LogResource implements ApiResources.Resource {
    private final LogBuffer buffer;

    public LogResource(LogBuffer buffer) {
        this.buffer = buffer;
    }

    @Override
    public void register(Endpoints endpoints, Vertx vertx) {
        endpoints.blocking("log-3", this::get);
    }

    private void get(ApiCall call) {
        if (call.exchange().query().get("format").equals("raw")) {
            call.exchange().json(buffer::raw);
            return;
        }
        List<String> lines = buffer.console();
        call.exchange().json(out -> {
            out.writeStartArray();
            for (String line : lines) {
                out.writeString(line);
            }
            out.writeEndArray();
        });
    }
}
