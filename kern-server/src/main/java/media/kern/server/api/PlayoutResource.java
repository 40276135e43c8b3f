package media.kern.server.api;

import io.vertx.core.Vertx;
import java.util.concurrent.Executor;
import media.kern.core.json.JsonException;
import media.kern.core.process.InvalidProcessException;
import media.kern.core.process.ProcessManager;
import media.kern.core.process.UnknownProcessException;
import media.kern.server.http.Exchange;
import media.kern.server.http.HttpError;
import media.kern.server.playout.PlayoutAnswer;
import media.kern.server.playout.PlayoutClient;
import media.kern.server.playout.PlayoutRequest;
import media.kern.server.playout.PlayoutStatus;

/** The playout of inputs: what FFmpeg answers is passed on. */
public final class PlayoutResource implements ApiResources.Resource {
    private static final int MAX_STATUS_BYTES = 1024 * 1024;
    private static final String ENCODE = "encode";

    private final ProcessManager processes;
    private final PlayoutClient client;
    private final Executor blocking;

    /** @param blocking for decoding what may be long */
    public PlayoutResource(ProcessManager processes, PlayoutClient client, Executor blocking) {
        this.processes = processes;
        this.client = client;
        this.blocking = blocking;
    }

    @Override
    public void register(Endpoints endpoints, Vertx vertx) {
        endpoints
                .inline("process-3-playout-status", this::status)
                .inline("process-3-playout-keyframe", this::keyframe)
                .inline("process-3-playout-errorframencode", this::encodeErrorframe)
                .withBody("process-3-playout-errorframe", this::postErrorframe)
                .withBody("process-3-playout-errorframe-put", this::errorframe)
                .inline("process-3-playout-reopen-input", this::reopen)
                .inline("process-3-playout-reopen-input-post", this::reopen)
                .withBody("process-3-playout-stream", this::stream);
    }

    private void status(ApiCall call) throws HttpError {
        Exchange exchange = call.exchange();
        PlayoutRequest request = PlayoutRequest.get(port(call), "/v1/status", MAX_STATUS_BYTES);
        client.call(exchange, request)
                .onSuccess(answer -> {
                    if (answer.status() != 200) {
                        relay(exchange, answer);
                        return;
                    }
                    byte[] json = answer.body().getBytes();
                    answer.close();
                    exchange.work(blocking, () -> exchange.json(decode(request, json)::write));
                })
                .onFailure(exchange::failWith);
    }

    private static PlayoutStatus decode(PlayoutRequest request, byte[] json) throws HttpError {
        try {
            return PlayoutStatus.read(json);
        } catch (JsonException e) {
            throw request.failed(String.valueOf(e.getMessage()));
        }
    }

    private void keyframe(ApiCall call) throws HttpError {
        String type = call.param("name").endsWith(".png") ? "png" : "jpg";
        pass(call, PlayoutRequest.get(port(call), "/v1/keyframe/last." + type));
    }

    private void encodeErrorframe(ApiCall call) throws HttpError {
        pass(call, PlayoutRequest.get(port(call), "/v1/errorframe/encode"));
    }

    /** A frame may have any name, that of the command, too; but no frame is empty. */
    private void postErrorframe(ApiCall call) throws HttpError {
        if (call.param("name").equals(ENCODE) && call.body().length == 0) {
            encodeErrorframe(call);
        } else {
            errorframe(call);
        }
    }

    private void errorframe(ApiCall call) throws HttpError {
        pass(call, PlayoutRequest.put(port(call), "/v1/errorframe.jpg", "application/octet-stream", call.body()));
    }

    private void reopen(ApiCall call) throws HttpError {
        pass(call, PlayoutRequest.get(port(call), "/v1/reopen"));
    }

    private void stream(ApiCall call) throws HttpError {
        pass(call, PlayoutRequest.put(port(call), "/v1/stream", "text/plain", call.body()));
    }

    private void pass(ApiCall call, PlayoutRequest request) {
        client.call(call.exchange(), request)
                .onSuccess(answer -> relay(call.exchange(), answer))
                .onFailure(call.exchange()::failWith);
    }

    private static void relay(Exchange exchange, PlayoutAnswer answer) {
        exchange.relay(answer.status(), answer.contentType(), answer.body()).onComplete(sent -> answer.close());
    }

    private int port(ApiCall call) throws HttpError {
        String id = call.param("id");
        String input = call.param("inputid");
        try {
            return processes
                    .get(id)
                    .playoutPort(input)
                    .orElseThrow(() -> unknown("no playout for input ID '" + input + "' and process '" + id + "'"));
        } catch (UnknownProcessException | InvalidProcessException e) {
            throw unknown(String.valueOf(e.getMessage()));
        }
    }

    private static HttpError unknown(String reason) {
        return new HttpError(404, "Unknown process or input", reason);
    }
}
