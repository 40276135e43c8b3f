package media.kern.server.api;

import io.vertx.core.Vertx;
import media.kern.core.process.ManagedProcess;
import media.kern.core.process.ProcessManager;
import media.kern.core.process.UnknownProcessException;
import media.kern.core.session.Collector;
import media.kern.core.session.CollectorId;
import media.kern.core.session.Sessions;
import media.kern.ffmpeg.process.ExecState;
import media.kern.ffmpeg.process.ProcessStatus;
import media.kern.server.http.HttpError;

/** What a public page may show about a process. */
public final class WidgetResource implements ApiResources.Resource {
    private final ProcessManager processes;
    private final Collector viewers;

    public WidgetResource(ProcessManager processes, Sessions sessions) {
        this.processes = processes;
        this.viewers = sessions.collector(CollectorId.HLS);
    }

    @Override
    public void register(Endpoints endpoints, Vertx vertx) {
        endpoints.inline("widget-3-get", this::get);
    }

    private void get(ApiCall call) throws HttpError {
        ManagedProcess process;
        try {
            process = processes.get(call.param("id"));
        } catch (UnknownProcessException e) {
            throw ProcessResource.unknown(e);
        }
        ProcessStatus status = process.status();
        // Streams are named by their process, and those of several qualities begin with its name.
        String reference = process.config().reference();
        long now = viewers.active().stream()
                .filter(session -> session.reference().startsWith(reference))
                .count();
        long before = viewers.past().stream()
                .filter(past -> past.reference().startsWith(reference))
                .mapToLong(past -> past.totals().sessions())
                .sum();
        call.exchange().json(out -> {
            out.writeStartObject();
            out.writeNumberField("current_sessions", now);
            out.writeNumberField("total_sessions", before);
            out.writeNumberField(
                    "uptime",
                    status.state() == ExecState.RUNNING ? status.inState().toSeconds() : 0);
            out.writeEndObject();
        });
    }
}
