package media.kern.server.api;

import com.fasterxml.jackson.core.JsonGenerator;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import media.kern.core.session.Collector;
import media.kern.core.session.CollectorId;
import media.kern.core.session.Sessions;

/** Who watches and publishes, now and until now. */
public final class SessionResource implements ApiResources.Resource {
    private final Sessions sessions;

    public SessionResource(Sessions sessions) {
        this.sessions = sessions;
    }

    /** How a collector is shown. */
    private interface Shown {
        void write(JsonGenerator out, Optional<Collector> collector) throws IOException;
    }

    @Override
    public void register(Endpoints endpoints, Vertx vertx) {
        endpoints
                .inline("session-3-summary", call -> each(call, SessionJson::summary))
                .inline("session-3-current", call -> each(call, SessionJson::list));
    }

    /** One field for each collector that was asked for, whether there is one of that name or not. */
    private void each(ApiCall call, Shown shown) {
        String names = call.exchange().query().get("collectors");
        TreeSet<String> wanted = new TreeSet<>(List.of(names.split(",", -1)));
        call.exchange().json(out -> {
            out.writeStartObject();
            for (String name : wanted) {
                out.writeFieldName(name);
                shown.write(
                        out,
                        CollectorId.of(name).filter(id -> sessions.enabled()).map(sessions::collector));
            }
            out.writeEndObject();
        });
    }
}
