package media.kern.server.api;

import com.fasterxml.jackson.core.JsonGenerator;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import media.kern.core.json.JsonException;
import media.kern.core.json.JsonOutput;
import media.kern.core.json.JsonReader;
import media.kern.core.process.InvalidProcessException;
import media.kern.core.process.ManagedProcess;
import media.kern.core.process.ProcessConfig;
import media.kern.core.process.ProcessConfigJson;
import media.kern.core.process.ProcessManager;
import media.kern.core.process.ShortId;
import media.kern.core.process.UnknownProcessException;
import media.kern.ffmpeg.probe.Probe;
import media.kern.server.http.HttpError;

/** Processes and what can be done with them. */
public final class ProcessResource implements ApiResources.Resource {
    private final ProcessManager processes;
    private final Probe probe;

    public ProcessResource(ProcessManager processes, Probe probe) {
        this.processes = processes;
        this.probe = probe;
    }

    @Override
    public void register(Endpoints endpoints, Vertx vertx) {
        endpoints
                .inline("process-3-get-all", this::list)
                .withBody("process-3-add", this::add)
                .inline("process-3-get", this::get)
                .withBody("process-3-update", this::update)
                .blocking("process-3-delete", this::delete)
                .inline("process-3-get-config", call -> {
                    ManagedProcess process = find(call);
                    call.exchange().json(process.configJson()::write);
                })
                .inline("process-3-get-state", call -> {
                    ManagedProcess process = find(call);
                    call.exchange().json(out -> ProcessJson.state(out, process));
                })
                .inline("process-3-get-report", call -> {
                    ManagedProcess process = find(call);
                    call.exchange().json(out -> ProcessJson.report(out, process.report()));
                })
                .blocking("process-3-probe", this::probe)
                .withBody("process-3-command", this::command);
    }

    private void list(ApiCall call) {
        ProcessFilter parts = ProcessFilter.parts(call.exchange().query());
        List<ManagedProcess> selected = ProcessFilter.select(call.exchange().query(), processes.list());
        call.exchange().json(out -> {
            out.writeStartArray();
            for (ManagedProcess process : selected) {
                write(out, process, parts);
            }
            out.writeEndArray();
        });
    }

    private void get(ApiCall call) throws HttpError {
        ManagedProcess process = find(call);
        ProcessFilter parts = ProcessFilter.parts(call.exchange().query());
        call.exchange().json(out -> write(out, process, parts));
    }

    private void write(JsonGenerator out, ManagedProcess process, ProcessFilter parts) throws IOException {
        ProcessConfig config = process.config();
        out.writeStartObject();
        out.writeStringField("id", config.id());
        out.writeStringField("type", "ffmpeg");
        out.writeStringField("reference", config.reference());
        out.writeNumberField("created_at", process.stored().createdAt());
        out.writeNumberField("updated_at", process.stored().updatedAt());
        if (parts.config()) {
            out.writeFieldName("config");
            process.configJson().write(out);
        }
        if (parts.state()) {
            out.writeFieldName("state");
            ProcessJson.state(out, process);
        }
        if (parts.report()) {
            out.writeFieldName("report");
            ProcessJson.report(out, process.report());
        }
        if (parts.metadata()) {
            out.writeFieldName("metadata");
            JsonOutput.any(out, metadata(config.id()));
        }
        out.writeEndObject();
    }

    private @org.jspecify.annotations.Nullable Map<String, Object> metadata(String id) {
        try {
            return processes.metadata(id).orElse(null);
        } catch (UnknownProcessException e) {
            return null; // Deleted while the list is written.
        }
    }

    private void add(ApiCall call) throws HttpError {
        ProcessConfigJson.Body body = body(call, ProcessConfig.withDefaults(ShortId.random()), false);
        if (body.type().isEmpty()) {
            throw new HttpError(400, "Unsupported process type", "Supported process types are: ffmpeg");
        }
        if (body.config().input().isEmpty() || body.config().output().isEmpty()) {
            throw new HttpError(400, "At least one input and one output need to be defined");
        }
        try {
            ProcessConfig stored = processes.add(body.config());
            call.exchange().json(out -> ProcessConfigJson.writeApi(out, stored));
        } catch (InvalidProcessException e) {
            throw new HttpError(400, "Invalid process config", text(e));
        }
    }

    private static ProcessConfigJson.Body body(ApiCall call, ProcessConfig current, boolean update) throws HttpError {
        ProcessConfigJson.Body body = call.json(in -> ProcessConfigJson.readApi(in, current, update));
        String[] problems = List.of(
                        body.hasInput() ? "" : required("Input", "required"),
                        body.hasOutput() ? "" : required("Output", "required"),
                        body.type().isEmpty() || body.type().equals("ffmpeg") ? "" : required("Type", "oneof"))
                .stream()
                .filter(problem -> !problem.isEmpty())
                .toArray(String[]::new);
        if (problems.length > 0) {
            throw ApiCall.invalid(problems);
        }
        return body;
    }

    private static String required(String field, String tag) {
        return "Key: 'ProcessConfig." + field + "' Error:Field validation for '" + field + "' failed on the '" + tag
                + "' tag";
    }

    private void update(ApiCall call) throws HttpError {
        String id = call.param("id");
        HttpError[] refused = new HttpError[1];
        try {
            processes.get(id);
            ProcessConfig stored = processes.update(id, current -> {
                try {
                    return body(call, current, true).config();
                } catch (HttpError e) {
                    refused[0] = e;
                    throw new InvalidProcessException(e.message());
                }
            });
            call.exchange().json(out -> ProcessConfigJson.writeApi(out, stored));
        } catch (UnknownProcessException e) {
            throw new HttpError(404, "Process not found", id);
        } catch (InvalidProcessException e) {
            throw refused[0] != null ? refused[0] : new HttpError(400, "Process can't be updated", text(e));
        } catch (JsonException e) {
            throw ApiCall.invalid(text(e));
        }
    }

    private void delete(ApiCall call) throws HttpError {
        try {
            processes.delete(call.param("id"));
        } catch (UnknownProcessException e) {
            throw unknown(e);
        }
        call.exchange().ok();
    }

    private void command(ApiCall call) throws HttpError {
        String command = call.json(ProcessResource::readCommand);
        if (command.isEmpty()) {
            throw ApiCall.invalid(
                    "Key: 'Command.Command' Error:Field validation for 'Command' failed on the 'required' tag");
        }
        String id = call.param("id");
        try {
            switch (command) {
                case "start" -> processes.start(id);
                case "stop" -> processes.stop(id);
                case "restart" -> processes.restart(id);
                case "reload" -> processes.reload(id);
                default ->
                    throw new HttpError(
                            400, "Unknown command provided", "Known commands are: start, stop, reload, restart");
            }
        } catch (UnknownProcessException | InvalidProcessException e) {
            throw new HttpError(400, "Command failed", text(e));
        }
        call.exchange().ok();
    }

    private static String readCommand(JsonReader in) throws JsonException {
        String[] command = {""};
        in.object("api.Command", (name, value) -> {
            if (name.equals("command")) {
                command[0] = value.string(command[0]);
            } else {
                value.skip();
            }
        });
        return command[0];
    }

    /** Ends with the client: nobody else waits for what it finds. */
    private void probe(ApiCall call) {
        call.exchange().whenClientLeaves(Thread.currentThread()::interrupt);
        try {
            Probe.Result found = probed(call.param("id"));
            call.exchange().json(out -> ProbeJson.write(out, found));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Probe.Result probed(String id) throws InterruptedException {
        try {
            return probe.run(processes.probeCommands(id), processes.secrets(id));
        } catch (UnknownProcessException e) {
            return new Probe.Result(List.of(), List.of("Unknown process ID (" + id + ")"));
        }
    }

    /** Public, so no more than these numbers. */
    private ManagedProcess find(ApiCall call) throws HttpError {
        try {
            return processes.get(call.param("id"));
        } catch (UnknownProcessException e) {
            throw unknown(e);
        }
    }

    static HttpError unknown(UnknownProcessException e) {
        return new HttpError(404, "Unknown process ID", text(e));
    }

    private static String text(Exception e) {
        return String.valueOf(e.getMessage());
    }
}
